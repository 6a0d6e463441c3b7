"""Encryption to a hub's age key, a block at a time, so that a package of any size needs no memory.

The signature is inside: who sent it is hidden from whoever carries it, and the hub knows it still.
"""

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from watchward.contract.container import SUFFIX
from watchward.errors import PackageRefusal

SEALED = SUFFIX + ".age"
AGE = b"age-encryption.org/v1\n"


def is_sealed(path: Path) -> bool:
    """By its first bytes: what comes over the website has a name of the site's own."""
    try:
        with path.open("rb") as file:
            return file.read(len(AGE)) == AGE
    except OSError:
        return False


def new_secret() -> tuple[str, str]:
    """A new key pair, (secret, public), in age's own spelling."""
    from pyrage import x25519

    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def is_public(key: str) -> bool:
    """Whether it is a public age key."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(key)
    except RecipientError:
        return False
    return True


def encrypt(source: BinaryIO, target: BinaryIO, *, to: str) -> None:
    """What is left of `source`, readable with the secret of the public key `to` alone."""
    from pyrage import EncryptError, encrypt_io, x25519

    try:
        encrypt_io(source, target, [x25519.Recipient.from_str(to)])
    except EncryptError:  # its words hold only the cause's text
        raise OSError(errno.EIO, "no room or no permission") from None


def decrypt(source: BinaryIO, target: BinaryIO, *, secrets: Sequence[str], where: str) -> None:
    """Open it with whichever secret fits; a changed, cut or lengthened file is refused."""
    from pyrage import DecryptError, decrypt_io, x25519

    watched = _Watched(target)
    try:
        decrypt_io(source, watched, [x25519.Identity.from_str(secret) for secret in secrets])
    except DecryptError as cause:
        if "No matching keys" not in str(cause):
            raise _damaged(where) from None
        raise PackageRefusal(
            "It is sealed to a key that this hub does not hold, or no longer opens with.",
            where=where,
            do="Publish the hub's present key, and have the provider add it and prepare again.",
        ) from None
    except OSError:
        if watched.failed:
            raise watched.failed from None
        raise _damaged(where) from None


class _Watched:
    """Tells a full disk from a damaged file: age gives both the same name."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self.failed: OSError | None = None

    def write(self, block: bytes) -> int:
        """As the file does."""
        try:
            return self._target.write(block)
        except OSError as cause:
            self.failed = cause
            raise

    def flush(self) -> None:
        """As the file does."""
        self._target.flush()


def _damaged(where: str) -> PackageRefusal:
    return PackageRefusal(
        "The sealed package is not whole, or was changed on its way.",
        where=where,
        do="Ask the provider to send it again.",
    )
