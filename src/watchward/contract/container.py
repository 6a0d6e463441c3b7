"""A package is one file in which every byte is covered: magic, length, manifest, signature, data.

    MAGIC | manifest length (8 bytes, big-endian) | manifest | signature (64 bytes) | data

The signature covers everything before it; the manifest carries the data's length and SHA-256.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import BinaryIO

from watchward.contract.package import Manifest, Package
from watchward.errors import PackageRefusal

MAGIC = b"WATCHWARD PACKAGE 1\n"
SIGNATURE_BYTES = 64
LARGEST_MANIFEST = 4 * 1024 * 1024
BLOCK = 1024 * 1024
SUFFIX = ".wwp"


def signed_bytes(manifest: Manifest) -> bytes:
    """What the provider's key signs."""
    body = manifest.to_bytes()
    return MAGIC + len(body).to_bytes(8, "big") + body


def copy_hashed(source: BinaryIO, target: BinaryIO | None = None) -> tuple[str, int]:
    """SHA-256 and length of what is left of `source`, copied to `target` on the way."""
    digest, length = hashlib.sha256(), 0
    while block := source.read(BLOCK):
        digest.update(block)
        length += len(block)
        if target is not None:
            target.write(block)
    return digest.hexdigest(), length


def package_sha256(head: bytes, *, signature: bytes, data_sha256: str) -> str:
    """What a package is known by: it changes when any byte of it does."""
    return hashlib.sha256(head + signature + data_sha256.encode("ascii")).hexdigest()


def package_stem(provider: str, dataset: str, period: str, sha256: str) -> str:
    """A package's name without its suffix; its own hash ends it."""
    return f"{provider}-{dataset}-{period.replace('..', '_')}-{sha256[:8]}"


def write_package(
    path: Path, *, manifest: Manifest, data: Path | BinaryIO, sign: Callable[[bytes], bytes]
) -> None:
    """Write the package beside its final name, then move it there: never half a package."""
    with _opened(data) as source, written_whole(path) as out:
        lay_out(out, head=signed_bytes(manifest), sign=sign, data=source)


def lay_out(out: BinaryIO, *, head: bytes, sign: Callable[[bytes], bytes], data: BinaryIO) -> None:
    """The package's parts, in their order."""
    out.write(head)
    out.write(sign(head))
    copy_hashed(data, out)


@contextmanager
def written_whole(path: Path, *, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A file beside its final name, moved there once the disk has it: never half a file."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(part, "wb", opener=partial(os.open, mode=mode)) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _opened(data: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    """A file that is open already stays open."""
    return data.open("rb") if isinstance(data, Path) else nullcontext(data)


def read_package(path: Path, *, verify: Callable[[bytes, bytes, bytes], bool]) -> Package:
    """Check every byte of a package before anything in it is believed.

    `verify(public_key, signature, signed)` says whether the signature is good.
    """
    try:
        opened = path.open("rb")
    except OSError:
        raise PackageRefusal(
            "The package cannot be opened.", where=path.name, do="Check its name and permissions."
        ) from None
    with opened as file:
        return read_open(file, path=path, verify=verify)


def read_open(
    file: BinaryIO, *, path: Path, verify: Callable[[bytes, bytes, bytes], bool]
) -> Package:
    """The same of a file that is open already, which may have no name; `path` is what it is of."""
    damaged = PackageRefusal(
        "The package is not whole, or is not a package.",
        where=path.name,
        do="Ask the provider to send it again.",
    )
    head = file.read(len(MAGIC) + 8)
    length = int.from_bytes(head[len(MAGIC) :], "big")
    if len(head) < len(MAGIC) + 8 or head[: len(MAGIC)] != MAGIC or length > LARGEST_MANIFEST:
        raise damaged
    body, signature = file.read(length), file.read(SIGNATURE_BYTES)
    if len(body) < length or len(signature) < SIGNATURE_BYTES:
        raise damaged
    offset = file.tell()
    manifest = Manifest.from_bytes(body, where=path.name)
    data_sha256, data_bytes = copy_hashed(file)
    if (data_sha256, data_bytes) != (manifest.data_sha256, manifest.data_bytes):
        raise damaged
    if body != manifest.to_bytes() or not _signed(manifest, signature, head + body, verify):
        raise PackageRefusal(
            "The signature does not match: the package was changed after it was signed.",
            where=path.name,
            do="Ask the provider to send it again, and by which way it came.",
        )
    sha256 = package_sha256(head + body, signature=signature, data_sha256=data_sha256)
    return Package(path=path, manifest=manifest, sha256=sha256, data_offset=offset)


def _signed(
    manifest: Manifest,
    signature: bytes,
    signed: bytes,
    verify: Callable[[bytes, bytes, bytes], bool],
) -> bool:
    try:
        key = bytes.fromhex(manifest.public_key)
    except ValueError:
        return False
    return verify(key, signature, signed)
