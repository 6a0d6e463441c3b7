"""Collects from a mailbox of NHS MESH: each package received, its receipt sent back, then let go.

The order makes a kill harmless: stored, then the receipt sent, then the message acknowledged. What
is found again is known by its hash. What is not ours stays in the mailbox, untouched.
"""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchward.contract.container import BLOCK
from watchward.contract.mesh import Mailbox, Secrets, connected
from watchward.contract.sealed import SEALED
from watchward.errors import PackageRefusal, Refusal, StoreRefusal
from watchward.hub.collect.taken import Collected, received
from watchward.hub.signed import receipt_text
from watchward.lake.store import Store
from watchward.settings import Settings

if TYPE_CHECKING:
    from mesh_client import MeshClient

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}\.wwp(\.age)?")
ARRIVING = "arriving"


@dataclass(frozen=True)
class Hub:
    """The hub's own side of it."""

    own: Mailbox
    store: Store
    by: str
    now: dt.datetime
    settings: Settings

    @property
    def arriving(self) -> Path:
        """Where a message is while it is looked at; what a kill leaves, the next time clears."""
        return self.settings.mesh / ARRIVING


def collect(hub: Hub, secrets: Secrets) -> Iterator[Collected]:
    """Every message that is there now; the store's own trouble ends it, and all stays in place."""
    _clear(hub.arriving)
    try:
        with connected(hub.own, secrets) as client:
            for number in list(client.iterate_message_ids()):
                yield _one(client, client.retrieve_message(number), hub)
    finally:
        shutil.rmtree(hub.arriving, ignore_errors=True)


def _one(client: "MeshClient", message: Any, hub: Hub) -> Collected:
    name = _named(message)
    try:
        _refuse_strangers(message, hub.own, name)
    except PackageRefusal as refusal:
        return Collected(name, None, refusal=refusal)
    path = _downloaded(message, hub.arriving / name)
    try:
        receipt, already = received(
            path, store=hub.store, by=hub.by, now=hub.now, settings=hub.settings
        )
    except StoreRefusal:
        raise
    except Refusal as refusal:
        _answer(client, hub.own, f"{refusal}\n", name=f"{name}.txt", to=message.sender)
        message.acknowledge()
        return Collected(name, None, refusal=refusal)
    finally:
        path.unlink(missing_ok=True)
    to = hub.own.providers.get(receipt.provider, message.sender)
    _answer(client, hub.own, receipt_text(hub.store, receipt), name=f"{receipt.id}.json", to=to)
    message.acknowledge()
    return Collected(name, receipt, already)


def _named(message: Any) -> str:
    """The package's own name, where it has one that could be."""
    told = str(message.filename or "")
    return told if NAME.fullmatch(told) else f"{message.id()}{SEALED}"


def _refuse_strangers(message: Any, own: Mailbox, name: str) -> None:
    """What is not of our workflow, or of no provider listed, may be somebody else's business."""
    if message.workflow_id != own.packages:
        raise PackageRefusal(
            "The message is of another workflow, and is left in the mailbox.",
            where=name,
            do=f"Packages come by the workflow {own.packages}: ask the sender.",
        )
    if message.message_type != "DATA" or message.sender not in own.providers.values():
        raise PackageRefusal(
            "The message is from a mailbox of no provider listed, and is left in the mailbox.",
            where=name,
            do="List it under [providers] in mailbox.toml once it is known whose it is.",
        )


def _downloaded(message: Any, path: Path) -> Path:
    try:
        with path.open("wb") as out:
            while block := message.read(BLOCK):
                out.write(block)
    except OSError as cause:
        raise StoreRefusal(
            f"A message cannot be written down: {cause.strerror or 'no room'}.",
            where=str(path.parent),
            do="Make room, then collect again: it is still in the mailbox.",
        ) from None
    finally:
        message.close()
    return path


def _answer(client: "MeshClient", own: Mailbox, text: str, *, name: str, to: str) -> None:
    client.send_message(to, text.encode("utf-8"), workflow_id=own.receipts, filename=name)


def _clear(folder: Path) -> None:
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
    except OSError as cause:
        raise StoreRefusal(
            f"There is nowhere to put what arrives: {cause.strerror or 'no permission'}.",
            where=str(folder),
            do="Set WATCHWARD_HOME to a folder of your own.",
        ) from None
