"""Licensed premises: records matched, counted once a night and scored by hand, on every engine."""

import datetime as dt

import pytest

from watchward.analysis import premises
from watchward.contract.about import Options
from watchward.contract.premises_finding import LEFT_OUT, MEASURE, Finding
from watchward.disclosure.protect import protect_result
from watchward.errors import InputRefusal
from watchward.geography.supplied_file import read_supplied
from watchward.reference import Citation

CITED = Citation("Register", "Council (synthetic)", "", "OGL", dt.date(2026, 1, 2), "unverified")
HEADER = (
    "place_id,name,address,kind,easting,northing,capacity,footfall,closes,authority,licence,"
    "since,measures\n"
)
# Two far apart; two 60 metres apart, which a grid of 100 cannot tell from each other.
ROWS = """\
A,The Otter,1 Quay,pub,205000,300000,100,,23:00,Council,L1,,cctv
B,The Heron,2 Quay,pub,206000,300000,300,,23:00,Council,L2,,
C,The Crab,3 Quay,pub,207000,300000,200,,,Council,L3,2024-11-02,
D,The Eel,4 Quay,pub,207060,300000,,,,Council,L4,,
"""
DECEMBER = 2024 * 12 + 11


def register(tmp_path, text=ROWS):
    path = tmp_path / "register.csv"
    path.write_text(HEADER + text, "utf-8")
    return read_supplied(path, "licensed-premises", citation=CITED)


def at(month, day, east, **more):
    number = (dt.date(2024, month, day) - dt.date(1970, 1, 1)).days
    place = {"easting": east, "northing": 300000, "place_precision": "snapped"}
    time = {"month": 2024 * 12 + month - 1, "day": number, "hour": 23, "night_of": number}
    return {**time, **place, **more}


def crime(month, day, east, group="violence_without_injury", **more):
    return at(month, day, east, offence_group=group, domestic="no", **more)


def patient(month, day, east, **more):
    return at(month, day, east, relationship="stranger", **more)


POLICE = [
    crime(12, 1, 205010),  # a night that both hold: the hospital's counts, an injury
    crime(12, 2, 205000, "violence_with_injury", weapon="knife"),
    crime(3, 5, 205000),  # nine months ago
    crime(12, 3, 205000) | {"domestic": "yes"},
    crime(12, 4, 205300),  # near none
    crime(12, 5, 207030),  # near two
    crime(12, 6, 206000),
    crime(1, 9, 206000),
]
PATIENTS = [
    patient(12, 1, 205000, location_type="licensed_premises"),
    patient(12, 7, 205000, location_type="own_home"),
    patient(1, 10, 206000),
]


@pytest.fixture
def found(opened, tmp_path):
    held = {"police_incident": POLICE, "ed_assault": PATIENTS}
    tables = opened(held, supplied={"licensed-premises": register(tmp_path)})
    return premises.run(tables, Options(month=DECEMBER))


def table(result, name):
    return next(one for one in result.tables if one.name == name)


def records(result, name):
    made = table(result, name)
    names = [column.name for column in made.columns]
    return {row[0]: dict(zip(names, row, strict=True)) for row in made.rows}


def test_each_night_counts_as_the_side_that_weighs_it_more_has_it(found):
    lines = [row for row in table(found, "lines").rows if row[0] == "The Otter"]
    assert lines == [
        ("The Otter", "serious injury, 0 to 5 months ago", 1, "+4.00"),
        ("The Otter", "injury, 0 to 5 months ago", 1, "+2.00"),
        ("The Otter", "no injury, 6 to 11 months ago", 1, "+0.25"),
        ("The Otter", "measures: cctv (on the register's word)", 0, "-0.31"),  # 5 % of 6.25
    ]


