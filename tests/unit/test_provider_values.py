"""Cells of text become typed values, or nothing: worked by hand, one cell at a time."""

import datetime as dt

import polars as pl
import pytest

from watchward.contract.dataset import Field
from watchward.provider.values import NO_TIME, month_first, patient, quick

DATES = {
    "2024-02-29": dt.date(2024, 2, 29),
    "2023-02-29": None,
    "29/02/2024": dt.date(2024, 2, 29),
    "1/2/2024": dt.date(2024, 2, 1),
    "31-12-2024": dt.date(2024, 12, 31),
    "31.12.2024": dt.date(2024, 12, 31),
    "05-Jan-2024": dt.date(2024, 1, 5),
    "05 Jan 2024": dt.date(2024, 1, 5),
    "2024-01-31T23:15:00": dt.date(2024, 1, 31),
    "31/01/2024 00:00": dt.date(2024, 1, 31),
    "13/13/2024": None,
    "01/25/2024": None,
    "01/02/24": None,
    "yesterday": None,
    "45322": None,
}
MOMENTS = {
    "2024-01-31T23:15:30": dt.datetime(2024, 1, 31, 23, 15, 30),
    "2024-01-31T23:15": dt.datetime(2024, 1, 31, 23, 15),
    "2024-01-31 23:15": dt.datetime(2024, 1, 31, 23, 15),
    "31/01/2024 23:15": dt.datetime(2024, 1, 31, 23, 15),
    "31/01/2024 23:15:59": dt.datetime(2024, 1, 31, 23, 15, 59),
    "2024-01-31 00:00": dt.datetime(2024, 1, 31),
    "2024-01-31": dt.datetime(2024, 1, 31) + NO_TIME,
    "31/01/2024": dt.datetime(2024, 1, 31) + NO_TIME,
    "31/02/2024 25:61": None,
    "31/01/2024 25:01": None,
    "2024-01-31T23:60": None,
    "2024-01-31T": None,
}
TIMES = {
    "23:15": dt.time(23, 15),
    "9:05": dt.time(9, 5),
    "23:15:59": dt.time(23, 15, 59),
    "2315": dt.time(23, 15),
    "0005": dt.time(0, 5),
    "1899-12-31T07:30:00": dt.time(7, 30),
    "24:00": None,
    "12:60": None,
    "930": None,
    "noon": None,
}
MONTHS = {"2024-03": 24290, "2024-13": None, "2024-3": None, "03/2024": None, "2024-03-01": None}
WHOLE = {"34": 34, "34.0": 34, "-5": -5, "34.5": None, "thirty": None, "1e3": None, "3 4": None}
PLACES = {"318300": 318300.0, "318300.7": 318300.7, "-2.5": -2.5, "abc": None, "1,000": None}
SEXES = {"M": "M", "male": "M", "MALE": "M", "Man": "M", "f": "F", "widget": None, "9": None}
CASES = [
    (kind, text, value)
    for kind, cases in {
        "date": DATES,
        "moment": MOMENTS,
        "time": TIMES,
        "month": MONTHS,
        "integer": WHOLE,
        "coordinate": PLACES,
        "code": SEXES,
    }.items()
    for text, value in cases.items()
]


def read(kind: str, cells: list[str | None]) -> list:
    field = Field(name="f", title="F", type=kind, headers=(), treatment="keep", codes="sex")
    text = pl.Series("c0", cells, dtype=pl.String)
    column = text.to_frame().select(quick(field, pl.col("c0"))).to_series()
    left = (column.is_null() & text.is_not_null()).arg_true()
    return column.scatter(left, patient(field, text.gather(left))).to_list()


@pytest.mark.parametrize("kind, text, value", CASES)
def test_a_cell_is_read_as_a_person_would(kind, text, value):
    assert read(kind, [text]) == [value]


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in CASES}))
def test_a_cell_reads_the_same_in_any_company(kind):
    cells = {text: value for one, text, value in CASES if one == kind}
    assert read(kind, [None, *cells]) == [None, *cells.values()]


def test_which_dates_have_only_one_order():
    cells = pl.DataFrame(
        {"c": ["13/01/2024", "01/13/2024", "01/02/2024", "2024-01-13", "40/1/2024"]}
    )
    assert cells.select(month_first(pl.col("c"))).to_series().to_list() == [
        *(False, True, None, None, None)
    ]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (" P00001 ", "P00001"),
        ("SYN-P011", "SYN-P011"),
        ("Ann", None),
        ("outside 7", None),
        ("x" * 60 + "1", None),
    ],
)
def test_a_places_number_is_one_word_with_a_digit_and_never_a_note(cell, read):
    field = Field("premises", "Premises number", "place_number", ("premises id",), "keep")
    cells = pl.Series("cells", [cell])
    assert cells.to_frame().select(quick(field, pl.col("cells"))).item() == read
    assert patient(field, cells).item() == read
