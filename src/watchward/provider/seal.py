"""The provider's key, and the signature that is made with it.

The key is made on first use and never leaves its folder. Losing it changes every pseudonym; showing
it lets anybody who can guess record numbers undo them.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from watchward.contract.container import (
    SUFFIX,
    lay_out,
    package_sha256,
    package_stem,
    signed_bytes,
    write_package,
    written_whole,
)
from watchward.contract.hub_key import HubKey
from watchward.contract.package import Manifest
from watchward.contract.sealed import SEALED, encrypt
from watchward.errors import StoreRefusal, UsageRefusal

FOLDER_MODE, FILE_MODE = 0o700, 0o600


def provider_key(keys: Path, provider: str, *, keep: bool = True) -> Ed25519PrivateKey:
    """The provider's key, made on first use; without `keep` a new one is forgotten after use."""
    path = keys / f"{provider}.key"
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        if not keep:
            return made
        _write(path, made.private_bytes_raw())
    _refuse_open(path)
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text("ascii").strip()))
    except ValueError:
        raise UsageRefusal(
            "The signing key cannot be read.",
            where=str(path),
            do="Bring it back from your backup; a new key must be enrolled at the hub.",
        ) from None


def public_key(key: Ed25519PrivateKey) -> str:
    """The public half, in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()


def _write(path: Path, secret: bytes) -> None:
    """Whole or not at all, and never over a key that another process has just made."""
    _refuse_repository(path.parent)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    except FileExistsError:
        pass  # made meanwhile: that one is the key
    except OSError as cause:
        raise UsageRefusal(
            f"The signing key cannot be written: {cause.strerror}.",
            where=str(path.parent),
            do="Set WATCHWARD_HOME to a folder of your own.",
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _refuse_repository(folder: Path) -> None:
    """A home that is itself kept in a repository is its owner's business."""
    above = {folder.absolute(), *folder.absolute().parents} - {Path.home()}
    if any((place / ".git").exists() for place in above):
        raise UsageRefusal(
            "The folder of signing keys is inside a repository.",
            where=str(folder),
            do="Keep keys elsewhere: set WATCHWARD_HOME to a folder of your own.",
        )


def _refuse_open(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise UsageRefusal(
            "Others on this machine can read the signing key.",
            where=str(path),
            do="Make it yours alone (chmod 600); if it may have been read, tell the hub.",
        )


def seal(
    manifest: Manifest,
    data: BinaryIO,
    *,
    key: Ed25519PrivateKey,
    out: Path,
    hub: HubKey | None = None,
) -> Path:
    """Write the package under a name that its own hash ends; for `hub`, nobody else can open it."""
    head = signed_bytes(manifest)
    signature = key.sign(head)
    known_by = package_sha256(head, signature=signature, data_sha256=manifest.data_sha256)
    name = package_stem(manifest.provider, manifest.dataset, manifest.period, known_by)
    path = out / f"{name}{SEALED if hub else SUFFIX}"
    data.seek(0)
    try:
        if hub:
            _write_sealed(path, head=head, signature=signature, data=data, hub=hub)
        else:
            write_package(path, manifest=manifest, data=data, sign=lambda _: signature)
    except OSError as cause:
        raise _unwritten(out, cause) from None
    return path


def _write_sealed(
    path: Path, *, head: bytes, signature: bytes, data: BinaryIO, hub: HubKey
) -> None:
    """Signed first, then encrypted; the plain package is only ever in a nameless file."""
    with scratch(path.parent) as plain, written_whole(path) as sealed:
        lay_out(plain, head=head, sign=lambda _: signature, data=data)
        plain.seek(0)
        encrypt(plain, sealed, to=hub.age)


@contextmanager
def scratch(out: Path) -> Iterator[BinaryIO]:
    """A nameless file in the folder of packages: a kill at any moment leaves nothing of it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        file = tempfile.TemporaryFile(dir=out)  # noqa: SIM115 closed below
    except OSError as cause:
        raise _unwritten(out, cause) from None
    with file:
        yield file


def _unwritten(folder: Path, cause: OSError) -> StoreRefusal:
    return StoreRefusal(
        f"The package cannot be written: {cause.strerror or 'no room or no permission'}.",
        where=str(folder),
        do="Make room or choose another folder with --out; nothing was left behind.",
    )