def test_sides_stand_beside_each_other_and_are_not_added(found):
    rows = records(found, "premises")
    assert (rows["The Otter"]["police"], rows["The Otter"]["health"]) == (3, 1)
    assert (rows["The Heron"]["police"], rows["The Heron"]["health"]) == (2, 1)
    assert rows["The Otter"]["latest"] == 2
    months = [row for row in table(found, "months").rows if row[:2] == ("The Otter", "2024-12")]
    assert months == [("The Otter", "2024-12", 2, 1)]


def test_what_is_expected_is_at_the_others_rate_for_the_time_on_the_register(found):
    # Points before credits: Otter 6.25, Heron 1 + 0.25 + 0.5, Crab none in its one month. The year
    # has 6 months at 1 and 6 at a quarter, 7.5; Crab's one is 1/7.5 of its 200 heads.
    rows = records(found, "premises")
    assert rows["The Otter"]["average"] == f"{1.75 / (300 + 200 / 7.5) * 100:.1f}"
    assert rows["The Heron"]["average"] == f"{6.25 / (100 + 200 / 7.5) * 300:.1f}"
    assert rows["The Crab"]["colour"] == "untold"  # one month on the register
    assert rows["The Eel"]["colour"] == "untold"
    listed = records(found, "register")
    assert (listed["The Eel"]["size"], listed["The Otter"]["licence"]) == ("not known", "L1")


def finding(number, what, *, premises="A", on=(2024, 12, 30), **more):
    told = {"reference": f"condition {number}", "kind": MEASURE}
    return Finding(number, premises, what=what, found_on=dt.date(*on), **told | more)


def otter(opened, tmp_path, findings):
    tables = opened(
        {"police_incident": POLICE, "ed_assault": PATIENTS},
        supplied={"licensed-premises": register(tmp_path)},
        findings=findings,
    )
    result = premises.run(tables, Options(month=DECEMBER))
    return [row[1:] for row in table(result, "lines").rows if row[0] == "The Otter"]


def test_a_measure_that_was_looked_at_counts_as_it_was_found_for_a_year(opened, tmp_path):
    seen = (finding(1, "glass", on=(2024, 1, 5)), finding(2, "cctv", holds=False))
    assert otter(opened, tmp_path, seen)[-1] == ("measures: glass (seen 2024-01-05)", 0, "-0.31")
    old = (finding(1, "cctv", on=(2023, 12, 31), holds=False),)
    assert "the register's word" in otter(opened, tmp_path, old)[-1][0]
    again = (finding(1, "cctv", holds=False), finding(2, "cctv", reference="condition 1"))
    assert otter(opened, tmp_path, again)[-1][0] == "measures: cctv (seen 2024-12-30)"
    two = (finding(1, "cctv"), finding(2, "cctv", holds=False))  # each condition must be kept
    assert not [line for line in otter(opened, tmp_path, two) if line[0].startswith("measures")]
    gone = (*two, finding(3, "cctv", reference="condition 2", withdrawn=True))
    assert otter(opened, tmp_path, gone)[-1][0] == "measures: cctv (seen 2024-12-30)"
    elsewhere = (finding(1, "glass", premises="B"),)
    assert "glass" not in otter(opened, tmp_path, elsewhere)[-1][0]


def test_what_a_right_challenge_takes_out_is_told_and_counts_no_more(opened, tmp_path):
    told = {"kind": LEFT_OUT, "reference": "challenge 7", "month": DECEMBER, "records": 5}
    lines = otter(opened, tmp_path, (finding(1, "injury", **told),))
    assert lines == [
        ("serious injury, 0 to 5 months ago", 1, "+4.00"),
        ("no injury, 6 to 11 months ago", 1, "+0.25"),
        ("measures: cctv (on the register's word)", 0, "-0.21"),
        ("left out (challenge 7): 1 of injury, 2024-12 (5 were asked for)", 0, "+0.00"),
    ]
    other = otter(opened, tmp_path, (finding(1, "injury", **told | {"month": DECEMBER - 1}),))
    none = ("left out (challenge 7): 0 of injury, 2024-11 (5 were asked for)", 0, "+0.00")
    assert other == [*otter(opened, tmp_path, ()), none]


