"""Limits take each record for an event; where events make several, they reach less far."""

from collections.abc import Iterator, Sequence

from watchward.contract.result import Table
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.clumps import clumping_of
from watchward.engine.where import records_of

MANY = 200  # records, from which on it may be told how many go with an event
OF_RECORDS = frozenset(  # kinds of limits that take each record for itself
    {
        *("poisson_interval", "wilson_interval", "ratio_interval"),
        *("rate_interval", "relative_rate_interval", "known_low"),
    }
)


def narrow(tables: Tables, asked: Asked, found: Sequence[Table]) -> Iterator[str]:
    """How much too narrow the limits of some table may be, for each side where they are.

    Of few records nothing is said: it would tell that some of them are of one event.
    """
    if not any(one.kind in OF_RECORDS for table in found for one in table.derived):
        return
    for side, about in asked.sides.items():
        if records_of(tables, asked, side).all < MANY:
            continue
        times = round(clumping_of(tables, asked, side) ** 0.5, 1)
        if times > 1:
            yield (
                f"{about.title}: events make several records each, so limits may be {times} times "
                "too narrow."
            )
