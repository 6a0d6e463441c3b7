"""Published records of three cities: what the product makes of them, beside counts made otherwise.

They are not of one partnership, and none of them is a hospital's: the shapes stand in for those
that Watchward reads. The figures stand in docs/explanation/tried-on-real-data.md.
"""

import csv
import datetime as dt
import gzip
from collections import Counter

import numpy as np
import polars as pl
import pytest
from scipy.stats import pearsonr, spearmanr

from watchward.analysis import alcohol, time_profile, trends, victims
from watchward.contract.about import Options
from watchward.engine.api import tables_from_frames
from watchward.engine.asked import ask_of
from watchward.engine.where import stated_areas
from watchward.geography.population_file import Columns, read_population
from watchward.reference import Citation, code_list

pytestmark = [pytest.mark.shared, pytest.mark.slow]
EPOCH = dt.date(1970, 1, 1)
JULY_2014, APRIL_2013 = 2014 * 12 + 6, 2013 * 12 + 3
# Premises of the Chicago file as kinds of place of ours; others are "other".
PREMISES = {
    "street": "street",
    "residence": "own_home",
    "education": "school",
    "open space": "park",
    "retail": "shop",
    "transportation": "public_transport",
    "healthcare": "hospital",
}


def rows_of(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def expanded(counts):
    """One record for each that was counted: (borough, month) → how many."""
    keys = [(area, month) for area, month in counts]
    frame = pl.DataFrame(keys, schema={"area": pl.String, "month": pl.Int32}, orient="row")
    times = pl.Series("times", list(counts.values()), dtype=pl.UInt32)
    return frame.select(pl.all().repeat_by(times)).explode("area", "month")


def monthly(path, keep):
    counts = Counter()
    for row in rows_of(path):
        if keep(row):
            year, month = map(int, row["month"].split("-"))
            counts[row["borough"], year * 12 + month - 1] += int(row["count"])
    return counts


@pytest.fixture
def london(shared):
    return shared / "london_pair"


@pytest.fixture
def opened():
    """Tables over real records, closed whatever happens."""
    made = []

    def start(frames, **more):
        made.append(tables_from_frames(frames, synthetic=False, **more))
        return made[-1]

    yield start
    for tables in made:
        tables.close()


def police(london, *minors):
    path = london / "mps_borough_monthly_violence_dev.csv.gz"
    return monthly(
        path, lambda row: row["major"].startswith("Violence") and row["minor"] in (minors or MINORS)
    )


MINORS = (
    *("Assault with Injury", "Common Assault", "Grievous Bodily Harm", "Harassment", "Murder"),
    *("Offensive Weapon", "Other violence", "Wounding/GBH"),
)


def test_ambulance_and_police_agree_by_borough_and_no_more_than_that(london, opened):
    """Windows that end in July 2014, through the areas and the residents that the product uses."""
    las = london / "las_borough_monthly_dev.csv.gz"
    calls = monthly(las, lambda row: row["measure"] == "assault_all")
    frames = {
        "ambulance_call": expanded(calls).with_columns(call_category=pl.lit("assault")),
        "police_incident": expanded(police(london)).with_columns(
            offence_group=pl.lit("violence_with_injury")
        ),
    }
    tables = opened(frames)
    found = {
        months: by_borough(tables, Options(month=JULY_2014, months=months))
        for months in (1, 12, 62)
    }
    agreed = {months: correlations(*sides) for months, (_, *sides) in found.items()}
    assert agreed[1] == pytest.approx((0.858, 0.887), abs=0.001)
    assert agreed[12] == pytest.approx((0.929, 0.937), abs=0.001)
    assert agreed[62] == pytest.approx((0.939, 0.935), abs=0.001)
    census = london.parent / "population" / "census2011_london_borough_population.csv"
    cited = Citation("Census 2011", "ONS", "", "OGL", dt.date(2026, 1, 2), "unverified")
    people = read_population(census, Columns("lad"), vintage="boroughs", year=2011, citation=cited)
    boroughs, *sides = found[62]
    rates = [side / people.of_areas(boroughs) for side in sides]
    assert correlations(*rates) == pytest.approx((0.924, 0.910), abs=0.001)


def by_borough(tables, options):
    """The boroughs of both, and the calls and the crimes of each."""
    asked = ask_of(tables, options)
    found = {side: stated_areas(tables, asked, side) for side in asked.sides}
    both = sorted(set(found["police"]) & set(found["ambulance"]))
    assert len(both) == 32
    return both, *(np.array([found[s][b][0] for b in both]) for s in ("ambulance", "police"))


def correlations(one, other):
    return pearsonr(one, other)[0], spearmanr(one, other)[0]


def found_breaks(opened, counts):
    frame = expanded({key: n for key, n in counts.items() if key[1] >= 2011 * 12})
    records = frame.with_columns(offence_group=pl.lit("violence_with_injury"))
    tables = opened({"police_incident": records}, provider="metropolitan-police")
    result = trends.run(tables, Options())
    breaks = next(table for table in result.tables if table.name == "breaks")
    return {(row[0], row[2]): row[3] for row in breaks.rows}


def test_the_step_of_2013_is_recording_and_not_crime(london, opened):
    wounding = police(london, "Wounding/GBH")
    year = Counter()
    for (_, month), count in wounding.items():
        year[month // 12] += count
    assert (year[2012], year[2013]) == (7_279, 15_777)
    found = found_breaks(opened, wounding)
    assert "up" in found[APRIL_2013, "step in the data"]
    assert "records moved" in found[APRIL_2013, "change in recording"]
    both = found_breaks(opened, police(london, "Wounding/GBH", "Assault with Injury"))
    assert not any(
        abs(month - APRIL_2013) <= 2 for month, kind in both if kind == "step in the data"
    )


def test_philadelphia_victims_by_age_band_and_sex(shared, opened):
    edges, bands = [11, 16, 18, 25, 35, 45, 55, 65], [*code_list("age_band").labels][:9]
    records, by_hand = [], Counter()
    for row in rows_of(shared / "philadelphia_shootings" / "shootings.csv"):
        band = bands[int(np.digitize(int(row["age"]), edges))] if row["age"].isdigit() else None
        sex = row["sex"].upper() if row["sex"].upper() in ("M", "F") else None
        day = dt.date.fromisoformat(row["date_"])
        records.append((day.year * 12 + day.month - 1, band, sex, "firearm"))
        by_hand[band, sex] += 1
    columns = ["month", "victim_age", "victim_sex", "weapon"]
    frame = pl.DataFrame(records, schema=columns, orient="row")
    tables = opened({"ed_assault": frame})
    last = max(record[0] for record in records)
    result = victims.run(tables, Options(month=last, months=64))
    both = next(table for table in result.tables if table.name == "age_sex")
    labels = {**code_list("age_band").labels, **code_list("sex").labels, None: "not recorded"}
    expected = {(labels[band], labels[sex]): n for (band, sex), n in by_hand.items()}
    assert {row[:2]: row[2] for row in both.rows if row[2]} == expected
    assert sum(expected.values()) == 7_055


def test_chicago_assaults_by_hour_night_and_premises(shared, opened):
    records, clock, places = [], Counter(), Counter()
    for row in rows_of(shared / "chicago" / "chicago_aggravated_assaults.csv.gz"):
        at = dt.datetime.strptime(row["date"], "%Y-%m-%d %H:%M")
        day = (at.date() - EPOCH).days
        night = day - (at.hour < 6)
        place = PREMISES.get(row["loc_cat"], "other")
        records.append((at.year * 12 + at.month - 1, day, at.hour, night, place))
        if at.year == 2019:
            clock[(night + 3) % 7 + 1, at.hour] += 1
            places[code_list("assault_location_type").labels[place]] += 1
    columns = ["month", "day", "hour", "night_of", "location_type"]
    frame = pl.DataFrame(records, schema=columns, orient="row")
    tables = opened({"ed_assault": frame})
    hours = time_profile.run(tables, Options())
    where = alcohol.run(tables, Options())
    both = next(table for table in hours.tables if table.name == "hour_weekday")
    assert {row[:2]: row[2] for row in both.rows if row[2]} == dict(clock)
    groups = next(table for table in where.tables if table.name == "groups_health")
    found = {row[0]: row[1] for row in groups.rows if row[0].startswith("Place")}
    assert found == {f"Place: {name}": count for name, count in places.items()}
