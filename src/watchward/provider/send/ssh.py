"""A connection to the hub's SFTP server: only to a key that somebody here has compared.

An unknown key is never trusted at first sight, nor is a key that an SSH client's own files trust.
"""

import urllib.parse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from watchward.errors import StoreRefusal, UsageRefusal
from watchward.provider.keep import keep

if TYPE_CHECKING:
    import asyncssh

SCHEME, PORT = "sftp", 22
SECONDS = 30
KEY, HOSTS = "id_ed25519", "known_hosts"


class Unwell(Exception):
    """The line broke, or nobody answered: worth another try."""


@dataclass(frozen=True)
class Login:
    """How this machine shows who it is: a key in `folder`, or a password; never on a command."""

    folder: Path
    # The account's; where there is a key, the key's own passphrase, which no server is shown.
    password: str = field(default="", repr=False)

    @property
    def key(self) -> Path | None:
        """The private key, where there is one."""
        path = self.folder / KEY
        return path if path.exists() else None


@dataclass(frozen=True)
class Server:
    """Where packages go, from sftp://USER@HOST:PORT/FOLDER."""

    user: str
    host: str
    port: int
    folder: str

    @classmethod
    def parse(cls, to: str) -> "Server":
        """Refuse what is no such address, and a password in one."""
        try:
            parts = urllib.parse.urlsplit(to)
            port = parts.port or PORT
        except ValueError:
            parts, port = urllib.parse.urlsplit(""), 0
        if parts.scheme != SCHEME or not parts.hostname or parts.password or parts.query:
            raise UsageRefusal(
                "That is no address of an SFTP folder.",
                where="--to",
                do="Write sftp://USER@HOST/FOLDER, without a password.",
            )
        user = urllib.parse.unquote(parts.username or "")
        return cls(user, parts.hostname, port, urllib.parse.unquote(parts.path) or "/")

    @property
    def name(self) -> str:
        """As known_hosts spells it."""
        return f"[{self.host}]:{self.port}"


def library() -> ModuleType:
    """asyncssh, which is an extra."""
    try:
        import asyncssh
    except ImportError:
        raise UsageRefusal(
            "What speaks SFTP is not installed.",
            where=f"{SCHEME}://",
            do="Install it: pip install 'watchward[sftp]'. Or send to a folder.",
        ) from None
    return asyncssh


@asynccontextmanager
async def connected(server: Server, login: Login) -> "AsyncIterator[asyncssh.SFTPClient]":
    """Ready for files; what a person must mend is refused, what may pass is `Unwell`."""
    asyncssh = library()
    hosts = _compared(server, login.folder)
    try:
        async with (
            asyncssh.connect(
                server.host,
                server.port,
                username=server.user or (),
                known_hosts=str(hosts),
                client_keys=_keys(asyncssh, login),
                password=None if login.key else login.password,
                agent_path=None,
                config=None,
                connect_timeout=SECONDS,
                login_timeout=SECONDS,
                keepalive_interval=SECONDS,
            ) as connection,
            connection.start_sftp_client() as client,
        ):
            yield client
    except (asyncssh.Error, OSError) as cause:
        raise _said(asyncssh, cause, server, login) from cause


def _said(asyncssh: ModuleType, cause: Exception, server: Server, login: Login) -> Exception:
    """What a person can do about it; `Unwell` where waiting may help."""
    if isinstance(cause, asyncssh.HostKeyNotVerifiable):
        return UsageRefusal(
            "The server shows another key than the one that was compared.",
            where=server.host,
            do="Nothing was sent. Telephone the hub: has its key changed? If so: watchward trust.",
        )
    if isinstance(cause, asyncssh.PermissionDenied):
        return UsageRefusal(
            "The server does not let this machine in.",
            where=server.host,
            do=f"Check the user's name, and {login.folder / KEY} or WATCHWARD_SFTP_PASSWORD.",
        )
    lost = (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost)
    if isinstance(cause, asyncssh.SFTPError) and not isinstance(cause, lost):
        return StoreRefusal(
            "The server does not take it.",
            where=f"{server.host}{server.folder}",
            do=f"Check the folder, its room and its permissions: {type(cause).__name__}.",
        )
    return Unwell()


def _keys(asyncssh: ModuleType, login: Login) -> list[object] | None:
    if login.key is None:
        if not login.password:
            raise UsageRefusal(
                "There is nothing to log in with.",
                where=str(login.folder / KEY),
                do="Put a private key there (ssh-keygen -t ed25519), or WATCHWARD_SFTP_PASSWORD "
                "into the environment.",
            )
        return None
    try:
        return [asyncssh.read_private_key(str(login.key), login.password or None)]
    except (asyncssh.KeyImportError, OSError):
        raise UsageRefusal(
            "The private key cannot be read.",
            where=str(login.key),
            do="Check the file; if it has a passphrase, put it into WATCHWARD_SFTP_PASSWORD.",
        ) from None


def _compared(server: Server, folder: Path) -> Path:
    hosts = folder / HOSTS
    known = hosts.read_text("ascii").splitlines() if hosts.exists() else []
    if not any(line.startswith(f"{server.name} ") for line in known):
        raise UsageRefusal(
            "Nobody here has compared the server's key.",
            where=server.host,
            do=f"Nothing was sent. First: watchward trust {SCHEME}://{server.host}:{server.port}.",
        )
    return hosts


async def trust(server: Server, folder: Path, *, fingerprint: str) -> str:
    """Pin the key that the server shows, if it is the one that the hub read out."""
    asyncssh = library()
    try:
        shown = await asyncssh.get_server_host_key(server.host, server.port, config=None)
    except (OSError, asyncssh.Error):
        raise StoreRefusal(
            "The server does not answer.",
            where=server.host,
            do="Check the address and the network, then do it again.",
        ) from None
    told = str(shown.get_fingerprint())
    if fingerprint.strip() != told:
        raise UsageRefusal(
            f"The server's fingerprint is {told}"
            + (", and not the one that was given." if fingerprint else "."),
            where=server.host,
            do="Compare it with the hub over the telephone; if it is the same, add --fingerprint "
            "with what the hub read out.",
        )
    hosts = folder / HOSTS
    kept = hosts.read_text("ascii").splitlines() if hosts.exists() else []
    lines = [line for line in kept if not line.startswith(f"{server.name} ")]
    public = shown.export_public_key("openssh").decode("ascii").split()
    keep(hosts, "\n".join([*lines, f"{server.name} {public[0]} {public[1]}", ""]))
    return told
