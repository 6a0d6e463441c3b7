"""How much may be sent: said by whoever sends, and refused, before the first byte comes."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

MB, GB = 1024**2, 1024**3
MOST_BYTES = 2 * GB  # a month of a million records is a hundredth of it
PART_BYTES = 4 * MB  # what our own senders use
MOST_PART_BYTES = 8 * MB
QUOTA = 8 * GB  # of one agency, on its way
MOST_OPEN = 20  # uploads of one agency at a time
SPARE = 1 * GB  # room on the disk that no upload may take
HOURS = 24  # without a part, after which an upload is forgotten


class NotTaken(Exception):
    """Why a part or a whole upload is not taken; `code` is for programs and for our own words."""

    def __init__(self, code: str, *, arrived: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.arrived = arrived


@dataclass(frozen=True)
class Underway:
    """What an agency has on its way."""

    uploads: int
    size: int


def most_bytes() -> int:
    """The largest file that is taken; UPLOAD_MOST_BYTES changes it."""
    return int(getattr(settings, "UPLOAD_MOST_BYTES", MOST_BYTES))


def check_room(size: int, *, underway: Underway, folder: Path) -> None:
    """Refuse what is too large for us, for the agency's share or for the disk."""
    if size > most_bytes():
        raise NotTaken("too_large")
    quota = int(getattr(settings, "UPLOAD_QUOTA", QUOTA))
    if underway.uploads >= MOST_OPEN or underway.size + size > quota:
        raise NotTaken("quota")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(folder).free - size < int(getattr(settings, "UPLOAD_SPARE", SPARE)):
        raise NotTaken("no_room")
