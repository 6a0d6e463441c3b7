"""Collects from a shared folder: each package received, its receipt laid beside, the file moved.

The order makes a kill harmless: stored, then the receipt written, then the file moved. What is
found again is known by its hash, and its receipt is written again, the same to the byte.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from watchward.contract.container import SUFFIX, written_whole
from watchward.contract.sealed import SEALED
from watchward.errors import Refusal, StoreRefusal
from watchward.hub.collect.taken import Collected, received
from watchward.hub.signed import give_receipt
from watchward.lake.store import Store
from watchward.settings import Settings

RECEIPTS, DONE, REFUSED = "receipts", "done", "refused"


def collect(
    folder: Path, *, store: Store, by: str, now: dt.datetime, settings: Settings
) -> Iterator[Collected]:
    """Every whole package in `folder`; the store's own trouble ends it, and all stays in place."""
    _fit(folder)
    for path in _packages(folder):
        try:
            receipt, already = received(path, store=store, by=by, now=now, settings=settings)
        except StoreRefusal:
            raise
        except Refusal as refusal:
            if not path.exists():
                continue  # somebody else has collected it meanwhile
            _say_why(folder / REFUSED / f"{path.name}.txt", refusal)
            _move(path, folder / REFUSED)
            yield Collected(path.name, None, refusal=refusal)
        else:
            give_receipt(store, receipt, folder / RECEIPTS)
            _move(path, folder / DONE)
            yield Collected(path.name, receipt, already)


def _packages(folder: Path) -> list[Path]:
    """Whole files only: senders write under a hidden name first. A link may lead anywhere."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.name.endswith((SUFFIX, SEALED))
        and not path.name.startswith(".")
        and path.is_file()
        and not path.is_symlink()
    )


def _fit(folder: Path) -> None:
    if not folder.is_dir():
        raise StoreRefusal(
            "There is no such folder to collect from.",
            where=str(folder),
            do="Check the path, and that the share is mounted.",
        )
    for name in (RECEIPTS, DONE, REFUSED):
        if (folder / name).is_symlink():
            raise StoreRefusal(
                "It is a link, and could lead anywhere.",
                where=str(folder / name),
                do="Remove it, find out who made it, then collect again.",
            )


def _say_why(path: Path, refusal: Refusal) -> None:
    """For the provider: in words, never with a value of a row."""
    try:
        path.parent.mkdir(exist_ok=True)
        with written_whole(path) as out:
            out.write(f"{refusal}\n".encode())
    except OSError as cause:
        raise _unmoved(path.parent, cause) from None


def _move(path: Path, folder: Path) -> None:
    """Gone already where somebody else collects too."""
    try:
        folder.mkdir(exist_ok=True)
        path.replace(folder / path.name)
    except FileNotFoundError:
        return
    except OSError as cause:
        raise _unmoved(folder, cause) from None


def _unmoved(folder: Path, cause: OSError) -> StoreRefusal:
    return StoreRefusal(
        f"A collected file cannot be put aside: {cause.strerror or 'no room or no permission'}.",
        where=str(folder),
        do="Check the folder and its room, then collect again: nothing is received twice.",
    )
