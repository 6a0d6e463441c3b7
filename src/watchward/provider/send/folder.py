"""Puts a package where the hub collects it: a shared folder. The only way out that is built in."""

import os
from pathlib import Path

from watchward.contract.container import copy_hashed
from watchward.errors import StoreRefusal


def send(package: Path, folder: Path) -> Path:
    """Copy the package into `folder` under its own name, whole or not at all; repeat at will."""
    target = folder / package.name
    part = folder / f".{package.name}.{os.getpid()}.part"
    try:
        with package.open("rb") as source, part.open("wb") as out:
            copy_hashed(source, out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except OSError as cause:
        raise StoreRefusal(
            f"The package cannot be sent: {cause.strerror or 'no room or no permission'}.",
            where=str(folder),
            do="Check the folder and its room, then send the same package again.",
        ) from None
    finally:
        if part.exists():
            part.unlink()
    return target
