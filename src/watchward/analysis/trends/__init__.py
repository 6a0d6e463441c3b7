"""How much violence each side sees, month by month, and whether it changes.

Months not received are None, never 0; of several providers, those count that reported throughout.
Published breaks in recording and steps found in the series are marked beside it: a step says that
the level changed, not that violence did.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from watchward.analysis import MONTH, WINDOW, answered, count_columns, count_of, counted, figure
from watchward.analysis.trends.levels import level_tables
from watchward.contract.about import About, Options
from watchward.contract.result import Cell, Column, Derived, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of, month_words
from watchward.engine.queries import queries
from watchward.engine.throughout import TREND, Throughout, throughout, whole_months
from watchward.maths.steps import find_steps
from watchward.reference import figure as reference

ABOUT = About(
    name="trends",
    title="How much, and is it changing?",
    question="How much violence does each side see, and is it changing?",
    method=(
        "Counts by month of the incident. The range for a month is what the months before it "
        "make likely in a year of ordinary ups and downs: a quasi-Poisson regression on up to 24 "
        "months, with the shape of the year where at least 18 are held. Steps are found by a "
        "permutation test on log counts over trend and season, at 1 in 100. Where several "
        "providers send one data set, those are added that reported throughout. For analysts: the "
        "levels that a series has stood on, by penalised Poisson likelihood, and months with the "
        "season taken out."
    ),
    source=(
        "McCullagh and Nelder 1989 (quasi-likelihood); Freedman and Lane 1983 (permutation); Zhang "
        "and Siegmund 2007 (the penalty)"
    ),
    limits=(
        "More recorded violence can mean more recording: the page marks the changes we know of.",
        "The range describes months like those before; it does not say why a month is outside it.",
        "A run of months that lean on each other can pass for a step.",
    ),
    inputs=("police", "health", "ambulance", "partnership"),
)
SQL = queries(__file__)
LONGEST = 60  # months shown
SEED = 20080218
BREAKS = (
    MONTH,
    Column("side", "Side", "dimension", "kind"),
    Column("sort", "What kind", "dimension", "kind"),
    Column("what", "What changed", "note"),
    Column("stated_by", "Stated by", "note"),
)
Series = Mapping[str, Mapping[int, int | None]]


def run(tables: Tables, options: Options) -> Result:
    """Counts by month and side, rolling years, and what breaks the series."""
    asked = _long_window(ask_of(tables, options, silent=True))
    among = {side: throughout(asked, side) for side in asked.sides}
    series = {side: _series(tables, asked, side, among=among[side]) for side in asked.sides}
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(
            *(_months(asked, series), _years(asked, series), _breaks(asked, series)),
            *level_tables(asked, series),
        ),
        caveats=(
            *asked.caveats(),
            *(said for one in among.values() for said in one.said),
            *_no_trend(asked, series),
        ),
    )


def _long_window(asked: Asked) -> Asked:
    """From the first month that any side holds, at most `LONGEST` months."""
    firsts = [min(held) for held in asked.held.values() if held]
    return replace(asked, first=max(min(firsts, default=asked.last), asked.last - LONGEST + 1))


def _series(tables: Tables, asked: Asked, side: str, *, among: Throughout) -> dict[int, int | None]:
    name = asked.sides[side].name
    counts: Counter[int] = Counter()
    for month, provider, records in tables.rows(
        SQL["months"], dataset=name, first=asked.first, last=asked.last
    ):
        if provider in among.providers:
            counts[int(month or 0)] += int(records or 0)
    whole = whole_months(asked, side, among)
    window = range(asked.first, asked.last + 1)
    return {month: counts[month] if month in whole else None for month in window}


def _months(asked: Asked, series: Series) -> Table:
    expected = [
        Derived(f"{side}_{end}", f"{word} expected, {side}", f"expected_{end}", (side,))
        for side in asked.sides
        for end, word in (("low", "Lowest"), ("high", "Highest"))
    ]
    return Table(
        name="months",
        title="Violence by month of the incident",
        columns=(MONTH, *count_columns(asked.sides)),
        rows=tuple(
            (month, *(series[side][month] for side in asked.sides))
            for month in range(asked.first, asked.last + 1)
        ),
        derived=tuple(expected),
    )


def _years(asked: Asked, series: Series) -> Table:
    """Twelve months beside the twelve before; not available where a month of them is missing."""
    cells: list[int | None] = []
    columns: list[Column] = []
    for side, about in asked.sides.items():
        one = {side: about}
        columns += count_columns(one, title="{}, 12 months")
        columns += count_columns(one, suffix="_before", title="{}, 12 months before")
        cells += [_year(series[side], asked.last), _year(series[side], asked.last - 12)]
    changes = [
        Derived(
            f"{side}_change",
            f"Change, {side}, %",
            "change_percent",
            (side, f"{side}_before"),
        )
        for side in asked.sides
    ]
    year = replace(asked, first=asked.last - 11)
    return Table(
        name="rolling_year",
        title="The last twelve months and the twelve before",
        columns=(WINDOW, *columns),
        rows=((year.words, *cells),),
        derived=tuple(changes),
        window=year.rolling,
        months=12,
    )


def _year(series: Mapping[int, int | None], last: int) -> int | None:
    months = [series.get(month) for month in range(last - 11, last + 1)]
    known = [count for count in months if count is not None]
    return sum(known) if len(known) == len(months) else None


def _breaks(asked: Asked, series: Series) -> Table:
    rows = sorted((*_published(asked), *_found(series)))
    return Table("breaks", "Changes in recording, and steps in the data", BREAKS, tuple(rows))


def _published(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """Real changes in recording; they do not happen to a made-up partnership."""
    real = {source.side: source for source in asked.sources if not source.synthetic}
    for known in reference("recording_breaks").data["breaks"]:
        month = known["date"].year * 12 + known["date"].month - 1
        source = real.get(known["applies_to"])
        if source is None or not asked.first < month <= asked.last:
            continue
        local = known["area"].split()[0].casefold()
        if local != "england" and local not in source.provider.casefold():
            continue
        how = "change in recording, gradual" if known["gradual"] else "change in recording"
        stated = f"{known['publisher']} ({known['status']})"
        yield month, source.side, how, f"{known['what']}", stated


def _found(series: Series) -> Iterator[tuple[Cell, ...]]:
    for side, counts in series.items():
        rng = np.random.default_rng(SEED)
        for step in find_steps(list(counts), list(counts.values()), rng=rng):
            way = "up" if step.change > 0 else "down"
            what = f"The level steps {way} from this month; the cause is not known here."
            yield step.month, side, "step in the data", what, "found by Watchward"


def _no_trend(asked: Asked, series: Series) -> Iterator[str]:
    for side, counts in series.items():
        recent = [counts.get(month) for month in range(asked.last - TREND + 1, asked.last + 1)]
        held = sum(count is not None for count in recent)
        if held < TREND:
            yield (
                f"{asked.sides[side].title}: {held} of the last {TREND} months are held, so no "
                "trend is claimed."
            )


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The last month of each side with the range it would lie in, and the year beside it."""
    months = tables.get("months")
    if months is None or not months.rows:
        return "No month of violence is held yet."
    sides = [column.name for column in months.columns if column.role == "count"]
    sides.sort(key=lambda side: side != "health")  # what the police do not see is said first
    said = [_say_side(months, tables.get("rolling_year"), side) for side in sides]
    broken = _say_breaks(tables.get("breaks"), months)
    spoken = [sentence for sentence in (*said, broken) if sentence]
    return " ".join(spoken) or f"No count may be shown for the {result_window}."


