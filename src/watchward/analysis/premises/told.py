"""The tables of premises: scores, their lines, months by side, and what became of each."""

from collections.abc import Mapping, Sequence

from watchward.analysis import MONTH, count_columns
from watchward.analysis.premises.register import TOLD, Venue
from watchward.analysis.premises.scored import Change
from watchward.contract.period import month_text
from watchward.contract.result import Cell, Column, Table
from watchward.engine.asked import Asked
from watchward.maths.traffic_light import Score
from watchward.reference import code_list

Many = Mapping[tuple[int, int, str], int]  # premises, month, data set
ORDER = ("red", "amber", "green", "untold")
PLACE = Column("place", "Premises", "dimension", "place")
INCIDENTS = Column("incidents", "Incidents that count", "count")


def premises_table(
    asked: Asked, venues: Sequence[Venue], scored: Sequence[Score], many: Many
) -> Table:
    """One row a premises, the reddest first; each side's records stand beside the other's."""
    order = sorted(
        range(len(venues)), key=lambda at: (ORDER.index(scored[at].colour), -scored[at].points)
    )
    rows: list[tuple[Cell, ...]] = []
    for at in order:
        venue, one = venues[at], scored[at]
        sides = (_sum(asked, many, at, about.name) for about in asked.sides.values())
        average = f"{one.expected.points:.1f}" if venue.size else ""
        likely = f"{one.interval.low:.1f} to {one.interval.high:.1f}"
        often = _often(one.chance) if venue.size else ""
        scored_as: tuple[Cell, ...] = (one.colour, f"{one.points:.1f}", likely, average)
        rows.append((venue.name, *scored_as, *sides, one.latest, often, one.asks))
    return Table(
        name="premises",
        title="Licensed premises by colour: a screen, not evidence of fault",
        columns=(
            PLACE,
            Column("colour", "Colour", "class"),
            Column("points", "Points", "note"),
            Column("likely", "Likely between", "note"),
            Column("average", "Average premises of the size", "note"),
            *count_columns(asked.sides),
            Column("latest", "Incidents that count, latest six months", "count"),
            Column("chance", "Average premises have so many this often", "note"),
            Column("asks", "What the colour asks for", "note"),
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def register_table(asked: Asked, venues: Sequence[Venue]) -> Table:
    """What the register says of each; no count in it."""
    kinds = code_list("place_kind").labels
    rows: list[tuple[Cell, ...]] = [
        (
            venue.name,
            venue.ident,
            kinds.get(venue.kind, venue.kind),
            f"{venue.size:,.0f}" if venue.size else "not known",
            *(venue.told[name] for name in TOLD),
        )
        for venue in venues
    ]
    titles = {"address": "Address", "authority": "Licensing authority", "licence": "Licence"}
    titles |= {"closes": "Closes"}
    return Table(
        name="register",
        title="The register",
        columns=(
            PLACE,
            Column("number", "Number", "note"),
            Column("kind", "Kind", "note"),
            Column("size", "Size", "note"),
            *(Column(name, titles[name], "note") for name in TOLD),
        ),
        rows=tuple(rows),
        window=asked.rolling,
        months=asked.months,
    )


def _often(chance: float) -> str:
    """A chance in per cent, as fine as it says anything."""
    if chance < 0.0001:
        return "under 0.01 %"
    return f"{100 * chance:.2g} %" if chance < 0.1 else f"{100 * chance:.0f} %"


def _sum(asked: Asked, many: Many, at: int, dataset: str) -> int:
    return sum(many.get((at, month, dataset), 0) for month in range(asked.first, asked.last + 1))


def line_table(
    asked: Asked, venues: Sequence[Venue], scored: Sequence[Score], shown: Sequence[int]
) -> Table:
    """The lines that each score adds up from, so that each can be challenged."""
    rows = tuple(
        (venues[at].name, line.reason, line.incidents, f"{line.points:+.2f}")
        for at in shown
        for line in scored[at].lines
    )
    return Table(
        name="lines",
        title="Each score, line by line",
        columns=(
            PLACE,
            Column("reason", "For", "dimension", "line"),
            INCIDENTS,
            Column("points", "Points", "note"),
        ),
        rows=rows,
        window=f"12 months to {month_text(asked.last)}",
        months=12,
    )


def month_table(asked: Asked, venues: Sequence[Venue], many: Many, shown: Sequence[int]) -> Table:
    """Records by month, each side by itself; blank where a side lacks the month."""
    rows: list[tuple[Cell, ...]] = [
        (venues[at].name, month_text(month), *_of(asked, many, at, month))
        for at in shown
        for month in range(asked.first, asked.last + 1)
    ]
    return Table(
        name="months",
        title="Records at each premises by month, side by side and never added",
        columns=(PLACE, MONTH, *count_columns(asked.sides)),
        rows=tuple(rows),
        window=asked.rolling,
        months=1,
    )


def _of(asked: Asked, many: Many, at: int, month: int) -> tuple[Cell, ...]:
    return tuple(
        many.get((at, month, about.name), 0) if month in asked.held[side] else None
        for side, about in asked.sides.items()
    )


def change_table(asked: Asked, venues: Sequence[Venue], fallen: Sequence[Change]) -> Table:
    """Before and after, with the fall that is left once chance has had its part."""
    rows = tuple(
        (venue.name, one.before, one.now, *_fall(one))
        for venue, one in zip(venues, fallen, strict=True)
    )
    return Table(
        name="change",
        title="Before and after: a high count falls by itself, so the second fall is the fairer",
        columns=(
            PLACE,
            Column("before", "Incidents that count, the window before", "count"),
            Column("now", "Incidents that count, this window", "count"),
            Column("raw", "Fall from the count", "note"),
            Column("left", "Fall from the best guess", "note"),
            Column("likely", "Likely between, at least", "note"),
        ),
        rows=rows,
        window=asked.rolling,
        months=asked.months,
    )


def _fall(one: Change) -> tuple[str, str, str]:
    if one.fall is None:
        return "", "", ""
    low, high = one.fall.interval
    raw, left = (f"{100 * share:.0f} %" for share in (one.fall.raw, one.fall.left))
    return raw, left, f"{100 * low:.0f} to {100 * high:.0f} %"
