"""How a released table is printed, and what its download holds."""

import csv
import io

import pytest

from tests.functional import briefing_made as made
from watchward.briefing.tables import MOST, grid, grids
from watchward.contract.result import Column, Table
from watchward.contract.safe_result import SafeTable
from watchward.disclosure.protect import protect_result
from watchward.export.inert import inert


def _safe(table: Table) -> SafeTable:
    result = made._result(table.name, table)
    return protect_result(result, audience="analyst").tables[0]


def _table(rows: tuple[tuple[object, ...], ...], *columns: Column) -> Table:
    return Table("t", "A table", columns, rows, window="rolling 12 months to 2024-10")  # type: ignore[arg-type]


PLACE = Column("place", "Place", "dimension", "place")


def test_the_window_is_said_as_people_say_it():
    printed = grid(
        _safe(_table((("Quay", 9, 8),), PLACE, made.PATIENTS, made.CRIMES)), ident="t", window=""
    )
    assert printed.caption == "A table, 12 months to October 2024"


@pytest.mark.parametrize("payload", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "|x", "%x"])
def test_a_download_holds_no_formula(payload):
    printed = grid(_safe(_table(((payload, 9),), PLACE, made.PATIENTS)), ident="t", window="")
    cell = list(csv.reader(io.StringIO(printed.csv)))[1][0]
    assert cell == inert(payload)
    assert cell[0] == "'"


@pytest.mark.parametrize("number", ["-4", "+12", "1,204", "-3.5"])
def test_a_download_leaves_numbers_alone(number):
    printed = grid(_safe(_table(((number, 9),), PLACE, made.PATIENTS)), ident="t", window="")
    assert list(csv.reader(io.StringIO(printed.csv)))[1][0] == number


def test_a_long_table_prints_its_largest_rows_says_so_and_the_download_has_them_all():
    rows = tuple((f"Place {i:03d}", i + 1) for i in range(MOST + 20))
    printed = grid(_safe(_table(rows, PLACE, made.PATIENTS)), ident="t", window="")
    assert len(printed.rows) == MOST
    assert printed.rows[0][0].text == f"Place {MOST + 19:03d}"
    assert f"The largest {MOST} of {MOST + 20}" in printed.caption
    assert len(printed.csv.splitlines()) == MOST + 21


@pytest.mark.parametrize(
    ("empty", "said"),
    [
        (1, "1 row in which nothing was counted is left out"),
        (3, "3 rows in which nothing was counted are left out"),
    ],
)
def test_rows_of_noughts_are_left_out_said_and_kept_in_the_download(empty, said):
    rows = tuple((f"Place {i}", 0 if i < empty else 9) for i in range(8))
    printed = grid(_safe(_table(rows, PLACE, made.PATIENTS)), ident="t", window="")
    assert [row[0].text for row in printed.rows] == [f"Place {i}" for i in range(empty, 8)]
    assert said in printed.caption
    assert len(printed.csv.splitlines()) == 9


def test_a_hidden_cell_is_never_left_out_as_a_nought():
    rows = tuple((f"Place {i}", 3 if i < 3 else 90) for i in range(8))
    result = made._result("hot_spots", _table(rows, PLACE, made.PATIENTS))
    table = protect_result(
        made.replace(result, tables=(made.replace(result.tables[0], name="places", months=12),)),
        audience="partner",
    ).tables[0]
    printed = grid(table, ident="t", window="")
    assert [row[1].text for row in printed.rows][:3] == ["[c]"] * 3
    assert printed.marks == {"c"}


def test_hours_by_weekday_become_a_week_down_and_a_day_across():
    table = _safe(made.time_profile().tables[0])
    health, police = grids(table, ident="t", window="")
    assert [head.text for head in health.heads] == ["Weekday", *(f"{h:02d}" for h in range(24))]
    assert [row[0].text for row in health.rows] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert health.rows[1][5].text == str(3 * 2 + 4)
    assert {cell.text for row in police.rows for cell in row[1:]} == {"40"}
    assert len(health.csv.splitlines()) == 169


def test_a_figure_stands_beside_the_count_it_is_of():
    table = _safe(
        Table(
            "t",
            "A table",
            (PLACE, made.PATIENTS, made.CRIMES),
            (("Quay", 9, 8), ("Mill", 1, 2)),
            derived=(made.Derived("health_share", "Share, health, %", "share", ("health",)),),
        )
    )
    heads = [head.text for head in grid(table, ident="t", window="").heads]
    assert heads == [
        "Place",
        "Assault patients",
        "Share, hospital, %",
        "Police recorded violence",
    ]


def test_the_total_is_last_and_is_called_so():
    table = _safe(made._shares("t", "weapon", {"Glass": 10, "Knife": 20}))
    printed = grid(table, ident="t", window="")
    assert [cell.text for cell in printed.totals[-1]][:2] == ["Total", "30"]


def test_a_column_of_sentences_asks_for_room():
    note = Column("what", "What", "note")
    rows = (("Quay", "The level steps up from this month; the cause is not known.", 9),)
    printed = grid(_safe(_table(rows, PLACE, note, made.PATIENTS)), ident="t", window="")
    assert [head.prose for head in printed.heads] == [False, True, False]
