"""The file of an upload on our disk: under a name of our own, written part by part, to stay."""

import os
import shutil
from pathlib import Path

from django.conf import settings

from watchward.contract.container import MAGIC
from watchward.contract.sealed import AGE


def uploads_folder() -> Path:
    """Where all of them lie."""
    return Path(settings.DATA) / "uploads"


def folder_of(ident: str) -> Path:
    """One upload's own."""
    return uploads_folder() / ident


def file_of(ident: str) -> Path:
    """The file; nothing of its name is the sender's."""
    return folder_of(ident) / "package.part"


def begin_file(ident: str) -> None:
    """An empty file that survives a power cut."""
    folder = folder_of(ident)
    folder.mkdir(parents=True, mode=0o700)
    os.close(os.open(file_of(ident), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    for kept in (folder, uploads_folder()):
        _sync_folder(kept)


def adopt_file(ident: str, path: Path) -> None:
    """A file that came whole, by a form."""
    folder_of(ident).mkdir(parents=True, mode=0o700)
    shutil.move(path, file_of(ident))
    with file_of(ident).open("rb") as moved:
        os.fsync(moved.fileno())
    for kept in (folder_of(ident), uploads_folder()):
        _sync_folder(kept)


def write_part(ident: str, part: bytes, *, at: int) -> None:
    """On the disk before anybody is told so; a part that was never acknowledged is written over."""
    handle = os.open(file_of(ident), os.O_WRONLY)
    try:
        written = 0
        while written < len(part):
            written += os.pwrite(handle, part[written:], at + written)
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_file(ident: str) -> None:
    """Whether or not it is there."""
    shutil.rmtree(folder_of(ident), ignore_errors=True)


def begins_like_a_package(start: bytes) -> bool:
    """Its first bytes say what it is; an extract, a workbook or an archive ends here."""
    return start.startswith((MAGIC, AGE))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
