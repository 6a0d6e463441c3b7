"""Interventions as they were registered: the file byte for byte, and a note of when and by whom.

Where people are followed, their outcome lies beside it in the same way once it was handed in.

A file that was changed in the store since is refused: it is not what was registered.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from watchward.contract.followed import Outcome, read_groups
from watchward.contract.intervention import Plan, Registered, read_intervention
from watchward.errors import StoreRefusal
from watchward.lake.store import Store
from watchward.lake.writing import keep, write_kept

OUTCOME = ".outcome"  # follows the name of what hands an outcome in


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
    said, written = _kept(store, name, what="intervention")
    made = read_intervention(written, name=name)
    return Registered(
        made,
        said["sha256"],
        said["at"],
        said["by"],
        bool(said["seen"]),
        int(said["amended"]),
        _outcome(store, name, made.plan),
    )


def _kept(store: Store, name: str, *, what: str) -> tuple[dict[str, Any], bytes]:
    """The note and the file's bytes, which are those that the note was written of."""
    note, file = _paths(store, name)
    said, written = json.loads(note.read_text("utf-8")), file.read_bytes()
    if sha256(written).hexdigest() != said["sha256"]:
        raise StoreRefusal(
            f"The {what} was changed since it was registered.",
            where=f"interventions/{file.name}",
            do="Put the registered file back, or register the change with its reason.",
        )
    return said, written


def _outcome(store: Store, name: str, plan: Plan) -> Outcome | None:
    if plan.followed is None or not _paths(store, f"{name}{OUTCOME}")[0].exists():
        return None
    said, written = _kept(store, f"{name}{OUTCOME}", what="outcome")
    return Outcome(
        read_groups(written, design=plan.design, window=plan.followed.window, name=name),
        by=said["by"],
        at=said["at"],
        sha256=said["sha256"],
        of=said["of"],
        amended=int(said["amended"]),
    )


def every(store: Store) -> Iterator[Registered]:
    """All of them, by name."""
    for name in names(store):
        yield _read(store, name)


def keep_intervention(
    store: Store, name: str, written: bytes, *, at: str, by: str, seen: bool
) -> Registered:
    """Lay the file and its note; what stood there stays beside them under its number."""
    before = _note(store, name)
    seen = seen or bool(before and before["seen"])
    _lay(store, name, written, {"at": at, "by": by, "seen": seen})
    return _read(store, name)


def keep_outcome(
    store: Store, name: str, written: bytes, *, at: str, by: str, of: str
) -> Registered:
    """Lay what was counted beside the registration that it answers, of that SHA-256."""
    _lay(store, f"{name}{OUTCOME}", written, {"at": at, "by": by, "of": of})
    return _read(store, name)


def _note(store: Store, name: str) -> dict[str, Any] | None:
    note, _ = _paths(store, name)
    return dict(json.loads(note.read_text("utf-8"))) if note.exists() else None


def _lay(store: Store, name: str, written: bytes, about: Mapping[str, str | bool]) -> None:
    note, file = _paths(store, name)
    folder(store).mkdir(exist_ok=True)
    amended, before = 0, _note(store, name)
    if before:
        amended = int(before["amended"]) + 1
        for path in (file, note):
            write_kept(path.with_suffix(f".{amended}{path.suffix}"), path.read_bytes())
    said = {"sha256": sha256(written).hexdigest(), **about, "amended": amended}
    write_kept(file, written)
    write_kept(note, json.dumps(said, indent=2).encode())
    keep(folder(store))


def _paths(store: Store, name: str) -> tuple[Path, Path]:
    return folder(store) / f"{name}.json", folder(store) / f"{name}.toml"
