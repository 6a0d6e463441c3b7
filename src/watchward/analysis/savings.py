"""What so many per cent less violence would be worth a year, and to whom: the report's own tool.

Money is worked out from protected counts only, so no figure gives an exact count away. Tables of
sides stand beside each other and are never added; what nobody can spend is never added to money.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from watchward.analysis import answered, count_of, counted, figure
from watchward.contract.about import About, Options
from watchward.contract.dataset import Dataset
from watchward.contract.result import WORKING, Column, Derived, Lines, Result, Table
from watchward.contract.safe_result import SafeCell, SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.prices import priced
from watchward.engine.queries import queries
from watchward.errors import UsageRefusal
from watchward.maths.savings import spread_of_sum
from watchward.reference.unit_costs import KINDS, Series, UnitCost

ABOUT = About(
    name="savings",
    title="What would less be worth?",
    question="If violence fell by so many per cent, what would it save in a year, and whom?",
    method=(
        "Cases in twelve months, times the unit cost of each category, times the share avoided. "
        "A patient treated after assault is costed as an average case of violence with injury. "
        "Intervals: 20,000 seeded draws over chance in the count and over the unit cost, which a "
        "place of its own may have a quarter higher or a fifth lower (our assumption)."
    ),
    source=(
        "National Audit Office 2008, Figures 5 and 11; Home Office Online Report 30/05; Home "
        "Office Research Report 99"
    ),
    limits=(
        "A saving is what would not be lost: seldom money that anybody gets back.",
        "Unit costs are a country's averages in old prices; most were not checked at the source.",
        "Hospital and police counts overlap: their tables are never added.",
        "It says what a fall would be worth, not that anything would bring it about.",
    ),
    inputs=("police", "health"),
)
SQL = queries(__file__)
KIND = Column("kind", "What was counted", "dimension", "kind")
COST = Column("cost", "Cost", "note")
ALONE = Column("assumption", "What alone is let vary", "note")
BEARER = Column("bearer", "Who bears it", "note")
CASH = Column("cash", "Could be cash", "note")
CHECKED = Column("checked", "Unit cost checked", "note")
EACH = "Each, £, prices of {}"
SPREAD = Column("spread", "Unit cost may be off by, %", "accounting")
LEAST = Column("least", "Least avoided, in 10,000", "accounting", WORKING)
MOST = Column("most", "Most avoided, in 10,000", "accounting", WORKING)
CHANCE = Column("chance", "Chance counts", "accounting", WORKING)
Line = tuple[str | int, ...]
TANGIBLE, INTANGIBLE = "All that is paid or lost", "The value put on harm"
OF_IT = "Of that, what could in part be cash"
CASHABLE = {"no": "No: time or capacity", "part": "In part, and in time"}
NO_MONEY = "No: nobody can spend it"
BY_INJURY = {1: "with_injury", 0: "without_injury"}
ALL = 100.0  # per cent


def run(tables: Tables, options: Options) -> Result:
    """A table a side: kinds by cost, what each would save, with limits; and what drives it."""
    if not 0 < options.reduction <= ALL or options.multiplier < 1:
        raise UsageRefusal(
            "That reduction or multiplier makes no sense.",
            where="--reduction, --multiplier",
            do="A reduction is above 0 and at most 100 per cent; a multiplier is 1 or more.",
        )
    series, deflated = priced(tables, options.costs, options.prices)
    asked = ask_of(tables, options, able=lambda about: about.side in ABOUT.inputs)
    found = {side: _cases(tables, asked, side) for side in asked.sides}
    made = [
        make(asked, side, series, options, cases)
        for side, cases in found.items()
        if cases
        for make in (_saved, _driven)
    ]
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=tuple(made),
        caveats=(
            *asked.caveats(),
            *priced_said(series, deflated),
            *_said(asked, series, options, found),
        ),
    )


def _cases(tables: Tables, asked: Asked, side: str) -> dict[str, int]:
    """Cases by kind; without a word on injury a patient counts as injured, a crime not at all."""
    name = asked.sides[side].name
    found = tables.rows(SQL["by_injury"], dataset=name, first=asked.first, last=asked.last)
    rows = {mark: int(n or 0) for mark, n in found}
    if side == "health":
        return {"with_injury": sum(rows.values())} if rows else {}
    known = {BY_INJURY[int(mark)]: n for mark, n in rows.items() if mark is not None}
    return {kind: known[kind] for kind in KINDS if kind in known}


def _saved(
    asked: Asked, side: str, series: Series, options: Options, cases: Mapping[str, int]
) -> Table:
    return Table(
        name=f"saved_{side}",
        title=f"{options.reduction:g} per cent fewer: {asked.sides[side].subject}",
        columns=(KIND, _counted(side, asked.sides[side])),
        rows=tuple((KINDS[kind], count) for kind, count in cases.items()),
        lines=Lines(
            (COST, BEARER, CASH, CHECKED, _unit(series), SPREAD),
            {KINDS[kind]: _costed(series.by_kind[kind], series.spread) for kind in cases},
        ),
        derived=tuple(
            Derived("saved", "Saved, £", made, (side, "unit", SPREAD.name), per=_share(options))
            for made in ("money", "money_interval")
        ),
        window=asked.rolling,
        months=asked.months,
    )


def _costed(costs: Sequence[UnitCost], spread: float) -> tuple[Line, ...]:
    """One line a category, then what may be summed; the value put on harm stands alone."""
    money = [cost for cost in costs if cost.tangible]
    single = [
        _line(
            (cost.title, cost.bearer, CASHABLE[cost.cash])
            if cost.tangible
            else (INTANGIBLE, cost.bearer, NO_MONEY),
            cost.pounds,
            spread,
            seen=cost.confirmed,
        )
        for cost in costs
    ]
    cash = [cost for cost in money if cost.cash == "part"]
    sums = (_sum(TANGIBLE, money, spread), _sum(OF_IT, cash, spread))
    return (*single[: len(money)], *sums, *single[len(money) :])


def _sum(title: str, costs: Sequence[UnitCost], spread: float) -> Line:
    pounds = tuple(cost.pounds for cost in costs)
    seen = all(cost.confirmed for cost in costs)
    off = spread_of_sum(pounds, spread)
    return _line((title, "All of these", ""), sum(pounds), off, seen=seen)


def _line(words: tuple[str, str, str], pounds: float, spread: float, *, seen: bool) -> Line:
    checked = "In print elsewhere" if seen else "No: unverified"
    return (*words, checked, round(pounds), round(100 * (spread - 1)))


def _driven(
    asked: Asked, side: str, series: Series, options: Options, cases: Mapping[str, int]
) -> Table:
    """What each assumption alone does to all that is paid or lost."""
    share = _share(options)
    limits = (SPREAD, LEAST, MOST, CHANCE)
    return Table(
        name=f"drivers_{side}",
        title=f"What the saving rests on: {asked.sides[side].subject}",
        columns=(KIND, _counted(side, asked.sides[side])),
        rows=tuple((KINDS[kind], count) for kind, count in cases.items()),
        lines=Lines(
            (ALONE, _unit(series), *limits),
            {KINDS[kind]: _moved(series.by_kind[kind], series.spread, share) for kind in cases},
        ),
        derived=tuple(
            Derived(
                "saved",
                "Saved, £",
                made,
                (side, "unit", *(column.name for column in limits)),
                per=share,
            )
            for made in ("money", "money_interval")
        ),
        window=asked.rolling,
        months=asked.months,
    )


def _moved(costs: Sequence[UnitCost], spread: float, share: int) -> tuple[Line, ...]:
    pounds = tuple(cost.pounds for cost in costs if cost.tangible)
    unit, off = round(sum(pounds)), round(100 * (spread_of_sum(pounds, spread) - 1))
    return (
        ("The fall: half as much, or half as much again", unit, 0, share // 2, share * 3 // 2, 0),
        ("The unit cost", unit, off, 0, 0, 0),
        ("Chance in the count", unit, 0, 0, 0, 1),
    )


def _unit(series: Series) -> Column:
    return Column("unit", unit_said(series), "accounting")


def _counted(side: str, about: Dataset) -> Column:
    return Column(side, about.subject, "count", dataset=about.name)


def _share(options: Options) -> int:
    """Ten-thousandths of the counted cases that would be avoided, multiplier and all."""
    return round(100 * options.reduction * options.multiplier)


def units(table: str, series: Series) -> dict[str, list[int]]:
    """What each line of a table costs, in pounds and in the table's order, by kind of case."""
    made = _costed if table.startswith("saved_") else partial(_moved, share=0)
    at = 4 if table.startswith("saved_") else 1
    return {
        title: [int(line[at]) for line in made(series.by_kind[kind], series.spread)]
        for kind, title in KINDS.items()
    }


