"""`watchward collect`: at the hub, fetch what providers sent, and leave or send receipts."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.contract.mesh import SCHEME, Mailbox
from watchward.errors import UsageRefusal
from watchward.settings import Settings, read_settings

if TYPE_CHECKING:
    from watchward.hub.collect.taken import Collected
    from watchward.lake.store import Store


def command(
    place: Annotated[
        str,
        typer.Option("--from", help="The shared folder that is sent to, or mesh://OWN_MAILBOX."),
    ],
    store: Annotated[Path, typer.Option(help="The partnership's store.")],
    by: Annotated[str, typer.Option(help="Who collects, for the ledger.")] = "hub",
) -> None:
    """Receive every package from a folder (receipts to receipts/, files to done/ or refused/), or
    from a mailbox of NHS MESH (receipts go back to the sender's mailbox).
    """
    from watchward.lake.store import open_store

    settings = read_settings()
    held = open_store(store, production=settings.production)
    worst = collected = 0
    for one in _collected(place, held, by, settings):
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


def _collected(place: str, held: "Store", by: str, settings: Settings) -> Iterator["Collected"]:
    if not place.startswith(f"{SCHEME}://"):
        from watchward.hub.collect.folder import collect

        return collect(Path(place), store=held, by=by, now=now(), settings=settings)
    from watchward.cli.access import mesh_secrets
    from watchward.hub.collect import mesh

    own = Mailbox.read(settings.mesh)
    if own.named(place) != own.mailbox:
        raise UsageRefusal(
            "That is not the mailbox that is set up here.",
            where="--from",
            do=f"It is {SCHEME}://{own.mailbox}.",
        )
    hub = mesh.Hub(own, store=held, by=by, now=now(), settings=settings)
    return mesh.collect(hub, mesh_secrets())
