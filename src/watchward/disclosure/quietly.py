"""Keeps a solver's own lines off the terminal: HiGHS writes one of its debugging past its setting.

It goes straight to the process's standard output, where a CSV or an answer may be on its way.
"""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

OUT = 1
_ALONE = Lock()  # the file behind standard output is the whole process's


@contextmanager
def quietly() -> Iterator[None]:
    """Nothing that compiled code prints inside reaches standard output; one thread at a time."""
    with _ALONE:
        kept = _kept()
        if kept is None:
            yield
            return
        null = os.open(os.devnull, os.O_WRONLY)
        try:
            _flush()
            os.dup2(null, OUT)
            yield
        finally:
            _flush()
            os.dup2(kept, OUT)
            os.close(kept)
            os.close(null)


def _kept() -> int | None:
    """Standard output under another number; None where it is closed, or C's cannot be reached."""
    try:
        return os.dup(OUT) if os.name == "posix" else None
    except OSError:
        return None


def _flush() -> None:
    """What C's library holds back: it must go where standard output led when it was written."""
    ctypes.CDLL(None).fflush(None)
