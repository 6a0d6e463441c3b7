"""A full disk is said plainly, whichever library met it first: each complains in its own way."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from watchward.errors import Refusal, StoreRefusal
from watchward.lake.store import Store

NUMBERS = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
WORDS = (
    "no space left on device",
    "disk is full",
    "disk i/o error",
    "file too large",
    "quota exceeded",
    *(f"os error {number})" for number in NUMBERS),
)
NOTHING = "Nothing of this package has been stored."
STORED = "The package itself is stored; the ledger and the receipt will follow."


@contextmanager
def full_disk_refused(store: Store, *, stored: bool = False) -> Iterator[None]:
    """`stored` says on which side of the commit we are: what has been committed stays."""
    try:
        yield
    except Refusal:
        raise
    except Exception as error:
        if not is_full(error):
            raise
        raise StoreRefusal(
            f"The disk is full. {STORED if stored else NOTHING}",
            where=str(store.path),
            do="Make room, then receive the package again.",
        ) from error


def is_full(error: BaseException) -> bool:
    """True where the error is a lack of room."""
    if isinstance(error, OSError) and error.errno in NUMBERS:
        return True
    text = str(error).lower()
    return any(word in text for word in WORDS)
