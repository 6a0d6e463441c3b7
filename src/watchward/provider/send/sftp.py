"""Puts packages into a folder on the hub's SFTP server, and picks up its answers there.

A package grows under a hidden name that holds its own hash, goes on after a broken line from where
it was, and gets its name when it is whole: `collect` at the hub never sees half of one.
"""

import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from watchward.contract.container import copy_hashed
from watchward.contract.signed_receipt import LARGEST
from watchward.errors import StoreRefusal
from watchward.provider.receipts import as_text
from watchward.provider.send.answers import Keeping, PickedUp, Progress, Sent, sort_out
from watchward.provider.send.awaiting import settled
from watchward.provider.send.folder import RECEIPTS, REFUSED
from watchward.provider.send.reading import cannot_read
from watchward.provider.send.ssh import Login, Server, Unwell, connected

if TYPE_CHECKING:
    import asyncssh

WAITS = (1, 2, 4, 8, 15)  # seconds between tries
BLOCK = 256 * 1024
MOST_ANSWERS = 2_000
Wait = Callable[[float], None]
T = TypeVar("T")


def send_by_sftp(
    package: Path,
    to: str,
    *,
    login: Login,
    progress: Progress | None = None,
    wait: Wait = time.sleep,
) -> Sent:
    """`to` is sftp://USER@HOST/FOLDER; sent again, it goes on or changes nothing."""
    server = Server.parse(to)
    _tried(lambda: _put(package, server, login, progress), server, wait)
    return Sent(f"{server.host}:{_inside(server, package.name)}", "sent")


def pick_up_by_sftp(
    to: str, *, login: Login, keeping: Keeping, wait: Wait = time.sleep
) -> PickedUp:
    """What the hub has laid into the folder's own receipts/ and refused/."""
    server = Server.parse(to)
    receipts, refusals = _tried(lambda: _got(server, login), server, wait)
    return sort_out(receipts, refusals, keeping)


def _tried(ask: Callable[[], Awaitable[T]], server: Server, wait: Wait) -> T:
    for seconds in (*WAITS, None):
        try:
            return settled(_awaited(ask))
        except Unwell:
            if seconds is not None:
                wait(seconds)
    raise StoreRefusal(
        "The server does not answer.",
        where=server.host,
        do="Check the address and the network, then send the same package again: it goes on from "
        "where it was.",
    )


async def _awaited(ask: Callable[[], Awaitable[T]]) -> T:
    return await ask()


async def _put(package: Path, server: Server, login: Login, progress: Progress | None) -> None:
    try:
        source = package.open("rb")
    except OSError as cause:
        raise cannot_read(package, cause) from None
    with source:
        sha256, size = copy_hashed(source)
        part = _inside(server, f".{package.name}.{sha256[:16]}.part")
        async with connected(server, login) as client:
            at = await _arrived(client, part, size)
            await _pour(client, part, source, at=at, size=size, progress=progress)
            await _named(client, part, _inside(server, package.name), size=size)


async def _arrived(client: "asyncssh.SFTPClient", part: str, size: int) -> int:
    """Bytes that are there from an earlier try; its name says that they are of this very file."""
    if not await client.exists(part):
        return 0
    told = await client.getsize(part)
    return told if told is not None and told <= size else 0


async def _pour(
    client: "asyncssh.SFTPClient",
    part: str,
    source: BinaryIO,
    *,
    at: int,
    size: int,
    progress: Progress | None,
) -> None:
    source.seek(at)
    async with client.open(part, "r+b" if at else "wb") as target:
        while block := source.read(BLOCK):
            await target.write(block, at)
            at += len(block)
            if progress:
                progress("sending", at, size)


async def _named(client: "asyncssh.SFTPClient", part: str, name: str, *, size: int) -> None:
    """Its name comes last, at once, over what an earlier sending left."""
    if await client.getsize(part) != size:
        await client.remove(part)
        raise Unwell
    import asyncssh

    try:
        await client.posix_rename(part, name)
    except asyncssh.SFTPOpUnsupported:
        if await client.exists(name):
            await client.remove(name)
        await client.rename(part, name)


Texts = list[tuple[str, Callable[[], str]]]


async def _got(server: Server, login: Login) -> tuple[Texts, Texts]:
    async with connected(server, login) as client:
        return (
            await _texts(client, _inside(server, RECEIPTS), ".json"),
            await _texts(client, _inside(server, REFUSED), ".txt"),
        )


async def _texts(client: "asyncssh.SFTPClient", folder: str, ending: str) -> Texts:
    if not await client.isdir(folder):
        return []
    listed = await client.listdir(folder)
    names = [name for name in listed if name.endswith(ending) and not name.startswith(".")]
    found: Texts = []
    for name in sorted(names)[-MOST_ANSWERS:]:
        async with client.open(f"{folder}/{name}", "rb") as file:
            found.append((name, partial(as_text, await file.read(LARGEST), where=name)))
    return found


def _inside(server: Server, name: str) -> str:
    return f"{server.folder.rstrip('/')}/{name}"
