"""Which of a phrase's words are a known place's name: exactly, by sound, or one slip away."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from watchward.geography.gazetteer.book import POSTCODE, Book
from watchward.geography.gazetteer.posts import Posts
from watchward.geography.gazetteer.sound import Vocabulary, sound
from watchward.geography.gazetteer.words import KINDS, LISTS, key_of, plain

LONGEST_NAME = 6
COMMON = LISTS["stop"] | LISTS["relation"] | LISTS["unknown"] | LISTS["person"] | LISTS["dwelling"]
COMMON = COMMON.union(*KINDS.values()) - LISTS["chain"]
METHODS = ("name", "sound", "spelling")


@dataclass(frozen=True)
class Place:
    """A row of the gazetteer, as the matcher holds it."""

    place_id: str
    kind: str
    street: str
    town: str
    postcode: str
    easting: int
    northing: int
    register: str = ""  # the premises' number on the council's register

    def metres_to(self, east: int, north: int) -> float:
        """As the crow flies."""
        return math.hypot(self.easting - east, self.northing - north)


@dataclass(frozen=True)
class Span:
    """Words `start` to `end` of the phrase, and the places that bear that name."""

    start: int
    end: int
    places: tuple[Place, ...]
    method: str
    whole: bool  # the whole name, and not the name without “hotel” or “bar”
    key: str  # the name as the gazetteer has it
    common: bool  # a name of everyday words: only where something else says it is a name


class Index:
    """Every name of a gazetteer, by its key; a shorter form gives way to a whole name."""

    def __init__(self, book: Book) -> None:
        self.whole: dict[str, list[Place]] = {}
        self.shorter: dict[str, list[Place]] = {}
        self.posts = Posts(book.posts)
        vocabulary: set[str] = set()
        for row in book.table.iter_rows(named=True):
            place = Place(
                row["place_id"],
                row["kind"],
                street_key(row["street"]),
                key_of(row["town"]),
                row["postcode"],
                row["easting"],
                row["northing"],
                row["register"],
            )
            words = plain(row["name"]).split()
            vocabulary.update(words)
            self.whole.setdefault(key_of(row["name"]), []).append(place)
            if words and words[0] in LISTS["chain"] and len(words) > 1:
                self.shorter.setdefault(words[0], []).append(place)
            while len(words) > 1 and words[-1] in LISTS["tail"]:
                words = words[:-1]
                self.shorter.setdefault(key_of(" ".join(words)), []).append(place)
        self.vocabulary = Vocabulary(vocabulary)

    def post(self, code: str) -> Place | None:
        """The place that a full postcode stands for, if it is in the list."""
        metres = self.posts.metres(code)
        return Place(f"{POSTCODE} {code}", POSTCODE, "", "", code, *metres) if metres else None

    def spans(self, words: list[str]) -> list[Span]:
        """Names in the phrase, longest and surest first, none inside another."""
        found = sorted(self._every(words), key=_order)
        taken: set[int] = set()
        chosen = []
        for span in found:
            here = range(span.start, span.end)
            if taken.isdisjoint(here):
                taken.update(here)
                chosen.append(span)
        return sorted(chosen, key=lambda span: span.start)

    def _every(self, words: list[str]) -> Iterator[Span]:
        near = [self.vocabulary.near(word) if word not in COMMON else () for word in words]
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + LONGEST_NAME) + 1):
                part = words[start:end]
                if part[0] in ("the", "and") or part[-1] in ("the", "and"):
                    continue
                if span := self._named(part, start, "name"):
                    yield span
                elif any(near[start:end]):
                    yield from self._nearly(part, start, near)

    def _nearly(self, part: list[str], start: int, near: list[tuple[str, ...]]) -> Iterator[Span]:
        choices = [(word, *near[start + at][:2]) for at, word in enumerate(part)]
        for tried in list(product(*choices))[1:27]:
            changed = [(a, b) for a, b in zip(part, tried, strict=True) if a != b]
            if len(changed) > 2:
                continue
            method = "sound" if all(sound(a) == sound(b) for a, b in changed) else "spelling"
            if span := self._named(list(tried), start, method):
                yield span
                return

    def _named(self, part: list[str], start: int, method: str) -> Span | None:
        key = "".join(word for word in part if word not in ("the", "and"))
        places = self.whole.get(key) or self.shorter.get(key)
        if not places:
            return None
        common = all(word in COMMON or word.isdigit() for word in part)
        whole = key in self.whole
        return Span(start, start + len(part), tuple(places), method, whole, key, common)


def street_key(address: str) -> str:
    """The street in an address: without building, number and town."""
    parts = [
        re.sub(r"^\s*[0-9]+[a-z]?(?:\s*-\s*[0-9]+)?\s+", "", p) for p in address.lower().split(",")
    ]
    streets = [part for part in parts if set(plain(part).split()) & KINDS["street"]]
    return key_of(streets[-1] if streets else parts[0])


def _order(span: Span) -> tuple[int, int, int]:
    return (METHODS.index(span.method) > 0, -(span.end - span.start), METHODS.index(span.method))
