"""The invented town's open tables: every resident counted, terms of the years that are shown."""

import datetime as dt

import numpy as np
import pytest

from watchward.contract.period import month_text
from watchward.geography.population import load_population
from watchward.geography.supplied import load_supplied
from watchward.synthetic.flow import make_partnership
from watchward.synthetic.neighbours import ABOVE, OURS, SLOPES, area_factors, peer_counts
from watchward.synthetic.open_tables import keep_open_tables
from watchward.synthetic.venues import SIZES

LAST = 2026 * 12 + 9


def test_they_are_kept_beside_the_town_and_say_that_they_are_made_up(tmp_path):
    made = make_partnership(tmp_path / "extracts", seed=1, last=LAST, months=4)
    keep_open_tables(made, tmp_path / "store", on=dt.date(2026, 11, 23))
    people = load_population(tmp_path / "store")
    assert people is not None
    assert people.by("area") == {(area,): n for area, n in made.town.population.items()}
    assert len(people.by("age", "sex")) == 18
    terms = load_supplied(tmp_path / "store", "school-terms")
    assert terms is not None
    spans = [(row["first"], row["last"]) for row in terms.rows() if row["what"] == "term"]
    assert spans[0] == ("2023-09-01", "2023-10-24")
    assert spans[-1] == ("2027-06-01", "2027-07-20")
    factors, counts = (
        load_supplied(tmp_path / "store", k) for k in ("area-factors", "peer-counts")
    )
    assert all("synthetic" in one.citation.title for one in (people, terms, factors, counts))


def test_area_statistics_follow_the_drawing_and_the_planted_rate_is_found(tmp_path):
    made = make_partnership(tmp_path / "extracts", seed=1, last=LAST, months=4)
    factors = list(area_factors(made, seed=1))
    told = {(area, factor): float(value) for area, _, factor, value in factors}
    venues = sum(
        told[area, "premises per 1,000 residents"] * people / 1_000
        for area, people in made.town.population.items()
    )
    assert round(venues, 1) == len(SIZES)  # each premises stands in one area
    counts = list(peer_counts(made, last=LAST, seed=1))
    assert {row[1] for row in counts} == {month_text(LAST - ago) for ago in range(12)}
    assert {row[0] for row in counts if row[4]} == {OURS}
    names = sorted({factor for _, factor in told})
    towns = sorted({row[0] for row in counts})
    rate = np.array([sum(int(r[2]) / int(r[3]) for r in counts if r[0] == town) for town in towns])
    values = np.array([[told[town, name] for name in names] for town in towns])
    apart = (values - values.mean(axis=0)) / values.std(axis=0)
    others = np.array([town != OURS for town in towns])
    design = np.column_stack([np.ones(len(towns)), apart])
    slopes, *_ = np.linalg.lstsq(design[others], np.log(rate[others]), rcond=None)
    assert np.abs(slopes[1:] - SLOPES).max() < 0.06
    assert np.exp(np.log(rate[~others]) - design[~others] @ slopes)[0] == pytest.approx(ABOVE, 0.1)
