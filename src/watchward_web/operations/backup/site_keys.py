"""The keys that the site made for agencies, and approvals beside them: sealed in a backup.

Whoever has a backup has records, and pseudonyms are made with these keys: together and unsealed
they would lead back to people. The seal is the audit key, which a restore needs anyway and which
never changes.
"""

import base64
import json
import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from watchward.errors import UsageRefusal

NAME = "site-keys.sealed"
PURPOSE = b"watchward: site keys in a backup"
OWN_FILE, OWN_FOLDER = 0o600, 0o700


def seal_keys(folder: Path, target: Path, *, key: str) -> int:
    """Write every file below `folder` into one sealed file; gives how many are keys."""
    kept = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in _keys(folder)}
    sealed = _seal(key).encrypt(json.dumps(kept, sort_keys=True).encode("ascii"))
    with os.fdopen(
        os.open(target / NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_FILE), "wb"
    ) as file:
        file.write(sealed)
    return _counted(kept)


def _keys(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def open_keys(source: Path, *, key: str) -> dict[str, str]:
    """Path below the folder → key; nothing in a backup that was made before they were in it."""
    path = source / NAME
    if not path.exists():
        return {}
    try:
        found: dict[str, str] = json.loads(_seal(key).decrypt(path.read_bytes()))
    except InvalidToken:
        raise UsageRefusal(
            "The site's signing keys in this backup were sealed with another audit key.",
            where="WATCHWARD_WEB_AUDIT_KEY",
            do="Set it to the audit key of the site that was backed up. Nothing was restored.",
        ) from None
    return found


def refuse_other(keys: dict[str, str], folder: Path) -> None:
    """A key that stands already must be the same: another one is never written over."""
    other = [path for path, key in keys.items() if _stands(folder / path) not in ("", key)]
    if other:
        raise UsageRefusal(
            "Another signing key is already where the backup's would go; nothing was restored.",
            where=str(folder / other[0]),
            do="Move the folder site-keys away, or set WATCHWARD_HOME to an empty folder.",
        )


def _stands(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def put_keys(keys: dict[str, str], folder: Path) -> int:
    """Write each where it was, for its owner alone."""
    for path, key in keys.items():
        file = folder / path
        inside = [place for place in file.parents if place.is_relative_to(folder)]
        folder.parent.mkdir(parents=True, exist_ok=True)
        for place in reversed(inside):  # each by itself: a mode is not handed on to parents
            place.mkdir(exist_ok=True, mode=OWN_FOLDER)
        if not file.exists():
            with os.fdopen(
                os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_FILE), "w", encoding="utf-8"
            ) as opened:
                opened.write(key)
    return _counted(keys)


def _counted(kept: dict[str, str]) -> int:
    return sum(path.endswith(".key") for path in kept)


def _seal(key: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE)
    return Fernet(base64.urlsafe_b64encode(derived.derive(key.encode("utf-8"))))
