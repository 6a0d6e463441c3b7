"""One package that a channel brought: received, or known as held already, by its own hash."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from watchward.contract.receipt import Receipt
from watchward.errors import PackageRefusal, Refusal
from watchward.hub.flow import receive
from watchward.hub.ledger import receipts
from watchward.hub.opened import looked_into
from watchward.lake.store import Store
from watchward.settings import Settings


@dataclass(frozen=True)
class Collected:
    """What became of one file: a receipt, perhaps of an earlier time, or why there is none."""

    file: str
    receipt: Receipt | None
    already: bool = False
    refusal: Refusal | None = None


def received(
    path: Path, *, store: Store, by: str, now: dt.datetime, settings: Settings
) -> tuple[Receipt, bool]:
    """Its receipt, and whether that is of an earlier time."""
    try:
        return receive(path, store=store, by=by, now=now, settings=settings), False
    except PackageRefusal:
        held = _held(path, store=store, now=now)
        if held is None:
            raise
        return held, True


def _held(path: Path, *, store: Store, now: dt.datetime) -> Receipt | None:
    """The receipt that this very package has, where it is held."""
    try:
        sha256 = looked_into(path, store=store, now=now).sha256
    except PackageRefusal:
        return None
    return next((one for one in receipts(store, replaced=True) if one.package == sha256), None)
