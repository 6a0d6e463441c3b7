"""Street files of one force from the monthly archives of data.police.uk.

An archive is one ZIP of all forces for the three years up to its month; members are called
YYYY-MM/YYYY-MM-force-street.csv. Only the members asked for are downloaded.
"""

import shutil
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from watchward.contract.period import month_text
from watchward.errors import InputRefusal, UsageRefusal
from watchward.fetch.ranged import RangedFile
from watchward.reference import code_list

BASE = "https://data.police.uk/data/archive"
LARGEST = 512 * 1024 * 1024


def get_street(
    force: str,
    *,
    months: Sequence[int],
    out: Path,
    base: str = BASE,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Path, ...]:
    """Write one CSV for each month into `out`; a month that is not there refuses, naming it."""
    known = code_list("police_force").labels
    if force not in known:
        raise UsageRefusal(
            "That is not the name of a force at data.police.uk.",
            where="--force",
            do="Use its short name, for example west-yorkshire.",
        )
    out.mkdir(parents=True, exist_ok=True)
    archive = _open(f"{base}/{month_text(max(months))}.zip")
    written = []
    for number, month in enumerate(sorted(months)):
        name = f"{month_text(month)}-{force}-street.csv"
        member = f"{month_text(month)}/{name}"
        if progress:
            progress(name, number, len(months))
        source = (
            archive if member in archive.namelist() else _open(f"{base}/{month_text(month)}.zip")
        )
        written.append(_take(source, member=member, target=out / name))
    return tuple(written)


def _open(url: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(RangedFile(url))
    except zipfile.BadZipFile:
        raise InputRefusal(
            "It is not a ZIP archive.", where=url.rpartition("/")[2], do="Try again later."
        ) from None


def _take(archive: zipfile.ZipFile, *, member: str, target: Path) -> Path:
    """One member, whole or not at all; the ZIP's own checksum is checked as it is read."""
    try:
        info = archive.getinfo(member)
    except KeyError:
        raise InputRefusal(
            "The archive has no such file.",
            where=member,
            do="The force may not have published that month; leave it out.",
        ) from None
    if info.file_size > LARGEST:
        raise InputRefusal("The file is far larger than any street file.", where=member)
    part = target.with_name(target.name + ".part")
    try:
        with archive.open(info) as source, part.open("wb") as file:
            shutil.copyfileobj(source, file)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        part.unlink(missing_ok=True)
        raise InputRefusal(
            "The download was damaged on the way.", where=member, do="Run the same command again."
        ) from None
    part.replace(target)
    return target
