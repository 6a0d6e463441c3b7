"""`watchward trust`: at a provider, the key of the hub's SFTP server, once it has been compared."""

from typing import Annotated

import typer

from watchward.cli import show
from watchward.settings import read_settings


def command(
    server: Annotated[str, typer.Argument(help="sftp://HOST, or sftp://HOST:PORT.")],
    fingerprint: Annotated[
        str, typer.Option(help="What the hub read out over the telephone: SHA256:…")
    ] = "",
) -> None:
    """Ask an SFTP server for its key, and trust it if its fingerprint is the one that you have.

    Without --fingerprint it is shown and not trusted. Packages go only to a server whose key was
    compared.
    """
    from watchward.provider.send.awaiting import settled
    from watchward.provider.send.ssh import Server, trust

    asked = Server.parse(server)
    known = settled(trust(asked, read_settings().sftp, fingerprint=fingerprint))
    show.say(f"{asked.host}: its key is trusted from now on. {known}")
