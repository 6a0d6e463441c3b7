"""An SFTP server on loopback in a thread of its own, that breaks or spoils where it is told."""

import asyncio
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncssh

Hook = Callable[[str, Any], None]


class Broken(Exception):
    """The line breaks here."""


@dataclass
class Depot:
    """What it serves; `before` is told of each deed and may raise `Broken`."""

    root: Path
    host_key: asyncssh.SSHKey = field(
        default_factory=lambda: asyncssh.generate_private_key("ssh-ed25519")
    )
    password: str = "open sesame"
    authorised: str = ""
    before: Hook = lambda deed, what: None
    spoil: Callable[[int, bytes], bytes] = lambda offset, data: data
    posix: bool = True
    written: int = 0
    deeds: list[str] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._await(self._listen())
        self.port = self._server.get_port()

    @property
    def address(self) -> str:
        """Where packages are sent."""
        return f"sftp://hospital@127.0.0.1:{self.port}/"

    @property
    def fingerprint(self) -> str:
        """As the hub reads it out."""
        return self.host_key.get_fingerprint()

    def close(self) -> None:
        """Stop at once."""

        async def stop() -> None:
            self._server.close()
            await self._server.wait_closed()

        self._await(stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _await(self, deed: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(30)

    async def _listen(self) -> Any:
        depot = self

        class Door(asyncssh.SSHServer):
            def password_auth_supported(self) -> bool:
                return bool(depot.password)

            def validate_password(self, username: str, password: str) -> bool:
                depot.passwords.append(password)
                return (username, password) == ("hospital", depot.password)

            def begin_auth(self, username: str) -> bool:
                return True

        keys = asyncssh.import_authorized_keys(self.authorised) if self.authorised else None
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=Door,
            server_host_keys=[self.host_key],
            authorized_client_keys=keys,
            sftp_factory=lambda channel: _Files(channel, depot),
        )

    def did(self, channel: Any, deed: str, what: Any = None) -> None:
        """Note it; break the line where the test wants it broken."""
        self.deeds.append(deed)
        try:
            self.before(deed, what)
        except Broken:
            channel.get_connection().abort()
            raise asyncssh.SFTPConnectionLost("broken") from None


class _Files(asyncssh.SFTPServer):
    def __init__(self, channel: Any, depot: Depot) -> None:
        super().__init__(channel, chroot=os.fsencode(str(depot.root)))
        self.depot = depot

    def open(self, path: bytes, pflags: int, attrs: Any) -> object:
        self.depot.did(self.channel, "open", path)
        return super().open(path, pflags, attrs)

    def write(self, file_obj: Any, offset: int, data: bytes) -> int:
        self.depot.did(self.channel, "write", offset)
        done = super().write(file_obj, offset, self.depot.spoil(offset, data))
        self.depot.written += len(data)
        return done

    def close(self, file_obj: Any) -> None:
        super().close(file_obj)
        self.depot.did(self.channel, "close")

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        self.depot.did(self.channel, "rename", newpath)
        if not self.depot.posix:
            raise asyncssh.SFTPOpUnsupported("posix-rename")
        super().posix_rename(oldpath, newpath)
        self.depot.did(self.channel, "renamed", newpath)
