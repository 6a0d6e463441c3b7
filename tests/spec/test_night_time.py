"""Closing time: events near a venue and a rank, counted by hand; homes and far places left out."""

import datetime as dt

import numpy as np
import pytest

from watchward.analysis import night_time
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.errors import InputRefusal
from watchward.geography.places import read_places
from watchward.geography.supplied import KINDS
from watchward.geography.supplied_file import read_supplied
from watchward.maths.after_closing import after_closing, hours_of_closing
from watchward.reference import Citation

CITED = Citation("Places", "Council", "", "OGL", dt.date(2026, 1, 2), "unverified")
HEADER = "place_id,name,kind,easting,northing,closes\n"
PLACES = "V,The Venue,venue,1000,1000,02:00\nR,The Rank,taxi rank,2000,1000,\n"
MONTH = 2024 * 12 + 5


def places(tmp_path, rows=PLACES):
    path = tmp_path / "places.csv"
    path.write_text(HEADER + rows, "utf-8")
    return read_supplied(path, "night-places", citation=CITED)


def crime(east, hour, **more):
    place = {"easting": east, "northing": 1000, "place_precision": "snapped", "domestic": "no"}
    return {"month": MONTH, "offence_group": "robbery", "hour": hour, **place, **more}


def test_near_and_further_off_by_hand(opened, tmp_path):
    crimes = [crime(1050, hour) for hour in (0, 1, 2, 3, 3, 3, 4, 23)]  # 2 before, 4 after
    crimes += [crime(1250, hour) for hour in (1, 2)]  # in the ring
    crimes += [crime(1400, 2), crime(1050, 2, domestic="yes")]  # too far; at home
    crimes += [crime(1990, 2)]  # at the rank, which closes as the venue does
    tables = opened({"police_incident": crimes}, supplied={"night-places": places(tmp_path)})
    result = night_time.run(tables, Options())
    closing, single, placed = result.tables
    assert placed.rows[0][2:] == (len(crimes), 12)  # all but the one at home
    assert closing.rows[0][:5] == ("taxi rank", "within 100 m", 0, 1, "")
    assert closing.rows[2][:6] == ("venue", "within 100 m", 2, 4, "2.00", "0.29 to 22.11")
    assert closing.rows[3][:5] == ("venue", "100 to 300 m", 1, 1, "1.00")
    # The log's standard error is √(1/2 + 1/4 + 1 + 1) = 1.658: 2 × e^±3.250.
    assert closing.rows[2][6] == "2.00 (0.08 to 51.59)"
    assert single.rows == (
        ("The Venue", "venue", "02:00", 2, 4),
        ("The Rank", "taxi rank", "02:00, as the nearest has it, 1,000 m off", 0, 1),
    )
    said = night_time.say(
        {t.name: t for t in protect_result(result, audience="analyst").tables}, result.window
    )
    assert "no more than further off" in said
    assert protect_result(result, audience="partner").tables == ()


def test_closing_times_of_the_register_and_ranks_of_the_gazetteer(opened, tmp_path):
    register = tmp_path / "register.csv"
    columns = KINDS["licensed-premises"]
    bar = {
        "place_id": "B", "name": "Bar", "kind": "pub_bar_club", "authority": "Council",
        "easting": "1000", "northing": "1000", "closes": "23:30",
    }  # fmt: skip
    told = ",".join(bar.get(column, "") for column in columns)
    register.write_text(",".join(columns) + "\n" + told + "\n", "utf-8")
    gazetteer = tmp_path / "gazetteer.csv"
    gazetteer.write_text(
        "place_id,name,kind,easting,northing,radius_m\n"
        "R,Rank,taxi_rank,2000,1000,50\nS,School,school,1000,1000,50\n",
        "utf-8",
    )
    tables = opened(
        {"police_incident": [crime(1000, 23), crime(1000, 22), crime(2000, 0)]},
        supplied={
            "licensed-premises": read_supplied(register, "licensed-premises", citation=CITED)
        },
        places=read_places(gazetteer),
    )
    closing, single, _ = night_time.run(tables, Options()).tables
    assert [row[:4] for row in closing.rows if row[1] == "within 100 m"] == [
        ("Pub, bar or club", "within 100 m", 1, 1),
        ("Taxi rank", "within 100 m", 0, 1),
    ]
    assert single.rows[0] == ("Bar", "Pub, bar or club", "23:00", 1, 1)


def test_without_places_or_closing_times_it_says_so(opened, tmp_path):
    records = {"police_incident": [crime(1050, 2)]}
    assert "watchward supply night-places" in night_time.run(opened(records), Options()).caveats[-1]
    ranks = {"night-places": places(tmp_path, "R,Rank,taxi rank,1,1,\n")}
    result = night_time.run(opened(records, supplied=ranks), Options())
    assert result.tables == ()
    assert result.caveats[-1] == "None of the places has a closing time."


