"""Which code made an answer: a version number alone can lie, so a hash of its source is added."""

import hashlib
from functools import cache
from pathlib import Path

import watchward

SOURCES = (".py", ".sql", ".toml", ".j2", ".typ", ".css", ".csv")


@cache
def code_version() -> str:
    """Worked out once a process: its own source does not change under it."""
    root = Path(watchward.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.suffix in SOURCES):
        digest.update(path.relative_to(root).as_posix().encode("utf-8") + b"\0")
        digest.update(path.read_bytes())
    return f"{watchward.__version__}+{digest.hexdigest()[:8]}"
