"""One writer a store. The lock is the kernel's, so that a process that dies gives it back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from watchward.errors import StoreRefusal
from watchward.lake.store import Store


@contextmanager
def writer_lock(store: Store) -> Iterator[None]:
    """Hold the store's writer lock, or refuse at once where another process holds it."""
    import fcntl

    handle = os.open(store.path / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreRefusal(
                "Another process is writing to the store.",
                where=str(store.path),
                do="Wait until it has finished, then try again.",
            ) from None
        yield
    finally:
        os.close(handle)
