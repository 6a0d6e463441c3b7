"""Bytes that are certainly UTF-8 text, or a refusal that says what they seem to be instead.

Guessing an encoding would turn names of places into nonsense without anybody noticing.
"""

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from watchward.errors import InputRefusal

UTF8_MARK = b"\xef\xbb\xbf"
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS = "In the spreadsheet choose “Save as”, then “CSV UTF-8”."


class Checked:
    """Blocks of a stream without its byte order mark, and with \\r alone turned into \\n."""

    def __init__(self, stream: BinaryIO, *, name: str) -> None:
        self._stream = stream
        self._name = name
        self._begun = False
        self._lone_returns = False

    def block(self, size: int) -> bytes:
        """As many bytes as asked for, fewer only at the end."""
        parts, wanted = [], size
        try:
            while wanted > 0 and (part := self._stream.read(wanted)):
                parts.append(part)
                wanted -= len(part)
        except OSError as cause:
            raise InputRefusal(
                f"The file cannot be read to its end: {cause.strerror}.",
                where=self._name,
                do="Copy it to this machine and try again.",
            ) from None
        block = b"".join(parts)
        if not self._begun:
            block = self._first(block)
        if b"\0" in block:
            raise self._refusal("The file holds NUL bytes, which text never does.")
        return block.replace(b"\r", b"\n") if self._lone_returns else block

    def _first(self, block: bytes) -> bytes:
        self._begun = True
        if block.startswith(WIDE_MARKS):
            raise self._refusal("The file is UTF-16, not UTF-8.")
        self._lone_returns = b"\n" not in block and b"\r" in block
        return block.removeprefix(UTF8_MARK)

    def text(self, block: bytes, *, row: int) -> str:
        """The block as text; `row` is the number of its first row."""
        try:
            return block.decode("utf-8")
        except UnicodeDecodeError as error:
            at = row + block.count(b"\n", 0, error.start)
            old = not block.isascii() and b"\x81" not in block
            seems = " It seems to be Windows-1252." if old else ""
            raise self._refusal(f"The file is not UTF-8.{seems}", row=at) from None

    def onwards(self, begun: bytes) -> Iterator[str]:
        """Lines of text from `begun` to the end, their line ends kept."""
        raw = io.BufferedReader(cast(io.RawIOBase, _Onwards(begun, self)))
        try:
            yield from io.TextIOWrapper(raw, encoding="utf-8", newline="")
        except UnicodeDecodeError:
            raise self._refusal("The file is not UTF-8.") from None

    def _refusal(self, what: str, *, row: int = 0) -> InputRefusal:
        where = f"{self._name}, row {row}" if row else self._name
        return InputRefusal(what, where=where, do=SAVE_AS)


class _Onwards(io.RawIOBase):
    """Bytes already taken from a source, then the rest of it."""

    def __init__(self, begun: bytes, source: Checked) -> None:
        self._begun = begun
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        part, self._begun = self._begun[:size], self._begun[size:]
        part = part or self._source.block(size)
        buffer[: len(part)] = part
        return len(part)
