"""How much of one field each provider fills in, month by month: a share that drifts is no trend."""

from collections.abc import Sequence

from watchward.contract.result import Column, Derived, Table
from watchward.engine.api import Value
from watchward.engine.asked import Asked


def filled_table(asked: Asked, side: str, rows: Sequence[tuple[Value, ...]], *, what: str) -> Table:
    """One row a provider and month, for analysts; `what` is the field in words.

    `rows` are the field's value (None: blank), the provider, the month, and how many.
    """
    about = asked.sides[side]
    months: dict[tuple[str, int], list[int]] = {}
    for value, provider, month, records in rows:
        of_month = months.setdefault((str(provider), int(month or 0)), [0, 0])
        of_month[0] += int(records or 0)
        of_month[1] += int(records or 0) if value is not None else 0
    counts = (
        Column("records", about.subject, "count", dataset=about.name),
        Column("filled", f"With {what}", "count", dataset=about.name),
    )
    return Table(
        name=f"filled_{side}",
        title=f"{about.subject}: {what} filled in, by provider and month",
        columns=(
            Column("month", "Month", "dimension", "month"),
            Column("provider", "Provider", "dimension", "source"),
            *counts,
        ),
        rows=tuple(
            (month, provider, *months[provider, month]) for provider, month in sorted(months)
        ),
        derived=(
            Derived("share", "Filled in, %", "percent", ("filled", "records")),
            Derived("share", "Filled in, %", "wilson_interval", ("filled", "records")),
        ),
        analysts_only=True,
    )