@pytest.mark.parametrize(
    "row", ["V,V,venue,x,1,", "V,V,venue,1,1,26:00", ",V,venue,1,1,", "V,V,venue,1,9999999,"]
)
def test_places_that_cannot_be_are_refused(tmp_path, row):
    with pytest.raises(InputRefusal, match="row 2"):
        places(tmp_path, row + "\n")


def test_it_agrees_with_going_through_every_event():
    rng = np.random.default_rng(8)
    events = np.column_stack(
        [rng.integers(0, 1500, (400, 2)), rng.integers(0, 24, 400), rng.integers(1, 4, 400)]
    )
    spots, closes = rng.integers(0, 1500, (6, 2)).astype(float), rng.integers(0, 24, 6)
    slow = np.zeros((4, 6), dtype=int)
    for east, north, hour, count in events:
        apart = np.hypot(spots[:, 0] - east, spots[:, 1] - north)
        at = int(apart.argmin())
        zone = 0 if apart[at] <= 100 else 2 if apart[at] <= 300 else None
        for late, hours in enumerate(((-2, -1), (0, 1))):
            if zone is not None and hour in [(closes[at] + step) % 24 for step in hours]:
                slow[zone + late, at] += count
    found = after_closing(events, spots, closes, metres=100)
    for at, name in enumerate(("before", "after", "ring_before", "ring_after")):
        assert getattr(found, name).tolist() == slow[at].tolist()


def test_a_rank_closes_with_its_nearest_venue():
    spots = np.array([[0.0, 0], [900, 0], [1000, 0]])
    hours, metres = hours_of_closing(spots, np.array([1.0, np.nan, 3.0]))
    assert (hours.tolist(), metres.tolist()) == ([1, 3, 3], [0, 100, 0])
    assert np.isnan(hours_of_closing(spots, np.full(3, np.nan))[0]).all()


def test_a_rank_far_from_any_closing_time_is_left_out_and_said(opened, tmp_path):
    far = PLACES + "F,The Far Rank,taxi rank,2001,1000,\n"
    supplied = {"night-places": places(tmp_path, far)}
    result = night_time.run(
        opened({"police_incident": [crime(1050, 2), crime(2001, 2)]}, supplied=supplied), Options()
    )
    assert {row[0] for row in result.tables[1].rows} == {"The Venue", "The Rank"}
    assert any(
        "1 places without a closing time are further than 1,000 m" in c for c in result.caveats
    )


def test_what_policing_makes_is_no_violence_of_the_night(opened, tmp_path):
    found = [crime(1050, 2, offence_group="possession_weapons")] * 3
    crimes = [crime(1050, 2), *found]
    result = night_time.run(
        opened({"police_incident": crimes}, supplied={"night-places": places(tmp_path)}), Options()
    )
    assert result.tables[1].rows == (("The Venue", "venue", "02:00", 0, 1),)


def test_it_names_the_kinds_with_more_than_further_off(opened, tmp_path):
    near = [crime(1050, 1)] * 10 + [crime(1050, 2)] * 60
    ring = [crime(1250, 1)] * 30 + [crime(1250, 2)] * 30
    held = {"night-places": places(tmp_path)}
    result = night_time.run(opened({"police_incident": near + ring}, supplied=held), Options())
    safe = protect_result(result, audience="analyst", say=night_time.say)
    # 60/10 over 30/30 is 6; the log's standard error is √(1/10 + 1/60 + 2/30) = 0.428.
    assert "more than further off near: venue (6.00, likely 2.59 to 13.89)" in safe.headline


def test_a_kind_that_stands_out_alone_may_be_chance_among_several(opened, tmp_path):
    """8 before and 24 after beside 30 and 30: p is 0.02 alone, and 0.09 as the best of four."""

    def round_it(east, before, after):
        near = [crime(east + 50, 1)] * before + [crime(east + 50, 2)] * after
        return near + [crime(east + 250, 1)] * 30 + [crime(east + 250, 2)] * 30

    others = "".join(f"{at},{at},kind {at},{at},1000,02:00\n" for at in (9000, 17000, 25000))
    alone = round_it(1000, 8, 24)
    among = alone + [one for at in (9000, 17000, 25000) for one in round_it(at, 30, 30)]
    for text, records, verdict in (("", alone, night_time.MORE), (others, among, "not shown")):
        held = {"night-places": places(tmp_path, PLACES.splitlines(keepends=True)[0] + text)}
        result = night_time.run(opened({"police_incident": records}, supplied=held), Options())
        closing = next(one for one in result.tables if one.name == "closing_police")
        venue = next(row for row in closing.rows if row[0] == "venue")
        assert venue[-1] == verdict
