"""For analysts: each month with the shape of the year taken out, and the levels it has stood on.

Made of exact counts, so these tables leave to nobody else.
"""

from collections.abc import Iterator, Mapping

from watchward.analysis import MONTH, count_columns
from watchward.contract.result import Column, Table
from watchward.engine.asked import Asked, month_words
from watchward.maths.change_points import Level, find_levels
from watchward.maths.season import seasonal_factors

FOUND = (
    Column("level", "Months", "dimension", "kind"),
    Column("mean", "A month, season taken out", "note"),
    Column("change", "Beside the level before, %", "note"),
)
Counts = Mapping[int, int | None]


def level_tables(asked: Asked, series: Mapping[str, Counts]) -> Iterator[Table]:
    """Two tables a side that has enough months: the months adjusted, and the levels."""
    for side, counts in series.items():
        about = asked.sides[side]
        levels = find_levels(list(counts), list(counts.values()))
        if levels:
            yield _adjusted(asked, side, counts=counts, levels=levels)
            yield Table(
                name=f"levels_{side}",
                title=f"{about.subject}: the levels it has stood on",
                columns=FOUND,
                rows=tuple(_told(levels)),
                analysts_only=True,
            )


def _adjusted(asked: Asked, side: str, *, counts: Counts, levels: list[Level]) -> Table:
    about = asked.sides[side]
    known = {month: count for month, count in counts.items() if count is not None}
    of = [sum(month > one.last for one in levels) for month in known]
    factors = seasonal_factors([*known], [*known.values()], levels=of) or [1.0] * len(known)
    return Table(
        name=f"adjusted_{side}",
        title=f"{about.subject}: months with the season taken out",
        columns=(
            MONTH,
            *count_columns({side: about}),
            Column("adjusted", "Season taken out", "note"),
            Column("level", "Level", "note"),
        ),
        rows=tuple(
            (month, count, f"{count / factor:,.1f}", f"{levels[at].mean:,.1f}")
            for (month, count), factor, at in zip(known.items(), factors, of, strict=True)
        ),
        analysts_only=True,
    )


def _told(levels: list[Level]) -> Iterator[tuple[str, str, str]]:
    before: Level | None = None
    for one in levels:
        span = f"{month_words(one.first)} to {month_words(one.last)}"
        change = "" if before is None else f"{100 * (one.mean / before.mean - 1):+.0f}"
        yield span, f"{one.mean:,.1f}", change
        before = one if one.mean else None
