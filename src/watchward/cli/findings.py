"""`watchward findings`: what a provider should mend, row by row, without a single value."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.contract.finding import REJECTING
from watchward.settings import read_settings

SHOWN = 20


def command(
    receipt: Annotated[str, typer.Argument(help="The receipt's id.")],
    store: Annotated[Path, typer.Option(help="The partnership's store.")],
    out: Annotated[Path | None, typer.Option(help="Write them all to this CSV file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print plain data.")] = False,
) -> None:
    """List what was found in a package: row, field, rule, and what to do."""
    from watchward.hub.quarantine import findings, write_findings
    from watchward.lake.store import open_store

    held = open_store(store, production=read_settings().production)
    if out is not None:
        show.note(f"{write_findings(held, receipt, out):,} findings written to {out}.")
        return
    found = findings(held, receipt)
    if as_json:
        show.data(found.to_dicts())
        return
    found = found.sort(found["rule"].is_in(list(REJECTING)), descending=True, maintain_order=True)
    first = f"the first {min(SHOWN, found.height)} (rejected rows first)"
    title = f"Findings of {receipt}: {found.height:,}, {first}"
    show.table(title, found.columns, found.head(SHOWN).rows())
