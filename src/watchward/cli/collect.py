"""`watchward collect`: at the hub, fetch what providers left in a folder, and leave receipts."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.settings import read_settings


def command(
    folder: Annotated[
        Path, typer.Option("--from", help="The shared folder that `watchward send` sends to.")
    ],
    store: Annotated[Path, typer.Option(help="The partnership's store.")],
    by: Annotated[str, typer.Option(help="Who collects, for the ledger.")] = "hub",
) -> None:
    """Receive every package in a folder; receipts go to receipts/, files to done/ or refused/."""
    from watchward.hub.collect.folder import collect
    from watchward.lake.store import open_store

    settings = read_settings()
    held = open_store(store, production=settings.production)
    worst = collected = 0
    for one in collect(folder, store=held, by=by, now=now(), settings=settings):
        collected += 1
        if one.refusal:
            worst = max(worst, one.refusal.exit_code)
            show.note(f"Refused. {one.refusal}")
        elif one.receipt:
            word = "already held" if one.already else "received"
            show.say(f"{word}: {one.file} {one.receipt.id}")
    if not collected:
        show.say("There was no package to collect.")
    if worst:
        raise typer.Exit(worst)
