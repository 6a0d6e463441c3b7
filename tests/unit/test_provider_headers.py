"""A record number's header is said in many ways; what is said must be the record's and not more."""

import pytest

from watchward.contract.dataset import dataset
from watchward.provider.headers import match_headers, shown

REST = ["Assault date", "Method", "Location type"]


@pytest.mark.parametrize(
    "header",
    [
        "Attendance No",
        "ATTENDANCE_NO.",
        "attendance-num",
        "ED Attendance Ref",
        "RECORD NO",
    ],
)
def test_a_record_number_by_another_name(header):
    matched = match_headers([header, *REST], dataset("ed_assault"), file="x")
    assert matched[0].name == "attendance_id"


@pytest.mark.parametrize("header", ["No", "Patient No", "Number", "Attendance", "NHS No"])
def test_a_bare_number_or_a_persons_is_not_the_records(header):
    matched = match_headers(["attendance id", *REST, header], dataset("ed_assault"), file="x")
    assert matched.get(4) is None or matched[4].name == "nhs_number"


@pytest.mark.parametrize("header", ["Ann Example", "Ward 9", "a" * 41, "x@example.org"])
def test_a_header_that_could_be_data_is_told_by_its_place(header):
    assert shown(header, 6) == "column 7"
    assert shown("Consultant_code", 6) == "Consultant_code"
