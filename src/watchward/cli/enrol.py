"""`watchward enrol`: the hub learns a provider's key from somebody it has spoken to."""

from pathlib import Path
from typing import Annotated

import typer

from watchward.cli import show
from watchward.cli.clock import now
from watchward.settings import read_settings


def command(
    provider: Annotated[str, typer.Argument(help="The provider's code.")],
    key: Annotated[str, typer.Argument(help="Its public key: 64 hexadecimal digits.")],
    store: Annotated[Path, typer.Option(help="The partnership's store; made if it is not there.")],
    by: Annotated[str, typer.Option(help="Who checked the key with the provider.")],
) -> None:
    """Enrol a provider's public key, once it has been checked with the provider by voice."""
    from watchward.hub.enrol import enrol
    from watchward.lake.store import open_store

    held = open_store(store, create=True, production=read_settings().production)
    enrol(held, provider=provider, public_key_hex=key, by=by, now=now())
    show.say(f"{provider}: key enrolled by {by}.")
