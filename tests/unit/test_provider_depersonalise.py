"""What leaves, worked by hand from what came in: banded, snapped, coarsened, keyed, or gone."""

import datetime as dt
import hashlib
import hmac
from dataclasses import replace

import pytest

from tests.provider_extracts import ED, column, ed_csv, make, opened
from watchward.contract.columns import FAULTS, SPINE
from watchward.contract.dataset import dataset
from watchward.errors import UsageRefusal
from watchward.provider.plan import plan
from watchward.provider.pseudonyms import pseudonym_secret
from watchward.provider.seal import provider_key

PERSONAL = (
    ED + ",nhs number,patient name,date of birth,postcode,assault location description,Consultant"
)
ROW = "A1,2025-03-01,23:10,fist,pub,290412,250388,24,M"


def test_one_row_by_hand(tmp_path):
    row = opened(make(tmp_path, ed_csv(ROW))).to_dicts()[0]
    expected = {
        "row": 2,
        "month": 2025 * 12 + 2,
        "day": 20148,  # 20089 is 2025-01-01; 31 and 28 days later is 1 March
        "weekday": 6,  # a Saturday
        "premises": None,
        "hour": 23,
        "night_of": 20148,
        "utc_start": 20148 * 86400 + 23 * 3600,
        "utc_end": 20148 * 86400 + 24 * 3600 - 1,
        "time_precision": "hour",
        "clock_repeated": False,
        "easting": 290450,  # the centre of its 100 m square
        "northing": 250350,
        "place_precision": "snapped",
        "cell": 2503 * 10000 + 2904,
        "area": None,
        "place_name": None,
        "unreadable": 0,
        "unlisted": 0,
        "clock_missing": False,
        "assault_method": "body_part",
        "location_type": "licensed_premises",
        "place_kind": None,  # no gazetteer was given, so no text was placed
        "place_confidence": None,
        "weapon": None,
        "assailants": None,
        "relationship": None,
        "reported": None,
        "alcohol": None,
        "victim_age": "18-24",
        "victim_sex": "M",
    }
    assert row.pop("record_id") is not None
    assert row == expected


def test_columns_stand_in_the_agreed_order(tmp_path):
    made = make(tmp_path, ed_csv(ROW))
    kept = [field.name for field in dataset("ed_assault").kept]
    assert opened(made).columns == [*SPINE, *FAULTS, *kept] == list(made.manifest.columns)
    assert [*opened(made).schema.values()][: len(SPINE)] == [*SPINE.values()]


def test_pseudonym_is_keyed_and_differs_by_data_set(tmp_path):
    made = make(tmp_path, ed_csv(ROW, ROW.replace("A1", " A1 "), ROW.replace("A1", "A2")))
    key = provider_key(tmp_path / "keys", "city-hospital")
    secret = pseudonym_secret(key, "ed_assault")
    month = hmac.new(secret, b"2025-03", hashlib.sha256).digest()
    first = hmac.new(month, b"A1", hashlib.sha256).hexdigest()[:16]
    ids = column(made, "record_id")
    assert ids[:2] == [first, first]
    assert ids[2] not in (first, hashlib.sha256(b"A2").hexdigest()[:16])
    assert pseudonym_secret(key, "ambulance_call") != secret
    other = provider_key(tmp_path / "keys", "another-hospital")
    assert pseudonym_secret(other, "ed_assault") != secret


AGES = {0: "0-10", 10: "0-10", 11: "11-15", 17: "16-17", 18: "18-24", 64: "55-64", 65: "65+"}
AGES |= {120: "65+", 121: None, -1: None, "forty": None, "": None}


def test_ages_leave_as_bands(tmp_path):
    rows = [ROW.replace(",24,", f",{age},") for age in AGES]
    data = opened(make(tmp_path, ed_csv(*rows)))
    assert data["victim_age"].to_list() == [*AGES.values()]
    bit = 2 ** [field.name for field in dataset("ed_assault").fields].index("victim_age")
    assert data["unreadable"].to_list() == [*[0] * 8, bit, bit, bit, 0]


def test_assailants_leave_as_one_two_or_more(tmp_path):
    rows = [f"{ROW},{many}" for many in (1, 2, 3, 7, 0, "")]
    made = make(tmp_path, ed_csv(*rows, header=f"{ED},assailants"))
    assert column(made, "assailants") == ["1", "2", "3+", "3+", None, None]


def test_a_code_that_is_not_listed_is_a_bit_and_no_text(tmp_path):
    data = opened(make(tmp_path, ed_csv(ROW, ROW.replace("pub", "the moon"))))
    bit = 2 ** [field.name for field in dataset("ed_assault").fields].index("location_type")
    assert data["location_type"].to_list() == ["licensed_premises", None]
    assert data["unlisted"].to_list() == [0, bit]


TIMES = {
    "no time": ("2025-03-01,", (20148, None, "day", 20148 * 86400, 20149 * 86400 - 1, False)),
    "small hours": ("2025-03-01,02:59", (20148, 2, "hour", 1740794400, 1740797999, False)),
    "summer": ("2025-07-01,12:30", (20270, 12, "hour", 1751367600, 1751371199, False)),
    # On 30 March 2025 01:30 was never shown; on 26 October it was shown twice.
    "skipped": ("2025-03-30,01:30", (20177, None, "day", 1743292800, 1743375599, True)),
    "repeated": ("2025-10-26,01:30", (20387, 1, "hour", 1761436800, 1761443999, False)),
    "unreadable": (
        "2025-03-01,late",
        (20148, None, "day", 20148 * 86400, 20149 * 86400 - 1, False),
    ),
    "no date": (",23:10", (None, None, None, None, None, False)),
}


