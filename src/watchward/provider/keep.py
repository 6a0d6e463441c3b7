"""Writes what is kept in this machine's own folder: whole or not at all, for its owner alone."""

from pathlib import Path

from watchward.contract.container import written_whole
from watchward.errors import UsageRefusal


def keep(path: Path, text: str) -> None:
    """Its folder is made where it is missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with written_whole(path, mode=0o600) as out:
            out.write(text.encode("utf-8"))
    except OSError as cause:
        raise UsageRefusal(
            f"It cannot be written down: {cause.strerror or 'no room or no permission'}.",
            where=str(path.parent),
            do="Make room, or set WATCHWARD_HOME to a folder of your own; then do it again.",
        ) from None
