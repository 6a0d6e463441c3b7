"""`watchward send`: put packages where the hub collects them."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show


def command(
    packages: Annotated[list[Path], typer.Argument(help="Packages that `prepare` made.")],
    to: Annotated[Path, typer.Option(help="The shared folder that the hub collects from.")],
) -> None:
    """Copy packages into a shared folder, each whole or not at all."""
    from watchward.provider.send import send

    for package in packages:
        show.say(f"sent: {send(package, to)}")