def unit_said(series: Series) -> str:
    """The title of the column that they stand in."""
    return EACH.format(series.prices)


def priced_said(series: Series, deflated: str) -> tuple[str, ...]:
    """Whose costs they are, of what year, and by what they were brought to it."""
    said = f"Unit costs of {series.name}, in prices of {series.prices}"
    return (f"{said}, brought to them by: {deflated}" if deflated else f"{said}, their own.",)


def _said(
    asked: Asked, series: Series, options: Options, found: Mapping[str, Mapping[str, int]]
) -> tuple[str, ...]:
    said = [
        "Most cells of the unit costs were not checked against the publisher's table: unverified.",
    ]
    if options.multiplier > 1:
        said.append(
            f"Each recorded case stands for {options.multiplier:g} that happened: a multiplier "
            "that the asker gave; Watchward ships none."
        )
    said += [
        f"{asked.sides[side].title}: it does not say who was injured, so it is not costed."
        for side, cases in found.items()
        if not cases
    ]
    said += [f"{one.title}: {one.publisher}, {one.url} ({one.status})." for one in series.citations]
    return tuple(said)


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """What is saved in all: of the hospital's patients, or else of what the police recorded."""
    for side in ("health", "police"):
        table = tables.get(f"saved_{side}")
        column = count_of(table, side) if table else None
        if table is None or column is None:
            continue
        rows = {str(row["cost"].value): row for row in table.records()}
        money, harm = rows.get(TANGIBLE), rows.get(INTANGIBLE)
        cases, worth = figure(money.get(side)) if money else "", _pounds(money, "saved")
        if not cases or not worth or not _pounds(harm, "saved"):
            continue
        low, high = _pounds(money, "saved_low"), _pounds(money, "saved_high")
        fewer, spared = table.title.split(":")[0], _pounds(harm, "saved")
        return (
            f"With {fewer}, about {worth} of what is paid or lost would be saved (likely {low} to "
            f"{high}), and harm spared that is valued at about {spared}, which nobody can spend; "
            f"prices of {_year(table)}. {counted(column, cases)} in the {result_window}."
        )
    return "Nothing was counted that a cost is known for."


def _year(table: SafeTable) -> str:
    title = next(column.title for column in table.columns if column.name == "unit")
    return title.removeprefix(EACH.format(""))


def _pounds(row: Mapping[str, SafeCell] | None, name: str) -> str:
    cell = row.get(name) if row else None
    return f"£{cell.text}" if cell and not cell.mark and cell.value is not None else ""
