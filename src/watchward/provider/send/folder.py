"""Puts packages where the hub collects them, a shared folder, and picks up its answers there."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from watchward.contract.container import copy_hashed, written_whole
from watchward.errors import StoreRefusal
from watchward.provider.receipts import read_small
from watchward.provider.send.answers import Keeping, PickedUp, sort_out

RECEIPTS, REFUSED = "receipts", "refused"


def send(package: Path, folder: Path) -> Path:
    """Copy the package into `folder` under its own name, whole or not at all; repeat at will."""
    target = folder / package.name
    try:
        with package.open("rb") as source, written_whole(target) as out:
            copy_hashed(source, out)
    except OSError as cause:
        raise StoreRefusal(
            f"The package cannot be sent: {cause.strerror or 'no room or no permission'}.",
            where=str(folder),
            do="Check the folder and its room, then send the same package again.",
        ) from None
    return target


def pick_up(folder: Path, *, ours: Collection[str], hubs: Path, kept: Path) -> PickedUp:
    """Receipts of the packages `ours` are kept; the folder may hold those of other providers."""
    receipts, refusals = (
        [(path.name, partial(read_small, path)) for path in sorted(folder.glob(pattern))]
        for pattern in (f"{RECEIPTS}/*.json", f"{REFUSED}/*.txt")
    )
    return sort_out(receipts, refusals, Keeping(ours, hubs, kept))
