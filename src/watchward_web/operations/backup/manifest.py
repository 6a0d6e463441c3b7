"""What a backup holds: files with hashes, numbers of each store and table. Written last."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from watchward.errors import UsageRefusal

NAME = "backup.json"
FORMAT = 1
PIECE = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """The list that a restore is checked against."""

    at: str
    code: str
    production: bool
    tables: dict[str, list[Any]]
    stores: dict[str, dict[str, Any]]  # by partnership: its place, and StoreFacts
    files: dict[str, list[Any]] = field(default_factory=dict)  # path -> [bytes, SHA-256]
    keys: int = 0  # signing keys that the site made for agencies
    format: int = FORMAT


def file_list(folder: Path) -> dict[str, list[Any]]:
    """Every file below `folder` but the manifest itself."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / NAME:
            found[path.relative_to(folder).as_posix()] = [path.stat().st_size, file_hash(path)]
    return found


def file_hash(path: Path) -> str:
    """SHA-256, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while piece := opened.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """As JSON."""
    text = json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n"
    (folder / NAME).write_text(text, "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a whole backup; a folder without one was cut short."""
    path = folder / NAME
    if not path.exists():
        raise UsageRefusal(
            "There is no whole backup in this folder.",
            where=str(folder),
            do="Name a folder that `manage.py backup make` has finished: it holds backup.json.",
        )
    written = json.loads(path.read_text("utf-8"))
    if written.get("format") != FORMAT:
        raise UsageRefusal(
            "The backup was made by another version of Watchward.",
            where=NAME,
            do="Restore it with the version that made it, then upgrade.",
        )
    return Manifest(**written)


def differences(folder: Path, manifest: Manifest) -> list[str]:
    """Files that are missing, added or changed since the backup was made."""
    found = file_list(folder)
    wrong = [f"missing: {path}" for path in manifest.files if path not in found]
    wrong += [f"not of this backup: {path}" for path in found if path not in manifest.files]
    wrong += [
        f"changed: {path}"
        for path, told in manifest.files.items()
        if path in found and found[path] != list(told)
    ]
    return sorted(wrong)
