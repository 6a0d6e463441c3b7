"""For analysts: records of uncertain hour spread over their hours, and sides set side by side.

Nothing is moved: where one side's hours lie later than another's, by how much is said beside them.
"""

from collections.abc import Iterator, Mapping, Sequence

from watchward.analysis import count_columns
from watchward.contract.result import Cell, Column, Table
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.geography.clock import nights_and_hours
from watchward.maths.aoristic import hours_later, spread_over_hours

WEEKDAY = Column("weekday", "Night of", "dimension", "weekday")
HOUR = Column("hour", "Hour", "dimension", "hour")
LATER = 6  # hours; further than that the day before is as near
BESIDE = "police"  # whose hours the others' are set beside
Counts = Mapping[str, Mapping[tuple[int, int], int]]


def spread_tables(
    tables: Tables, asked: Asked, counts: Counts, *, sql: str, hours: Sequence[int]
) -> Iterator[Table]:
    """Hour by night: those with an hour, and those spread; for sides with any to spread."""
    import numpy as np

    for side, about in asked.sides.items():
        if not (about.time.end_date or about.time.end_time):
            continue  # its times are never between two moments
        found = tables.arrays(sql, dataset=about.name, first=asked.first, last=asked.last)
        starts, ends, records = (np.asarray(one, dtype=np.int64) for one in found.values())
        if not len(starts):
            continue
        at, weights = spread_over_hours(starts, ends, records)
        spread: dict[tuple[int, int], float] = {}
        for key, weight in zip(nights_and_hours(at), weights, strict=True):
            spread[key] = spread.get(key, 0.0) + float(weight)
        rows: list[tuple[Cell, ...]] = [
            (night, hour, counts[side].get((night, hour), 0), f"{spread.get((night, hour), 0):.1f}")
            for night in range(1, 8)
            for hour in hours
        ]
        yield Table(
            name=f"spread_{side}",
            title=f"{about.subject}: uncertain times spread over their hours",
            columns=(
                *(WEEKDAY, HOUR),
                *count_columns({side: about}, title="{}, with an hour"),
                Column("spread", "And of those without, spread evenly", "note"),
            ),
            rows=tuple(rows),
            window=asked.rolling,
            months=asked.months,
            analysts_only=True,
        )


def later_table(asked: Asked, counts: Counts) -> Iterator[Table]:
    """How unlike each side's hours are to the police's, moved back hour by hour."""
    import numpy as np

    by_hour = {
        side: np.bincount([h for _, h in found], [*found.values()], 24).astype(float)
        for side, found in counts.items()
        if found
    }
    others = [side for side in by_hour if side != BESIDE]
    if BESIDE not in by_hour or not others:
        return
    unlike = {side: hours_later(by_hour[side], by_hour[BESIDE], most=LATER) for side in others}
    yield Table(
        name="hours_later",
        title="How unlike the police's hours are, when moved back",
        columns=(
            Column("back", "Hours moved back", "dimension", "kind"),
            *(
                Column(side, f"{asked.sides[side].subject}: at another hour, %", "note")
                for side in others
            ),
        ),
        rows=tuple(
            (str(back), *(f"{100 * unlike[side][back]:.0f}" for side in others))
            for back in range(LATER + 1)
        ),
        window=asked.rolling,
        months=asked.months,
        analysts_only=True,
    )
