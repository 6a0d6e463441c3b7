"""`watchward ledger`: what is held, from whom, for which months, and what is missing."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from watchward.cli import show
from watchward.settings import read_settings

COLUMNS = ("data set", "provider", "months", "packages", "read", "accepted", "rejected", "missing")


def command(
    store: Annotated[Path, typer.Option(help="The partnership's store.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Show every provider's data: months held, rows accounted for, months missing."""
    from watchward.hub.ledger import holdings
    from watchward.lake.store import open_store

    rows = holdings(open_store(store, production=read_settings().production))
    if as_json:
        show.data(rows)
        return
    show.table("Ledger", COLUMNS, _lines(rows))
    for key in sorted({f"{row['provider']}: key {row['key']}" for row in rows}):
        show.say(key)
    if any(row["synthetic"] for row in rows):
        show.say("synthetic: this store holds made-up data.")


def _lines(rows: Iterable[dict[str, Any]]) -> list[list[object]]:
    """One line for each data set of each provider; --json lists every package."""
    lines: list[list[object]] = []
    for (dataset, provider), group in groupby(rows, lambda r: (r["dataset"], r["provider"])):
        held = list(group)
        first, last = held[0]["period"][:7], held[-1]["period"][-7:]
        sums = [sum(row[key] for row in held) for key in ("rows_read", "accepted", "rejected")]
        missing = [m for row in held for m in (*row["missing_before"], *row["missing_within"])]
        lines.append(
            [dataset, provider, f"{first}..{last}", len(held), *sums, ", ".join(missing) or "none"]
        )
    return lines
