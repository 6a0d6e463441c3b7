"""The invented town's open tables: every resident counted, terms of the years that are shown."""

import datetime as dt

from watchward.geography.population import load_population
from watchward.geography.supplied import load_supplied
from watchward.synthetic.flow import make_partnership
from watchward.synthetic.open_tables import keep_open_tables

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
    assert all("synthetic" in one.citation.title for one in (people, terms))
