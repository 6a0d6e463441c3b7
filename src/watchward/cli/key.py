"""`watchward key`: a provider's own signing key, followed by a new one."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.settings import read_settings

app = typer.Typer(help="Your own signing key, at a provider.", no_args_is_help=True)


@app.callback()
def about() -> None:
    """Your own signing key, at a provider."""


@app.command("rotate")
def rotate(
    provider: Annotated[str, typer.Argument(help="Your code.")],
    out: Annotated[Path, typer.Option(help="Folder for the hand-over that the hub needs.")],
) -> None:
    """Make a new key, and a hand-over to it that the old key has signed."""
    from watchward.provider.names import check_names
    from watchward.provider.rotate import rotate_key

    check_names(provider, "")
    statement = rotate_key(provider, keys=read_settings().keys, out=out, now=now())
    show.say(f"{provider}: new key. Send this to the hub before the next package: {statement}")
