"""Is a ZIP of tables what it seems? Its directory is judged before anything of it is unpacked."""

import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

from watchward.errors import InputRefusal

DIRECTORY_END = b"PK\x05\x06"
TAIL = 65_557
LOCAL = 30
ENTRIES = 20_000  # three files a month for each of 44 forces, in twelve years
DIRECTORY_BYTES = 4 * 1024 * 1024
UNPACKED = 16 * 1024 * 1024 * 1024
RATIO = 100
SMALL = 64 * 1024
ENCRYPTED = 0x1
PACKED = (".zip", ".gz", ".7z", ".rar", ".bz2", ".xz", ".tar")
AGAIN = "Download it again, whole."
UNPACK = "Unpack it yourself, look at what it holds, and give the CSV files one by one."


def check_archive(file: BinaryIO, path: Path) -> None:
    """Refuse a bomb, a password, names that lead elsewhere, archives within."""
    size = path.stat().st_size
    counted, fault = _directory(file, size)
    if fault:
        raise InputRefusal(fault, where=path.name, do=AGAIN)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
    fault = next((fault for entry in entries if (fault := _fault(entry))), "")
    if not fault and len(entries) != counted:
        fault = "The archive's directory lists fewer files than it counts: it is damaged."
    if not fault and not all(_named_alike(file, entry) for entry in entries):
        fault = "The archive's directory and its files have different names: it is damaged."
    packed = sum(entry.compress_size for entry in entries)
    if not fault and (packed > size or sum(entry.file_size for entry in entries) > UNPACKED):
        fault = "The archive is far larger inside than tables pack to."
    if fault:
        raise InputRefusal(fault, where=path.name, do=UNPACK)
    file.seek(0)


def _directory(file: BinaryIO, size: int) -> tuple[int, str]:
    """How many files its end counts, and what is wrong with it.

    Its own size first: listing a million entries would take longer than refusing them.
    """
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    at = tail.rfind(DIRECTORY_END)
    if at < 0 or len(tail) - at < 22:
        return 0, "The archive is damaged or cut short."
    entries, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    file.seek(0)
    if entries > ENTRIES or length > DIRECTORY_BYTES:
        return entries, "The archive lists far more files than tables of crimes."
    return entries, ""


def _named_alike(file: BinaryIO, entry: zipfile.ZipInfo) -> bool:
    """A name changed by accident would take a month out without a word."""
    if entry.header_offset < 0:
        return False
    file.seek(entry.header_offset)
    head = file.read(LOCAL)
    if len(head) < LOCAL or not head.startswith(b"PK\x03\x04"):
        return False
    name = file.read(struct.unpack("<H", head[26:28])[0])
    written = entry.orig_filename
    return name in (written.encode("utf-8", "replace"), written.encode("cp437", "replace"))


def _fault(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
        return "The archive holds a name that leads out of it."
    if entry.flag_bits & ENCRYPTED:
        return "The archive has a password."
    if name.lower().endswith(PACKED):
        return "The archive holds another packed file."
    if entry.file_size > max(SMALL, RATIO * max(1, entry.compress_size)):
        return "The archive is far larger inside than tables pack to."
    return ""
