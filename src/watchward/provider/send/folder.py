"""Puts packages where the hub collects them, a shared folder, and picks up its answers there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from watchward.contract.container import copy_hashed, written_whole
from watchward.contract.receipt import Receipt
from watchward.errors import Refusal, StoreRefusal
from watchward.provider.receipts import (
    keep_receipt,
    package_of,
    read_receipt,
    read_small,
    stem,
    words,
)

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


@dataclass(frozen=True)
class PickedUp:
    """What the hub has laid there for this machine."""

    receipts: tuple[Receipt, ...]
    refused: tuple[Refusal, ...]  # receipts that no hub known here has signed
    turned_away: Mapping[str, str]  # package → why the hub refused it, unsigned


def pick_up(folder: Path, *, ours: Collection[str], hubs: Path, kept: Path) -> PickedUp:
    """Receipts of the packages `ours` are kept; the folder may hold those of other providers."""
    receipts: list[Receipt] = []
    refused: list[Refusal] = []
    for path in sorted((folder / RECEIPTS).glob("*.json")):
        try:
            text = read_small(path)
            if package_of(read_receipt(text, where=path.name)) in ours:
                receipts.append(keep_receipt(text, hubs=hubs, kept=kept, where=path.name))
        except Refusal as refusal:
            refused.append(refusal)
    received = {package_of(receipt) for receipt in receipts}
    said = {stem(path.name.removesuffix(".txt")): path for path in folder.glob(f"{REFUSED}/*.txt")}
    turned = {name: path for name, path in said.items() if name in set(ours) - received}
    return PickedUp(
        tuple(receipts),
        tuple(refused),
        {name: words(read_small(path)) for name, path in sorted(turned.items())},
    )
