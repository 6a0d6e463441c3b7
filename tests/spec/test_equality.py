"""Police-led beside hospital-led areas, counted by hand on an invented ground."""

import datetime as dt

import numpy as np
import shapely

from watchward.analysis import equality
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.geography.areas import Boundaries
from watchward.geography.supplied_file import read_supplied
from watchward.reference import Citation

LAST = 2024 * 12 + 11
CITED = Citation("Made up", "A test", "", "OGL", dt.date(2024, 1, 1), "unverified")
MANY = 40
CODES = tuple(f"E{k:02}" for k in range(MANY))
SQUARES = [shapely.box(1000 * k, 0, 1000 * k + 1000, 1000) for k in range(MANY)]
AREAS = Boundaries("squares", "2024", CODES, CODES, np.array(SQUARES), CITED)


def at(area, **more):
    place = {"easting": 1000 * area + 500, "northing": 500, "place_precision": "snapped"}
    return {"month": LAST, **place, **more}


def supplied(tmp_path):
    path = tmp_path / "factors.csv"
    rows = [f"{code},x,minority_ethnic,{k}" for k, code in enumerate(CODES)]
    path.write_text("\n".join(["area,name,factor,value", *rows]), "utf-8")
    return {"area-factors": read_supplied(path, "area-factors", citation=CITED)}


def test_a_quarter_that_only_the_police_lead_to_is_stopped(opened, tmp_path):
    crimes = [at(k, offence_group="robbery", domestic="no") for k in (39, 38, 37, 36)]
    patients = [at(k, relationship="stranger") for k in (0, 10, 20, 39)]
    tables = opened(
        {"police_incident": crimes, "ed_assault": patients},
        boundaries=AREAS,
        supplied=supplied(tmp_path),
    )
    result = equality.run(tables, Options())
    quarters, placed, loop = result.tables
    assert [row[1:5] for row in quarters.rows] == [
        ("1 of 4", "10", "0", "1"),
        ("2 of 4", "10", "0", "1"),
        ("3 of 4", "10", "0", "1"),
        ("4 of 4", "10", "4", "1"),
    ]
    # Half an area on each side: (4.5 / 6) over (1.5 / 6) is 3 times.
    assert [row[5] for row in quarters.rows] == ["0.3", "0.3", "0.3", "3.0"]
    assert [row[6] == equality.STOP for row in quarters.rows] == [False, False, False, True]
    assert [row[2:4] for row in placed.rows] == [(4, 4), (4, 4)]
    # 2 × 0.58 of 2 × 0.58 + 8 × 0.4 is 27 per cent, once patrols find more where they go; an
    # independent record lets go of those two areas, and a fifth of what is recorded lies there.
    assert loop.rows[0][1:] == ("27", "27")
    assert 23 <= int(str(loop.rows[-1][1])) <= 27
    assert loop.rows[-1][2] == "20"
    safe = protect_result(result, audience="analyst", say=equality.say)
    assert "minority_ethnic, quarter 4 of 4" in safe.headline
    assert protect_result(result, audience="partner").tables == ()


def test_one_side_alone_has_no_quarters(opened):
    result = equality.run(opened({"ed_assault": [at(1)]}, boundaries=AREAS), Options())
    assert [one.name for one in result.tables] == ["coverage", "loop"]
    assert "Too little" in equality.say({}, "12 months")
