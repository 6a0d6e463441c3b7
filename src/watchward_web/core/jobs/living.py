"""Which processes of this machine are alive: each holds a lock on a file, and the kernel lets go.

Only for SQLite, whose processes share a machine: a killed server's work is taken up at once, where
a heartbeat would have to be waited for.
"""

import os
from pathlib import Path

from django.conf import settings


def _folder() -> Path:
    return Path(settings.DATA) / "jobs"


def hold(name: str) -> int:
    """Say that this process lives, for as long as it does; gives the open file."""
    import fcntl

    _folder().mkdir(parents=True, exist_ok=True)
    handle = os.open(_folder() / name, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def dead() -> set[str]:
    """Names whose process has died, each told once: its file is removed."""
    if not _folder().is_dir():
        return set()
    return {file.name for file in _folder().iterdir() if _let_go(file)}


def _let_go(file: Path) -> bool:
    import fcntl

    try:
        handle = os.open(file, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.unlink(missing_ok=True)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(handle)