def _say_side(months: SafeTable, years: SafeTable | None, side: str) -> str:
    column = count_of(months, side)
    held = [row for row in months.records() if row[side].mark != "x"]
    if column is None or not held:
        return ""
    last = held[-1]
    number = figure(last[side])
    when = month_words(int(last["month"].value or 0))
    if not number:
        return f"{column.title}: too few in {when} to be shown."
    said = counted(column, number) + f" in {when}"
    low, high = figure(last.get(f"{side}_low")), figure(last.get(f"{side}_high"))
    if low and high:
        said += f"; in a year of ordinary ups and downs it would lie between {low} and {high}"
    return f"{said}. {_say_change(months, years, side)}".strip()


def _say_change(months: SafeTable, years: SafeTable | None, side: str) -> str:
    recent = months.column(side)[-TREND:]
    if len(recent) < TREND or any(cell.mark == "x" for cell in recent):
        return "Too few months in a row are held to speak of a trend."
    if years is None or not years.rows:
        return ""
    row = years.records()[0]
    total, change = figure(row[side]), row.get(f"{side}_change")
    if not total or change is None or not isinstance(change.value, int | float):
        return ""
    size = abs(round(change.value))
    way = f"{size} % more than" if change.value > 0 else f"{size} % fewer than"
    way = way if size else "the same as"
    return f"Over 12 months it is {total}, {way} in the 12 months before."


def _say_breaks(breaks: SafeTable | None, months: SafeTable) -> str:
    """Warn where the last two years cross a change."""
    if breaks is None:
        return ""
    edge = int(months.rows[-1][0].value or 0) - TREND
    recent = {
        (str(row["side"].value), int(row["month"].value or 0))
        for row in breaks.records()
        if int(row["month"].value or 0) > edge
    }
    if not recent:
        return ""
    listed = "; ".join(f"{side}, {month_words(month)}" for side, month in sorted(recent))
    return f"The level or the recording changes within two years ({listed}): read across with care."
