"""`watchward send`: put packages where the hub collects them, or on the partnership's website."""

import os
from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.errors import Refusal


def command(
    packages: Annotated[list[Path], typer.Argument(help="Packages that `prepare` made.")],
    to: Annotated[
        str,
        typer.Option(help="A shared folder, or the partnership's website: https://SITE/p/NAME."),
    ],
) -> None:
    """Copy packages into a shared folder, or send them to the website, each whole or not at all.

    The website asks for a key: put it into the environment variable WATCHWARD_TOKEN.
    """
    if "://" in to:
        _to_site(packages, to)
        return
    from watchward.provider.send import send

    for package in packages:
        show.say(f"sent: {send(package, Path(to))}")


def _to_site(packages: list[Path], to: str) -> None:
    from watchward.provider.send import send_to_site

    key = os.environ.get("WATCHWARD_TOKEN", "")
    worst = 0
    for package in packages:
        try:
            with show.progress(f"Sending {package.name}") as move:
                sent = send_to_site(package, to, key=key, progress=move)
        except Refusal as refusal:
            show.refuse(refusal)
            worst = max(worst, refusal.exit_code)
            continue
        words = {"received": "received", "held": "already held"}.get(sent.state, "being checked")
        show.say(f"{words}: {package.name} {sent.receipt}".rstrip())
    if worst:
        raise typer.Exit(worst)
