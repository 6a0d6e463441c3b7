"""`watchward decide`: answers that wait for a person, and what a person decides about one."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.errors import UsageRefusal
from watchward.settings import read_settings


def command(
    result: Annotated[str, typer.Argument(help="The answer's number; left out, list them.")] = "",
    store: Annotated[Path, typer.Option(help="The partnership's store.")] = Path("store"),
    release: Annotated[bool, typer.Option("--release", help="It may go.")] = False,
    refuse: Annotated[bool, typer.Option("--refuse", help="It may not go.")] = False,
    because: Annotated[str, typer.Option(help="The reason, for the ledger.")] = "",
    by: Annotated[str, typer.Option(help="Who decides.")] = "",
) -> None:
    """List the answers that need a person, or decide about one; the reason is kept."""
    from watchward.disclosure.decisions import decide, waiting
    from watchward.lake.store import open_store

    held = open_store(store, production=read_settings().production)
    if not result:
        rows = [
            [w.result, w.at[:10], w.analysis, w.audience, w.store_version] for w in waiting(held)
        ]
        columns = ["answer", "asked", "analysis", "audience", "store version"]
        show.table("Answers that wait for a decision", columns, rows)
        return
    if release == refuse:
        raise UsageRefusal(
            "A decision is one of two.", where="--release, --refuse", do="Give one of them."
        )
    if not by.strip():
        raise UsageRefusal("A decision has a name to it.", where="--by", do="Say who decides.")
    made = decide(held, result, release=release, reason=because, by=by, at=now())
    show.say(f"{made.result}: {made.outcome}. It holds from the next time that it is asked for.")
