"""`watchward send`: put packages where the hub collects them, or on the partnership's website."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.errors import Refusal
from watchward.settings import read_settings


def command(
    packages: Annotated[list[Path], typer.Argument(help="Packages that `prepare` made.")],
    to: Annotated[
        str,
        typer.Option(
            help="A shared folder, sftp://USER@HOST/FOLDER, mesh://HUB_MAILBOX, or the "
            "partnership's website, https://SITE/p/NAME."
        ),
    ],
) -> None:
    """Send packages to a folder, a mailbox or the website, each whole or not at all.

    The website asks for a key: put it into the environment variable WATCHWARD_TOKEN. An SFTP server
    is first made known with `watchward trust`; it is shown the key sftp/id_ed25519 of
    WATCHWARD_HOME, or WATCHWARD_SFTP_PASSWORD. A mailbox of MESH is described in mesh/mailbox.toml.
    What was sent is noted, and the website's receipt is kept: see `watchward receipts`.
    """
    from watchward.cli.access import access
    from watchward.cli.outgoing import send_one

    settings = read_settings()
    shown = access(settings)
    worst = 0
    for package in packages:
        try:
            send_one(package, to, settings=settings, access=shown, now=now())
        except Refusal as refusal:
            show.refuse(refusal)
            worst = max(worst, refusal.exit_code)
    if worst:
        raise typer.Exit(worst)
