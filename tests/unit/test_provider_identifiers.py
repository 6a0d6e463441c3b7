"""People are found by what a cell holds; numbers and streets that look alike are left alone.

Every identifier is made up: NHS numbers from the range kept for tests (999), telephone
numbers from the range kept for drama; the postcodes are offices and stations.
"""

import polars as pl
import pytest

from watchward.provider.identifiers import headed_kind, hits, kinds_in, looks_like_names, nhs_number

HELD = {
    "9990000018": "NHS number",
    "NHS9990000018": "NHS number",
    "pt_9990000018_x": "NHS number",
    "999\u00a0000\u00a00018": "NHS number",
    "999 000 0018": "NHS number",
    "999-000-0018": "NHS number",
    "patient 9990000018 seen": "NHS number",
    "QQ123456C": None,
    "AB 12 34 56 C": "National Insurance number",
    "ab123456c": "National Insurance number",
    "CF10 1AA": "postcode",
    "cf101aa": "postcode",
    "near M1 1AE, rear": "postcode",
    "a.person@example.org": "e-mail address",
    "07700 900123": "telephone number",
    "07700900123": "telephone number",
    "+44 7700 900123": "telephone number",
    "(029) 2018 0123": "telephone number",
    "DOB 1/2/80": "date of birth",
    "born on 1 May": "date of birth",
    "12/03/1985": "date of birth",
    "1985-03-12": "date of birth",
    "saw Mrs Example": "name",
}
CLEAN = (
    "9990000019",  # fails the check
    "0000000000",
    "INC000000001",
    "SYN/0001/25",
    "E01012391",
    "W01000991",
    "Halton 008B",
    "On or near Higher Road",
    "On or near A4175",
    "On or near Supermarket",
    "a1433ebc5e6279122eba9d04cccad65b8571d7488fd7466a36c6b3feb4b89314",
    "0714332255627912290090400000065085710748",
    "2024-03-12",
    "12/03/2024",
    "A123BC",  # no postcode begins so
    "318300 175700",
    "20240312001234",
    "On or near St John Street",
    "On or near Dob Lane",
    "On or near Born Street",
    "Missing",
)


@pytest.mark.parametrize("value, kind", HELD.items())
def test_an_identifier_is_known_for_what_it_is(value, kind):
    assert kinds_in(value) == ({kind} if kind else set())
    assert list(hits(pl.Series([value, None, "x"]), ids=False)) == ([kind] if kind else [])


@pytest.mark.parametrize("value", CLEAN)
def test_what_only_looks_alike_is_left_alone(value):
    assert not kinds_in(value)
    assert not hits(pl.Series([value]), ids=False)


def test_nhs_check_digit_by_hand():
    # 9990000018: 9*10+9*9+9*8+0+0+0+0+0+1*2 = 245; 245 mod 11 = 3; 11 - 3 = 8.
    assert nhs_number("9990000018")
    assert [nhs_number(f"999000001{digit}") for digit in range(10)].count(True) == 1


def test_ten_digit_record_numbers_pass_by_chance_but_nhs_numbers_do_not():
    record_numbers = pl.Series([str(n) for n in range(4_000_000_000, 4_000_001_000)])
    chance = hits(record_numbers, ids=False)["NHS number"]
    assert 60 < len(chance) < 120  # about one in eleven
    assert not hits(record_numbers, ids=True)
    all_nhs = chance
    assert len(hits(all_nhs, ids=True)["NHS number"]) == len(all_nhs)
    assert "NHS number" in hits(pl.Series(["A1", "A2", "9990000018"]), ids=True)
    assert "NHS number" in hits(pl.concat([record_numbers, pl.Series(["999 000 0018"])]), ids=True)


def test_letters_round_nhs_numbers_do_not_hide_them():
    numbers = [str(n) for n in range(4_000_000_000, 4_000_001_000)]
    valid = [f"P{number}" for number in numbers if nhs_number(number)]
    assert hits(pl.Series(valid), ids=True)["NHS number"].to_list() == valid
    assert not hits(pl.Series([f"P{number}" for number in numbers]), ids=True)


IDS = {
    "02920180123": False,  # eleven digits are a record number
    "029 2018 0123": True,
    "2003-04-05-12": False,  # a number that begins with a date
    "2003-04-05": True,
    "CF10 1AA": True,
}


@pytest.mark.parametrize("value, stops", IDS.items())
def test_record_numbers_are_judged_less_strictly(value, stops):
    assert bool(hits(pl.Series([value, "B2"]), ids=True)) is stops


NAMES = {
    "names": (["John Example", "Ann Q. Example", "EXAMPLE, Priya", "Somebody Else"], True),
    "streets": (["Higher Road", "Mill Lane", "Example Street", "Park View"], False),
    "street files": (["On or near Example Street", "On or near John Street", "No Location"], False),
    "mostly codes": (["John Example", "A1", "A2", "A3"], False),
    "nothing": ([None, None], False),
}


@pytest.mark.parametrize("values, are", NAMES.values(), ids=NAMES)
def test_a_column_of_names_is_recognised(values, are):
    assert looks_like_names(pl.Series(values, dtype=pl.String)) is are


@pytest.mark.parametrize(
    "header, kind",
    {
        "NHS_Number": "NHS number",
        "Patient Name": "name",
        "D.O.B": "date of birth",
        "e-mail": "e-mail address",
        "Home Postcode": "postcode",
        "place name": "",
        "weapon": "",
    }.items(),
)
def test_a_header_promises(header, kind):
    assert headed_kind(header) == kind
