"""Made-up files of each format with what must come of them, known before they are written.

A case says how many records it holds and how many of them cannot be read or are left out. A mutated
one is counted again by somebody else's parser; where that cannot read it either, it says nothing.
"""

import csv
import gzip
import io
import json
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests import extract_formats as formats
from tests.awkward_extracts import records

HOSTILE = (
    *(
        b'"',
        b"'",
        b",",
        b";",
        b"\t",
        b"\r",
        b"\n",
        b"\0",
        b"\xff",
        b"\xc3",
        b"\\",
        b"|",
        b"^",
        b"~",
    ),
    *(b"<", b"</ASSAULT>", b"<ASSAULT>", b"&#0;", b"&x;", b"<![CDATA[", b"<!--", b"]]>", b"<?x?>"),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"null",
        b"1e999",
        b"\\ud800",
        b'"entry":[',
        b"\x0b",
        b"\x1c\r",
    ),
    *(
        b"MSH|^~\\&|",
        b"\rPV1|",
        b"\rBHS|^~\\&|",
        b"\rFTS|9",
        b"=1+1",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
    ),
)


@dataclass(frozen=True)
class Case:
    """A file; `unreadable` and `left_out` of its `read` records give no row."""

    content: bytes
    read: int
    unreadable: int = 0
    left_out: int = 0


def some(chance: random.Random) -> formats.Rows:
    """One to three attendances."""
    return records(chance.randint(1, 3), seed=chance.randrange(1 << 30))


def csv_case(chance: random.Random) -> Case:
    """Rows too short, too long and blank, under each separator and end of line."""
    rows, separator = some(chance), chance.choice(",;\t|").encode()
    header, *lines = formats.csv_file(rows).replace(b",", separator).splitlines()
    bad = 0
    for _ in range(chance.randrange(3)):
        if chance.random() < 0.5:
            lines.insert(chance.randrange(len(lines) + 1), b"x" + separator + b"y")
        else:
            lines.append(lines[0] + separator + b"more")
        bad += 1
    lines.insert(chance.randrange(len(lines) + 1), b"")
    title = chance.choice([[], [b"Synthetic extract"], [b"Synthetic", b"", b"March"]])
    end = chance.choice([b"\n", b"\r\n"])
    return Case(end.join([*title, header, *lines]), len(rows) + bad, bad)


def gzip_case(chance: random.Random) -> Case:
    """A case of plain text, packed."""
    plain = csv_case(chance)
    return Case(gzip.compress(plain.content, 1), plain.read, plain.unreadable)


