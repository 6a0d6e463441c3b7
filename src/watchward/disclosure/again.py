"""A released answer on savings for another reduction: the counts shown, times another share.

Nothing is asked again and nothing is protected anew: money rests on the released counts alone, so a
reader could work it out by hand.
"""

from dataclasses import replace

from watchward.contract.result import Derived
from watchward.contract.safe_result import GATE, SafeCell, SafeResult, SafeTable
from watchward.disclosure.answering import analysis_of
from watchward.disclosure.figures import Shown, work_out

SHARED = ("unit", "spread")
SPAN = ("least", "most")  # of the share itself, where a table lets that vary
NOTHING = Shown((), (), {}, {})


def with_reduction(result: SafeResult, reduction: float) -> SafeResult:
    """The answer as it would be for `reduction` per cent; the released one stays as it is."""
    before = float(result.options["reduction"])
    share = round(100 * reduction * float(result.options["multiplier"]))
    tables = tuple(
        _again(table, factor=reduction / before, share=share, words=f"{reduction:g} per cent")
        for table in result.tables
    )
    headline = result.headline and analysis_of(result.about.name).say(
        {table.name: table for table in tables}, result.window
    )
    options = {**result.options, "reduction": reduction}
    return replace(result, tables=tables, headline=headline, options=options, gate=GATE)


def _again(table: SafeTable, *, factor: float, share: int, words: str) -> SafeTable:
    side = next(column.name for column in table.columns if column.role == "count")
    names = [column.name for column in table.columns]
    more = (*SPAN, "chance") if "chance" in names else ()
    made = [
        Derived("saved", "", kind, (side, *SHARED, *more), per=share)
        for kind in ("money", "money_interval")
    ]
    rows = []
    for row in table.records():
        told = {**row, **{name: _times(row[name], factor) for name in SPAN if name in row}}
        middle, limits = (work_out(figure, NOTHING, told) for figure in made)
        told |= {"saved_low": limits[0], "saved_high": limits[1]}
        if "saved" in names:
            told["saved"] = middle[0]
        rows.append(tuple(told[name] for name in names))
    _, told_by, rest = table.title.partition(" per cent ")
    title = f"{words} {rest}" if told_by else table.title
    return replace(table, title=title, rows=tuple(rows), gate=GATE)


def _times(cell: SafeCell, factor: float) -> SafeCell:
    return SafeCell(round(float(cell.value or 0) * factor))