def test_how_each_was_matched_is_told(found):
    counts = {row[0]: row[1:] for row in table(found, "matching").rows}
    assert counts["by place"] == ("medium", 5, 1)
    assert counts["by place and kind of place"] == ("high", 0, 1)
    assert counts["shared"] == ("low", 1, 0)
    assert counts["another kind of place"] == ("not used", 0, 1)


def test_a_joint_table_is_matched_by_number_and_the_licensing_teams_word_adds_nothing(
    opened, tmp_path
):
    def told(agency, number, day, east=None):
        return at(12, day, east, agency=agency, premises=number, category="wounding")

    rows = [told("police", "A", 1), told("ae", "A", 1), told("licensing", "A", 2)]
    rows += [told("police", "Z", 3), told("licensing", "A", 1)]
    tables = opened(
        {"partnership_incident": rows}, supplied={"licensed-premises": register(tmp_path)}
    )
    result = premises.run(tables, Options(months=1))
    lines = [row[1:3] for row in table(result, "lines").rows if row[2]]
    assert lines == [("injury, 0 to 5 months ago", 1)]
    counts = {row[0]: row[2] for row in table(result, "matching").rows}
    assert (counts["by number"], counts["number not on the register"]) == (4, 1)


def test_before_and_after_with_what_a_high_count_falls_to(opened, tmp_path):
    # A fell from 112 to 14 in a year; B stayed at 30, with three times the heads.
    def nights(many, month, east):
        return [
            crime(12, 9, east) | {"month": month, "night_of": night, "day": night}
            for night in range(many)
        ]

    before, now = DECEMBER - 12, DECEMBER
    rows = nights(112, before, 205000) + nights(30, before, 206000) + nights(30, now, 206000)
    rows += [row | {"night_of": row["day"] + 500} for row in nights(14, now, 205000)]
    for month in range(DECEMBER - 23, DECEMBER + 1):  # near nobody: so that every month is held
        rows += nights(1, month, 205500)
    tables = opened({"police_incident": rows}, supplied={"licensed-premises": register(tmp_path)})
    change = records(premises.run(tables, Options(month=DECEMBER)), "change")["The Otter"]
    assert (change["before"], change["now"], change["raw"]) == (112, 14, "88 %")
    assert float(change["left"].removesuffix(" %")) < 88  # part of it would have come by itself


def test_without_a_register_it_says_how_to_add_one(opened):
    result = premises.run(opened({"police_incident": POLICE}), Options())
    assert result.tables == ()
    assert "watchward supply licensed-premises" in result.caveats[-1]
    assert "No register" in premises.say({}, result.window)


def test_only_analysts_are_answered_and_are_told_that_it_is_no_evidence(found):
    safe = protect_result(found, audience="analyst", say=premises.say)
    assert "it is not evidence of fault" in safe.headline
    for audience in ("partner", "guest", "open"):
        shown = protect_result(found, audience=audience, say=premises.say)
        assert shown.tables == ()


@pytest.mark.parametrize(
    "row",
    [
        "A,The Otter,1 Quay,pub,205000,300000,0,,,Council,L1,,",
        "A,The Otter,1 Quay,pub,205000,300000,many,,,Council,L1,,",
        "A,The Otter,1 Quay,pub,205000,300000,9,,,,L1,,",
        "A,The Otter,1 Quay,pub,205000,300000,9,,25:00,Council,L1,,",
        "A,The Otter,1 Quay,pub,205000,300000,9,,,Council,L1,2 May,",
        "A,The Otter,1 Quay,pub,205000,300000,9,,,Council,L1,,magic",
        "A,The Otter,1 Quay,pub,205000,300000,9,,,Council,L1,,\nA,B,,pub,1,1,,,,Council,,,",
    ],
)
def test_a_register_that_cannot_be_is_refused(tmp_path, row):
    with pytest.raises(InputRefusal):
        register(tmp_path, row)
