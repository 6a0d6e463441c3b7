"""The report's figures, worked again from the cited data; every row is held to its grade."""

from collections import Counter
from typing import Any

import pytest

from tests.backtests.backtest import CONSISTENT, NOT_REPRODUCIBLE, REPRODUCED, Backtest
from tests.backtests.page import PAGE, page
from tests.backtests.registry import BACKTESTS, REQUIRED
from watchward.maths.rounding import Range, fall_percent, round_half_up
from watchward.reference import figure

each = pytest.mark.parametrize("row", BACKTESTS, ids=lambda row: row.id)


@each
def test_the_figure_is_what_its_grade_says(row: Backtest) -> None:
    worked = row.computed()
    if row.grade == NOT_REPRODUCIBLE:
        assert worked is None or (isinstance(worked, Range) and row.agrees(worked))
    else:
        assert row.agrees(worked), (worked, row.differences(worked))


def _disturbed(value: Any, count: list[int]) -> Any:
    """The same data with every number moved, each by a different share."""
    if isinstance(value, dict):
        return {key: _disturbed(inner, count) for key, inner in value.items()}
    if isinstance(value, list):
        return [_disturbed(inner, count) for inner in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        count[0] += 1
        return value * (1.2 + 0.31 * (count[0] % 7))
    return value


@each
def test_another_input_would_be_noticed(row: Backtest) -> None:
    moved = [_disturbed(dict(data), [0]) for data in row.inputs()]
    worked = row.computed(*moved)
    if row.computed() is None:
        assert worked is None
        assert row.grade == NOT_REPRODUCIBLE
    else:
        assert worked != row.computed()
        assert row.grade == NOT_REPRODUCIBLE or not row.agrees(worked)


def test_every_figure_that_was_asked_for_is_here_once() -> None:
    held = Counter(row.id for row in BACKTESTS)
    assert set(held) >= REQUIRED
    assert len(REQUIRED) == 51
    assert max(held.values()) == 1


def test_grades_are_known_and_the_ones_that_were_solved_backwards_say_so() -> None:
    grade = {row.id: row.grade for row in BACKTESTS}
    assert set(grade.values()) == {REPRODUCED, CONSISTENT, NOT_REPRODUCIBLE}
    assert {name for name, held in grade.items() if held == NOT_REPRODUCIBLE} == {
        "R05",
        "R06",
        "R07",
        "S1b",
        "S2b",
        "S3b",
    }
    assert {grade[name] for name in ("R11", "R12", "R13", "R15", "R16")} == {CONSISTENT}


@each
def test_nothing_unverified_counts_as_reproduced(row: Backtest) -> None:
    statuses = {figure(name).citation.status for name in row.figures}
    assert row.grade != REPRODUCED or statuses == {"published"}
    assert statuses == {"published"} or "unverified" in row.note


@pytest.mark.parametrize(
    ("name", "low", "high"), [("survey_violence", 3.8, 10.9), ("survey_injury", 0.0, 13.8)]
)
def test_rounding_leaves_this_interval_open_and_the_rounded_numbers_miss_it(
    name: str, low: float, high: float
) -> None:
    change = figure("nao_violence_trend").data[name]
    row = next(row for row in BACKTESTS if row.expected == change["fall_percent"])
    assert row.computed() == pytest.approx((low, high), abs=0.05)
    plain = fall_percent(change["before"], change["after"])
    assert round_half_up(plain, 1) != change["fall_percent"]


def test_nine_units_have_their_43_cells_and_row_sums() -> None:
    units = figure("nao_ae_savings").data["units"]
    names = figure("nao_ae_savings").data["categories"]
    cells = [unit[name] for unit in units for name in names if name in unit]
    assert (len(units), len(cells)) == (9, 43)
    for unit in units:
        assert abs(sum(unit.get(name, 0) for name in names) - unit["total"]) <= 1


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.backtests.page"
