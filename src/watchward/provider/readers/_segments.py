"""HL7 segments from a file, one at a time, whatever ends them; MLLP's frame bytes fall away.

Delimiters are those that the last header segment names; nothing that is not a segment passes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from watchward.errors import InputRefusal

BLOCK = 64 * 1024
LONGEST = 1024 * 1024
MOST_FIELDS = 1_000
ENDS = re.compile(rb"[\r\n\x0b\x1c]+")
NAME = re.compile(r"[A-Z][A-Z0-9]{2}")
HEADERS = ("MSH", "FHS", "BHS")
CHARSETS = {
    **dict.fromkeys(("", "ASCII", "UNICODE UTF-8", "UTF-8"), "utf-8"),
    "8859/1": "latin-1",
    "8859/15": "iso8859-15",
}
HEX = re.compile(r"X(?:[0-9A-Fa-f]{2})+")


@dataclass(frozen=True)
class Marks:
    """What separates, in the order in which a header names them."""

    field: str
    component: str
    repetition: str
    escape: str
    part: str


@dataclass(frozen=True)
class Segment:
    """One segment: its fields as written, and where it stands."""

    name: str
    fields: tuple[str, ...]  # numbered as HL7 does: fields[0] is the name
    marks: Marks
    number: int
    file: str

    def field(self, number: int) -> str:
        """A whole field as written, empty where it is left out or said to be nothing."""
        value = self.fields[number] if number < len(self.fields) else ""
        return "" if value == '""' else value

    def text(self, number: int, component: int = 1) -> str:
        """A component without its escapes; the first part of one that has parts."""
        parts = self.field(number).split(self.marks.component)
        value = parts[component - 1] if component <= len(parts) else ""
        value = "" if value == '""' else value.split(self.marks.part)[0]
        return unescaped(value, self.marks).strip()

    def repeated(self, number: int) -> bool:
        """True where a field has several values."""
        return self.marks.repetition in self.field(number)

    def wrong(self, what: str) -> InputRefusal:
        """A refusal that names the segment by its number, never by what it holds."""
        return InputRefusal(
            f"The segment {what}.",
            where=f"{self.file}, segment {self.number:,}",
            do="Export the messages again as they were sent, whole and in their order.",
        )


def segments(file: BinaryIO, name: str) -> Iterator[Segment]:
    """Every segment in order."""
    marks = Marks("|", "^", "~", "\\", "&")
    charset = "utf-8"
    for number, raw in enumerate(_lines(file, name), 1):
        unread = Segment("", (), marks, number, name)
        head = raw[:3].decode("latin-1")
        if not NAME.fullmatch(head):
            raise unread.wrong("does not begin with a name of three letters")
        if head in HEADERS:
            marks = _marks(raw, unread)
            charset = _charset(raw, marks, unread) if head == "MSH" else charset
        try:
            text = raw.decode(charset)
        except UnicodeDecodeError:
            raise unread.wrong("is not written in the characters that MSH-18 names") from None
        fields = text.split(marks.field)
        if len(fields[0]) != 3 or len(fields) > MOST_FIELDS:
            raise unread.wrong("does not have its fields where its delimiters say")
        if head in HEADERS:  # the first delimiter is itself field 1
            fields.insert(1, marks.field)
        yield replace(unread, name=head, fields=tuple(fields), marks=marks)


def _lines(file: BinaryIO, name: str) -> Iterator[bytes]:
    rest = file.read(3).removeprefix(b"\xef\xbb\xbf")
    while block := file.read(BLOCK):
        *whole, rest = ENDS.split(rest + block)
        yield from filter(bytes.strip, whole)
        if len(rest) > LONGEST:
            raise InputRefusal(
                "A segment is far too long.",
                where=name,
                do="Export the messages without documents or pictures in them.",
            )
    yield from filter(bytes.strip, ENDS.split(rest))


def _marks(raw: bytes, unread: Segment) -> Marks:
    """MSH|^~\\&|: five different marks, none of them a letter, digit or space."""
    found = raw[3:8].decode("latin-1")
    plain = found.isascii() and not any(mark.isalnum() or mark.isspace() for mark in found)
    if (
        len(set(found)) != 5
        or not plain
        or not found.isprintable()
        or raw[8:9] not in (raw[3:4], b"", b"#")
    ):
        raise unread.wrong("names no five delimiters, as in MSH|^~\\&|")
    return Marks(*found)


def _charset(raw: bytes, marks: Marks, unread: Segment) -> str:
    fields = raw.decode("latin-1").split(marks.field)
    said = fields[17].split(marks.repetition)[0].strip() if len(fields) > 17 else ""
    if said not in CHARSETS:
        raise unread.wrong("names characters (MSH-18) that are not read: use UNICODE UTF-8")
    return CHARSETS[said]


def unescaped(value: str, marks: Marks) -> str:
    """Escapes for delimiters, line ends and hexadecimal; any other, such as highlighting, goes."""
    if marks.escape not in value:
        return value
    plain = dict(
        zip(
            "FSRET",
            (marks.field, marks.component, marks.repetition, marks.escape, marks.part),
            strict=True,
        )
    )
    parts = value.split(marks.escape)
    if len(parts) % 2 == 0:
        return value  # not closed: as it stands
    for at in range(1, len(parts), 2):
        code = parts[at]
        if HEX.fullmatch(code):
            parts[at] = bytes.fromhex(code[1:]).decode("utf-8", "replace")
        else:
            parts[at] = plain.get(code, " " if code in (".br", ".sp") else "")
    return "".join(parts)
