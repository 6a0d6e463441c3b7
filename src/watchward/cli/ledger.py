"""`watchward ledger`: what is held, from whom, for which months, and what is missing."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.settings import read_settings


def command(
    store: Annotated[Path, typer.Option(help="The partnership's store.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """Show every provider's data: periods held, rows accounted for, months missing."""
    from watchward.hub.ledger import holdings
    from watchward.lake.store import open_store

    rows = holdings(open_store(store, production=read_settings().production))
    if as_json:
        show.data(rows)
        return
    columns = [
        "data set",
        "provider",
        "period",
        "rows read",
        "accepted",
        "rejected",
        "missing months",
        "key",
    ]
    keys = [
        "dataset",
        "provider",
        "period",
        "rows_read",
        "accepted",
        "rejected",
        "missing_months",
        "key",
    ]
    shown = [
        [", ".join(row[key]) or "none" if key == "missing_months" else row[key] for key in keys]
        for row in rows
    ]
    show.table("Ledger", columns, shown)
    if any(row["synthetic"] for row in rows):
        show.say("synthetic: this store holds made-up data.")