def wide_case(chance: random.Random) -> Case:
    """A case of plain text in UTF-16, either end first."""
    plain = csv_case(chance)
    mark, kind = chance.choice([(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
    return Case(mark + plain.content.decode().encode(kind), plain.read, plain.unreadable)


def istv_case(chance: random.Random) -> Case:
    """Elements given twice, nested and unknown; comments, entities and prefixes."""
    rows, bad = some(chance), 0
    content = formats.istv(rows)
    for row in rows:
        whole = formats.assault(row).encode()
        kind = chance.randrange(6)
        more = (b"<SEX>F</SEX>", b"<A><B>1</B></A>", b"<!-- a -->", b"<Z>&lt;&#65;</Z>", b"", b"")
        content = content.replace(whole, whole.replace(b"</ASSAULT>", more[kind] + b"</ASSAULT>"))
        bad += kind < 2
    if chance.random() < 0.3:
        content = re.sub(rb"<(/?)([A-Z])", rb"<\1x:\2", content)
        content = content.replace(b"<x:ISTV", b'<x:ISTV xmlns:x="urn:synthetic"')
    return Case(content, len(rows), bad)


def hl7_case(chance: random.Random) -> Case:
    """Other messages, missing and misplaced segments, repetitions, other delimiters."""
    lines, read, bad, out = [], 0, 0, 0
    for row in some(chance):
        kind = chance.randrange(8)
        sent = formats.message(row, kind="ORU^R01" if kind == 0 else "ADT^A04")
        if kind == 1:
            del sent[2]
        elif kind == 2:
            sent[1], sent[2] = sent[2], sent[1]
        elif kind == 3:
            sent[3] += "~20250301"
        elif kind == 4:
            sent += ["ZZZ|1|\\T\\\\X41\\|a", "NTE|1||\\.br\\"]
        lines += sent
        read, bad, out = read + 1, bad + (kind in (1, 2, 3)), out + (kind == 0)
    frame = chance.randrange(3)
    if frame == 1:
        lines = ["BHS|^~\\&|S", *lines, f"BTS|{chance.choice([read, ''])}"]
    text = chance.choice(["\r", "\n", "\r\n"]).join(lines)
    if chance.random() < 0.3:
        text = text.replace("#", " ").replace("|", "#")
    content = b"\x0b" + text.encode() + b"\x1c\r" if frame == 2 else text.encode()
    return Case(content, read, bad, out)


def fhir_case(chance: random.Random) -> Case:
    """Other encounters, elements of the wrong kind, items said twice."""
    bad = out = 0
    entry: list[dict[str, Any]] = []
    rows = some(chance)
    for row in rows:
        held = formats.resources(row)
        kind = chance.randrange(7)
        if kind == 0:
            held[-1]["class"] = {"code": "AMB"}
        elif kind == 1:
            held[-1]["class"] = "EMER"
        elif kind == 2:
            held[0]["gender"] = 1
        elif kind == 3:
            held.append(formats.observation("assault-method", "other", f"Encounter/{row['id']}"))
        bad, out = bad + (kind in (1, 2, 3)), out + (kind == 0)
        entry += [{"resource": one} for one in held]
    chance.shuffle(entry)
    bundle = {"resourceType": "Bundle", "entry": entry, "note": 'synthetic "[{" \\'}
    content = json.dumps(bundle, indent=chance.choice([None, 1])).encode()
    return Case(content, len(rows), bad, out)


def police_case(chance: random.Random) -> Case:
    """A few months, each with rows of its own; one may have no end of line."""
    first, more = chance.randint(1, 10), chance.randint(0, 2)
    months = [f"2024-{month:02d}" for month in range(first, first + more + 1)]
    chance.shuffle(months)
    counts = {month: chance.randint(1, 3) for month in months}
    return Case(formats.archive(counts), sum(counts.values()))


def mutated(content: bytes, chance: random.Random, *, keep: int = 0) -> bytes:
    """The file after one to three accidents; its first `keep` bytes stay."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(keep, max(keep + 1, len(made)))
        until = min(len(made), at + chance.choice([1, 1, 2, 8, 64]))
        kind = chance.randrange(6)
        if kind == 0 and at < len(made):
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del made[at:until]
        elif kind == 2:
            made[at:at] = made[at:until]
        elif kind == 3:
            made[at:at] = chance.choice(HOSTILE)
        elif kind == 4:
            del made[at:]
        else:
            other = chance.randrange(keep, max(keep + 1, len(made)))
            made[other:other] = made[at:until]
    return bytes(made)


def counted_csv(content: bytes) -> int | None:
    """Records with a cell, under the header."""
    try:
        text = content.decode()
        if "\0" in text:
            return None
        header = text[text.index("attendance id") :]
        separator = header[len("attendance id")]
        found = csv.reader(io.StringIO(header, newline=""), delimiter=separator)
        return sum(map(bool, found)) - 1
    except (UnicodeDecodeError, csv.Error):
        return None


def counted_wide(content: bytes) -> int | None:
    """The same, of UTF-16."""
    try:
        return counted_csv(content.decode("utf-16").encode())
    except UnicodeError:
        return None


def counted_istv(content: bytes) -> int | None:
    """Elements called ASSAULT, by the standard library's tree."""
    try:
        tree = ET.fromstring(content)
    except (ET.ParseError, ValueError, LookupError):
        return None
    names = (re.sub(r"[\s_.\-]", "", one.tag.rpartition("}")[2]).lower() for one in tree.iter())
    return sum(name == "assault" for name in names)


def counted_hl7(content: bytes) -> int | None:
    """Segments that begin a message."""
    return sum(line.startswith(b"MSH") for line in re.split(rb"[\r\n\x0b\x1c]+", content))


def counted_fhir(content: bytes) -> int | None:
    """Encounters among the entries."""
    try:
        bundle = json.loads(content)
        held = [one["resource"]["resourceType"] for one in bundle["entry"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return held.count("Encounter")


def unknown(_: bytes) -> int | None:
    """A check sum keeps what is in it as it was: the number of records does not change."""
    return None


Generator = Callable[[random.Random], Case]
Counter = Callable[[bytes], int | None]
FORMATS: dict[str, tuple[Generator, Counter, str]] = {
    "csv": (csv_case, counted_csv, "ed_assault"),
    "gzip": (gzip_case, unknown, "ed_assault"),
    "wide": (wide_case, counted_wide, "ed_assault"),
    "istv": (istv_case, counted_istv, "ed_assault"),
    "hl7": (hl7_case, counted_hl7, "ed_assault"),
    "fhir": (fhir_case, counted_fhir, "ed_assault"),
    "police": (police_case, unknown, "police_street"),
}
