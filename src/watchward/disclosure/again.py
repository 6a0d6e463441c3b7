"""A released answer on savings for another reduction or in other prices: from the counts shown.

Nothing is asked again and nothing is protected anew: money rests on the released counts alone, so a
reader could work it out by hand.
"""

from dataclasses import dataclass, replace
from types import ModuleType

from watchward.contract.about import Options
from watchward.contract.result import Derived
from watchward.contract.safe_result import GATE, SafeCell, SafeResult, SafeTable
from watchward.disclosure.answering import analysis_of
from watchward.disclosure.figures import Shown, work_out
from watchward.engine.prices import priced, years_beside
from watchward.geography.supplied import Supplied, load_supplied
from watchward.lake.store import Store
from watchward.reference.unit_costs import Series

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


def with_prices(result: SafeResult, prices: str, *, store: Store) -> SafeResult:
    """The answer in the prices of a year, by the deflators that the store was given.

    Refuses a year that they do not hold.
    """
    of, costs = analysis_of(result.about.name), str(result.options["costs"])
    own, made = (priced(_Given(store), costs, year) for year in ("", prices))
    share = round(100 * float(result.options["reduction"]) * float(result.options["multiplier"]))
    tables = tuple(
        _again(_repriced(table, of, made.series), factor=1, share=share, words="")
        for table in result.tables
    )
    said = dict(zip(of.priced_said(*own), of.priced_said(*made), strict=True))
    headline = result.headline and of.say({table.name: table for table in tables}, result.window)
    options = {**result.options, "prices": prices}
    caveats = tuple(said.get(text, text) for text in result.caveats)
    return replace(
        result, tables=tables, headline=headline, options=options, caveats=caveats, gate=GATE
    )


def _repriced(table: SafeTable, of: ModuleType, series: Series) -> SafeTable:
    """Each line's cost; lines stand in one order in every kind of case, whatever is shown."""
    names = [column.name for column in table.columns]
    unit, kind = names.index("unit"), names.index("kind")
    lines = {title: iter(pounds) for title, pounds in of.units(table.name, series).items()}
    rows = tuple(
        (*row[:unit], SafeCell(next(lines[row[kind].text])), *row[unit + 1 :]) for row in table.rows
    )
    column = replace(table.columns[unit], title=of.unit_said(series))
    columns = (*table.columns[:unit], column, *table.columns[unit + 1 :])
    return replace(table, rows=rows, columns=columns, gate=GATE)


def prices_of(store: Store) -> tuple[str, ...]:
    """Years that money can be told in beside its own, the newest first."""
    return years_beside(_Given(store), str(Options().costs))


@dataclass(frozen=True)
class _Given:
    """What prices need of a store: its open tables."""

    store: Store

    def supplied(self, kind: str) -> Supplied | None:
        return load_supplied(self.store.geography, kind)


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
    title = f"{words} {rest}" if told_by and words else table.title
    return replace(table, title=title, rows=tuple(rows), gate=GATE)


def _times(cell: SafeCell, factor: float) -> SafeCell:
    return SafeCell(round(float(cell.value or 0) * factor))
