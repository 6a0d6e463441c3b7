"""`watchward send`: put packages where the hub collects them, or on the partnership's website."""

import os
from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.errors import Refusal
from watchward.settings import Settings, read_settings


def command(
    packages: Annotated[list[Path], typer.Argument(help="Packages that `prepare` made.")],
    to: Annotated[
        str,
        typer.Option(help="A shared folder, or the partnership's website: https://SITE/p/NAME."),
    ],
) -> None:
    """Copy packages into a shared folder, or send them to the website, each whole or not at all.

    The website asks for a key: put it into the environment variable WATCHWARD_TOKEN. What was sent
    is noted, and the website's receipt is kept: see `watchward receipts`.
    """
    settings = read_settings()
    if "://" in to:
        _to_site(packages, to, settings)
        return
    from watchward.provider.receipts import note_sent
    from watchward.provider.send import send

    for package in packages:
        target = send(package, Path(to))
        note_sent(package, to=to, sent=settings.sent, now=now())
        show.say(f"sent: {target}")


def _to_site(packages: list[Path], to: str, settings: Settings) -> None:
    from watchward.provider.receipts import note_sent
    from watchward.provider.send import Sent, send_to_site

    key = os.environ.get("WATCHWARD_TOKEN", "")
    worst = 0
    for package in packages:
        try:
            with show.progress(f"Sending {package.name}") as move:
                sent: Sent = send_to_site(package, to, key=key, progress=move)
            note_sent(package, to=to, sent=settings.sent, now=now())
        except Refusal as refusal:
            show.refuse(refusal)
            worst = max(worst, refusal.exit_code)
            continue
        words = {"received": "received", "held": "already held"}.get(sent.state, "being checked")
        show.say(f"{words}: {package.name} {sent.receipt}".rstrip())
        if sent.told:
            _keep(sent.told, settings, where=sent.receipt)
    if worst:
        raise typer.Exit(worst)


def _keep(told: str, settings: Settings, *, where: str) -> None:
    """The package has arrived either way: a receipt that cannot be checked is only said."""
    from watchward.provider.receipts import keep_receipt

    try:
        keep_receipt(told, hubs=settings.hubs, kept=settings.receipts, where=where)
    except Refusal as refusal:
        show.note(f"The receipt was not kept. {refusal}")
