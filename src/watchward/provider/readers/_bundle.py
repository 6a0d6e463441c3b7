"""A FHIR Bundle in JSON, cut into its entries while it is read: never whole in memory.

Brackets are counted outside strings; each entry is then read by itself, within bounds.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from watchward.errors import InputRefusal

BLOCK = 256 * 1024
LONGEST = 1024 * 1024  # bytes of one entry
AROUND = 8 * 1024 * 1024  # bytes of all that stands round the entries
DEEPEST = 40
LONGEST_DIGITS = 30
MOST = 500_000
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[{}\[\]]', re.DOTALL)
ENTRY = re.compile(rb'"entry"\s*:\s*\Z')
AGAIN = "Export it again as one FHIR R4 Bundle in JSON, whole."


def entries(file: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    """Every entry of the Bundle; once they are through, the Bundle itself is judged."""
    cutter = _Cutter(name)
    count = 0
    while block := file.read(BLOCK):
        for piece in cutter.cut(block):
            count += 1
            if count > MOST:
                raise _wrong("It has far too many entries.", name)
            entry = _read(piece, name, f"entry {count:,}")
            if not isinstance(entry, dict):
                raise _wrong("An entry is no object.", name, f"entry {count:,}")
            yield entry
    _judge(_read(cutter.rest(), name, ""), name)


class _Cutter:
    """Keeps what stands round the entries, with null in the place of each."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._held = b""
        self._around: list[bytes] = []
        self._kept = 0
        self._looked = 0
        self._trail: list[bytes] = []
        self._inside = False  # the list of entries

    def cut(self, block: bytes) -> list[bytes]:
        """The entries that are whole now."""
        held = self._held + block
        found: list[bytes] = []
        begun, at = 0, self._looked  # where the piece begins, and how far it is looked at
        for token in TOKEN.finditer(held, at):
            if b'"' in held[at : token.start()]:
                break  # a string whose end is not here yet
            at, mark = token.end(), token.group()
            if mark in b"{[":
                if self._inside and len(self._trail) == 2:
                    self._keep(held[begun : token.start()])
                    begun = token.start()
                entry = len(self._trail) == 1 and mark == b"["
                self._inside |= entry and bool(ENTRY.search(held[begun : token.start()]))
                self._trail.append(mark)
                self._refuse_depth()
            elif mark in b"}]":
                self._close(mark)
                if self._inside and len(self._trail) == 2:
                    found.append(held[begun : token.end()])
                    self._keep(b"null")
                    begun = token.end()
                self._inside &= len(self._trail) >= 2
        self._held, self._looked = held[begun:], at - begun
        if len(self._held) > LONGEST or self._kept > AROUND:
            raise _wrong("An entry, or what stands round the entries, is far too long.", self._name)
        return found

    def rest(self) -> bytes:
        """What stands round the entries, once all has been read."""
        if self._trail:
            raise _wrong("It is cut short.", self._name)
        return b"".join((*self._around, self._held))

    def _keep(self, piece: bytes) -> None:
        self._around.append(piece)
        self._kept += len(piece)

    def _close(self, mark: bytes) -> None:
        if not self._trail or self._trail.pop() + mark not in (b"{}", b"[]"):
            raise _wrong("Its brackets do not match.", self._name)

    def _refuse_depth(self) -> None:
        if len(self._trail) > DEEPEST:
            raise _wrong(f"It is nested more than {DEEPEST} deep.", self._name)


def _read(piece: bytes, name: str, place: str) -> Any:
    try:
        return json.loads(
            piece.decode("utf-8"), object_pairs_hook=_once, parse_int=_whole, parse_constant=_none
        )
    except (ValueError, RecursionError):
        raise _wrong("It is no JSON, or gives a name twice.", name, place) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a name given twice nobody can say which is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_DIGITS:
        raise ValueError
    return int(digits)


def _none(_: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError


def _judge(bundle: Any, name: str) -> None:
    """A page of a longer answer would be taken for the whole month."""
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise _wrong("It is JSON, and no FHIR Bundle.", name)
    left = bundle.get("entry", [])
    if not isinstance(left, list) or any(one is not None for one in left):
        raise _wrong("Its entries are no list of objects.", name)
    links = bundle.get("link", [])
    if not isinstance(links, list):
        raise _wrong("Its links are no list.", name)
    if any(isinstance(link, dict) and link.get("relation") == "next" for link in links):
        raise InputRefusal(
            "The Bundle is one page of several.",
            where=name,
            do="Export all pages as one Bundle: the others' records would be missing.",
        )


def _wrong(what: str, name: str, place: str = "") -> InputRefusal:
    return InputRefusal(what, where=f"{name}, {place}" if place else name, do=AGAIN)