@pytest.mark.parametrize("written, expected", TIMES.values(), ids=TIMES)
def test_time_leaves_as_an_hour_or_as_a_day(tmp_path, written, expected):
    rows = [ROW, ROW.replace("2025-03-01,23:10", written)]
    made = make(tmp_path, ed_csv(*rows), made_at=dt.datetime(2025, 12, 1, tzinfo=dt.UTC))
    names = ("day", "hour", "time_precision", "utc_start", "utc_end", "clock_missing")
    assert opened(made).select(names).row(1) == expected


def test_before_six_belongs_to_the_night_before(tmp_path):
    rows = [ROW.replace("23:10", time) for time in ("05:59", "06:00", "")]
    assert column(make(tmp_path, ed_csv(*rows)), "night_of") == [20147, 20148, None]


CRIMES = (
    "crime ref,incident date,incident time,date to,time to,category,easting,northing\n"
    "A,2025-03-01,22:10,{},violence with injury,290412,250388\n"
)
HOUR, FIRST = 3600, 20148 * 86400
SPANS = {
    "to the next morning": ("2025-03-02,01:20", None, "interval", 28 * HOUR - 2 * HOUR),
    "no time of the end": ("2025-03-01,", None, "interval", 24 * HOUR),
    "within the hour": ("2025-03-01,22:50", 22, "hour", 23 * HOUR),
    "no end": (",", 22, "hour", 23 * HOUR),
    "an end before the start": ("2025-02-28,23:00", 22, "hour", 23 * HOUR),
    "an end after a month": ("2025-03-31,23:00", 22, "hour", 23 * HOUR),
}


@pytest.mark.parametrize("end, hour, precision, until", SPANS.values(), ids=SPANS)
def test_a_time_between_two_moments_has_no_hour(tmp_path, end, hour, precision, until):
    row = opened(make(tmp_path, CRIMES.format(end), name="police_incident")).to_dicts()[0]
    assert (row["hour"], row["time_precision"]) == (hour, precision)
    assert row["utc_start"] == FIRST + 22 * HOUR
    assert row["utc_end"] == FIRST + until - 1
    assert row["day"] == 20148
    assert (row["night_of"] is None) == (hour is None)


def test_a_row_without_a_place_stays(tmp_path):
    rows = [
        ROW.replace("290412,250388", place) for place in (",", "290412,", "x,250388", "290412.9,9")
    ]
    data = opened(make(tmp_path, ed_csv(*rows)))
    assert data["place_precision"].to_list() == ["none", "none", "none", "snapped"]
    assert data["easting"].to_list() == [None, None, None, 290450]
    assert data["unreadable"].to_list() == [0, 0, 2**9, 0]  # easting is the tenth field


def test_undeclared_and_dropped_columns_stay_behind(tmp_path):
    planted = "9990000018,Ann Example,1/2/1980,ZZ99 3VZ,at home,Dr Plant"
    made = make(tmp_path, ed_csv(f"{ROW},{planted}", header=PERSONAL))
    assert set(opened(made).columns) == set(made.manifest.columns)
    assert made.dropped["Consultant"] == "not declared by the data set"
    assert made.dropped["Name"].startswith("declared as dropped")
    assert made.manifest.dropped == {
        "NHS number": 1, "date of birth": 1, "name": 1, "postcode": 1,
    }  # fmt: skip


STREET = "Crime ID,Month,Reported by,{},Location,LSOA code,Crime type\n"
STREET_ROW = "x1,2025-03,Merseyside Police,{},On or near Example Street,E01012391,Robbery\n"


@pytest.mark.parametrize("header", ["Longitude,Latitude", "longitude,latitude"])
def test_street_files_have_a_month_and_a_snap_point_and_no_hour(tmp_path, header):
    text = STREET.format(header) + "".join(
        STREET_ROW.format(place) for place in ("-2.804451,53.352456", ",", "-200,53")
    )
    made = make(tmp_path, text, name="police_street", provider="merseyside")
    data = opened(made)
    assert data["month"].to_list() == [2025 * 12 + 2] * 3
    assert all(
        data[name].null_count() == 3 for name in ("day", "weekday", "hour", "night_of", "utc_start")
    )
    assert data["time_precision"].unique().to_list() == ["month"]
    assert data["place_precision"].to_list() == ["snapped", "area", "area"]
    assert (data["easting"][0] // 1000, data["northing"][0] // 1000) == (346, 384)  # Halton
    assert data["record_id"].to_list() == ["x1"] * 3
    assert data["force"].to_list() == ["merseyside"] * 3


def test_a_month_is_all_that_is_left_where_the_rule_says_month(tmp_path):
    declared = dataset("ed_assault")
    monthly = replace(declared, time=replace(declared.time, keep="month"))
    data = opened(make(tmp_path, ed_csv(ROW), dataset=monthly))
    assert data.select("month", "day", "hour", "utc_start", "time_precision").row(0) == (
        *(24302, None, None, None, "month"),
    )


def test_a_date_may_not_leave_as_a_column(tmp_path):
    declared = dataset("ed_assault")
    loose = tuple(
        replace(field, treatment="keep") if field.name == "date_of_birth" else field
        for field in declared.fields
    )
    with pytest.raises(UsageRefusal, match="cannot leave as a column"):
        _ = plan(replace(declared, fields=loose), {}, b"").schema


def test_types_do_not_depend_on_what_is_in_the_file(tmp_path):
    full = opened(make(tmp_path, ed_csv(ROW)))
    sparse = opened(make(tmp_path, ed_csv("A1,2025-03-01,,,,,,,")))
    assert full.schema == sparse.schema
