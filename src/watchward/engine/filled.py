"""How much of one field each provider fills in, month by month: a share that drifts is no trend."""

from watchward.contract.result import Column, Derived, Table
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.queries import queries

SQL = queries(__file__)
FIELDS = ("weapon", "alcohol", "relationship")  # those that the query knows


def filled_table(tables: Tables, asked: Asked, side: str, *, field: str, what: str) -> Table:
    """One row a provider and month, for analysts; `what` is the field in words."""
    if field not in FIELDS:
        raise ValueError(f"the query does not know {field}")
    about = asked.sides[side]
    rows = tables.rows(
        SQL["filled"], dataset=about.name, first=asked.first, last=asked.last, field=field
    )
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
        rows=tuple(rows),
        derived=(
            Derived("share", "Filled in, %", "percent", ("filled", "records")),
            Derived("share", "Filled in, %", "wilson_interval", ("filled", "records")),
        ),
        analysts_only=True,
    )
