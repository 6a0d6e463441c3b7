"""Interventions as they were registered: the file byte for byte, and a note of when and by whom.

A file that was changed in the store since is refused: it is not what was registered.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from watchward.contract.intervention import Registered, read_intervention
from watchward.errors import StoreRefusal
from watchward.lake.store import Store
from watchward.lake.writing import keep, write_kept


def folder(store: Store) -> Path:
    """One TOML and one note a name; earlier versions have a number before the suffix."""
    return store.path / "interventions"


def names(store: Store) -> tuple[str, ...]:
    """Those registered, by name."""
    found = folder(store).glob("*.json") if folder(store).exists() else ()
    return tuple(sorted(path.stem for path in found if "." not in path.stem))


def registered(store: Store, name: str) -> Registered | None:
    """As it stands now; None where none of that name was registered."""
    return _read(store, name) if _paths(store, name)[0].exists() else None


def _read(store: Store, name: str) -> Registered:
    note, file = _paths(store, name)
    said, written = json.loads(note.read_text("utf-8")), file.read_bytes()
    if sha256(written).hexdigest() != said["sha256"]:
        raise StoreRefusal(
            "The intervention was changed since it was registered.",
            where=f"interventions/{file.name}",
            do="Put the registered file back, or register the change with its reason.",
        )
    return Registered(
        read_intervention(written, name=name),
        said["sha256"],
        said["at"],
        said["by"],
        bool(said["seen"]),
        int(said["amended"]),
    )


def every(store: Store) -> Iterator[Registered]:
    """All of them, by name."""
    for name in names(store):
        yield _read(store, name)


def keep_intervention(
    store: Store, name: str, written: bytes, *, at: str, by: str, seen: bool
) -> Registered:
    """Lay the file and its note; what stood there stays beside them under its number."""
    note, file = _paths(store, name)
    folder(store).mkdir(exist_ok=True)
    amended = 0
    if note.exists():
        before = json.loads(note.read_text("utf-8"))
        amended = int(before["amended"]) + 1
        for path in (file, note):
            write_kept(path.with_suffix(f".{amended}{path.suffix}"), path.read_bytes())
        seen = seen or bool(before["seen"])
    said = {
        "sha256": sha256(written).hexdigest(),
        "at": at,
        "by": by,
        "seen": seen,
        "amended": amended,
    }
    write_kept(file, written)
    write_kept(note, json.dumps(said, indent=2).encode())
    keep(folder(store))
    return _read(store, name)


def _paths(store: Store, name: str) -> tuple[Path, Path]:
    return folder(store) / f"{name}.json", folder(store) / f"{name}.toml"
