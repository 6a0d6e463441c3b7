"""A package is looked at, then handed to the hub: whole or not at all, and once."""

import os
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watchward.contract.container import SUFFIX, copy_hashed, package_stem
from watchward.contract.dataset import datasets
from watchward.contract.package import Package
from watchward.errors import PackageRefusal, StoreRefusal
from watchward.hub.flow import receive
from watchward.hub.ledger import receipts
from watchward.hub.opened import looked_into
from watchward_web.core.store import Store, library_settings, open_partnership
from watchward_web.partners.seat import Seat

BUSY = "Another process"  # how the hub's refusal begins while another package is being received
PATIENCE = 600  # seconds that a package waits for the one before it


@dataclass(frozen=True)
class Taken:
    """The receipt of a package, and whether it was held before."""

    receipt: str
    already: bool


def look(seat: Seat, path: Path, *, now: datetime, sha256: str = "") -> Package:
    """Check every byte, and that it is the seat's own agency's; nothing is changed."""
    if sha256 and _sha256(path) != sha256:
        raise PackageRefusal(
            "What arrived is not the file that was announced.", do="Send the package again."
        )
    package = looked_into(path, store=open_partnership(seat.partnership.store), now=now)
    if not seat.agency.provider or package.manifest.provider != seat.agency.provider:
        raise PackageRefusal(
            "The package is another provider's than your own agency.",
            do="Choose a package that your own organisation prepared. If it is yours, ask the "
            "partnership's administrator under which provider code your agency is entered.",
        )
    if package.manifest.dataset not in datasets():
        raise PackageRefusal(
            "The package is of a data set that this site does not know.",
            do="Bring both sides to the same version of Watchward.",
        )
    return package


def hand_over(seat: Seat, package: Package, *, now: datetime, since: datetime | None) -> Taken:
    """Let the hub receive it, or find it held.

    `since` is set where an earlier try was interrupted: what has been received from that moment on
    was received by that try.
    """
    store = open_partnership(seat.partnership.store)
    held = _held(store, package.sha256)
    if not held:
        try:
            return Taken(_received(seat, package, store=store, now=now), already=False)
        except PackageRefusal:
            # Somebody may have sent the same package at the same time.
            held = _held(store, package.sha256)
            if not held:
                raise
    receipt, at = held
    # A receipt tells the second only.
    return Taken(receipt, already=since is None or at < since.replace(microsecond=0))


def about(package: Package) -> dict[str, object]:
    """What the audit log is told of a package: what was signed, not what was uploaded."""
    said = package.manifest
    return {"provider": said.provider, "dataset": said.dataset, "period": said.period}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return copy_hashed(file)[0]


def _held(store: Store, sha256: str) -> tuple[str, datetime] | None:
    found = (
        (one.id, datetime.fromisoformat(one.received_at))
        for one in receipts(store, replaced=True)
        if one.package == sha256
    )
    return next(found, None)


def _received(seat: Seat, package: Package, *, store: Store, now: datetime) -> str:
    with tempfile.TemporaryDirectory(dir=package.path.parent) as scratch:
        named = Path(scratch) / _name(package)
        os.link(package.path, named)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return receive(
                    named,
                    store=store,
                    by=seat.by,
                    now=now,
                    settings=library_settings(seat.partnership.name),
                ).id
            except StoreRefusal as refusal:
                if not refusal.what.startswith(BUSY) or time.monotonic() > until:
                    raise
                time.sleep(1)


def _name(package: Package) -> str:
    """As the ledger will call it: made of what was signed, not of what was uploaded."""
    said = package.manifest
    return package_stem(said.provider, said.dataset, said.period, package.sha256) + SUFFIX
