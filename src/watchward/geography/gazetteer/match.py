"""From one phrase to a place, its kind and a confidence: or, as often as need be, to no place.

Confidence says how often the place is the right one: *high* is held to 95 in 100 on the test set.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from watchward.geography.gazetteer.book import Book
from watchward.geography.gazetteer.spans import COMMON, Index, Place, Span
from watchward.geography.gazetteer.words import (
    LISTS,
    PLACELESS,
    POSTCODE,
    key_of,
    kind_of,
    plain,
    says_home,
    says_nothing,
)

LEVELS = ("high", "medium", "low")
VISITED = ("pub", "transport", "school", "park", "shop", "street")
ROADS = [[word] for word in sorted(LISTS["road"])]  # as what follows a name
CORNER = 300  # metres within which a venue and a street, or two streets, belong together
REACH = 25_000  # metres round the hospital from which most of its patients come
APART = 3  # how many times farther the second of a name must be


@dataclass(frozen=True)
class Found:
    """What a phrase came to; a home, and what is not known, has no place."""

    kind: str
    place_id: str = ""
    confidence: str = ""
    method: str = "unplaced"
    easting: int | None = None
    northing: int | None = None
    register: str = ""  # the number of licensed premises


class Matcher:
    """One gazetteer, made ready; `aliases` are words that an officer has said what they mean."""

    def __init__(self, book: Book, aliases: Mapping[str, str] | None = None) -> None:
        self.index = Index(book)
        self.hospital = book.hospital
        every = (place for places in self.index.whole.values() for place in places)
        known = {place.place_id: place for place in every}
        self.aliases = {
            plain(words): known[place] for words, place in (aliases or {}).items() if place in known
        }
        for words, one in self.aliases.items():  # also as a name within a longer text
            bearing = self.index.whole.setdefault(key_of(words), [])
            if one not in bearing:
                bearing.append(one)

    def find(self, text: str) -> Found:
        """The place that a text speaks of."""
        phrase = plain(text)
        if not phrase or says_nothing(phrase):
            return Found("unknown")
        if says_home(phrase):
            return Found("home")
        if phrase in self.aliases:
            return _found(self.aliases[phrase], "high", "alias")
        words = phrase.split()
        spans = self.index.spans(words)
        said = _kind_said(words, spans)
        if said in PLACELESS:
            return Found(said)
        venues = [span for span in spans if _kinds(span) == "venue"]
        streets = [span for span in spans if _kinds(span) == "street"]
        towns = {span.key for span in spans if _kinds(span) == "town"}
        post = self._postcode(phrase)
        areas = {out for out, _ in POSTCODE.findall(phrase)} | set(words)
        found = self._venue(
            words, venues, streets, towns=towns, post=post, areas=areas & self.index.posts.outward
        )
        found = found or self._junction(words, streets)
        found = found or self._street(words, streets, towns=towns, named=bool(venues))
        if found and found.method != "venue and street" and _strange(words, spans, found):
            found = replace(found, confidence="low" if found.confidence == "low" else "medium")
        if found is None and post is not None and not words[0].isdigit():
            found = _found(post, "medium", "postcode")
        if found is None or found.kind in PLACELESS:
            return Found(found.kind if found else said)
        return found

    def _postcode(self, phrase: str) -> Place | None:
        """Only one that is in the list: a slip of the pen must not move anybody."""
        for out, inward in POSTCODE.findall(phrase):
            if place := self.index.post(out + inward):
                return place
        return None

    def _venue(
        self,
        words: list[str],
        venues: list[Span],
        streets: list[Span],
        *,
        towns: set[str],
        post: Place | None,
        areas: set[str],
    ) -> Found | None:
        """The first venue that the text is at; one it is only near, where there is no other."""
        usable = [one for one in venues if not one.common or streets or _cued(words, one)]
        begun = {one.start for one in streets}  # “Tesco St Johns Street”
        usable = [
            one for one in usable if one.end in begun or words[one.end : one.end + 1] not in ROADS
        ]
        usable = [_within(one, areas) for one in usable]
        usable.sort(key=lambda one: one.start > 0 and words[one.start - 1] in ("near", "opposite"))
        answers = [
            found
            for span in usable
            if (found := self._resolved(span, words, streets, towns=towns, post=post))
        ]
        if not answers:
            return None
        first, others = answers[0], answers[1:]
        if any(_metres(first, other) > CORNER for other in others):
            return Found(first.kind, first.place_id, "low", *_rest(first))
        return first

    def _resolved(
        self,
        span: Span,
        words: list[str],
        streets: list[Span],
        *,
        towns: set[str],
        post: Place | None,
    ) -> Found | None:
        chain = any(word in LISTS["chain"] for word in words[span.start : span.end])
        keys = {one.key for one in streets}
        by_street = [one for one in span.places if one.street and one.street in keys]
        near = [one for one in span.places if _near_street(one, streets)]
        by_post = [
            one
            for one in span.places
            if post and one.metres_to(post.easting, post.northing) <= CORNER
        ]
        if post and not by_post:
            return None if not by_street else _found(by_street[0], "low", "venue")
        for agreed, method in ((by_street, "venue and street"), (by_post, "venue and postcode")):
            if len(agreed) == 1:
                return _found(agreed[0], "high", method)
        if streets:
            level = "medium" if len(near) == 1 else ""
            return _found(near[0], level, "venue near street") if level else None
        there = [
            one for one in by_post or by_street or span.places if not towns or one.town in towns
        ]
        if towns and not there and any(one.town for one in span.places):
            return None
        return self._alone(there or list(span.places), span, words, chain=chain, town=bool(towns))

    def _alone(
        self, places: list[Place], span: Span, words: list[str], *, chain: bool, town: bool
    ) -> Found | None:
        """Nothing but the name, and perhaps the town."""
        place, sure = self._nearest(places)
        if place is None:
            return None
        long = span.end - span.start > 1 or _cued(words, span)
        if chain:
            level = "medium" if len(places) == 1 and (town or sure) else "low"
        elif sure and span.method == "name" and not span.common and (long or town):
            level = "high" if span.whole or town or len(places) == 1 else "medium"
        elif sure and (span.method != "spelling" or long):
            level = "medium"
        else:
            level = "low"
        return _found(place, level, f"venue by {span.method}")

    def _nearest(self, places: list[Place]) -> tuple[Place | None, bool]:
        """The one near the hospital, and whether it is the only one that could be meant."""
        if len(places) == 1 and self.hospital is None:
            return places[0], True
        if self.hospital is None:
            return None, False
        far = sorted((place.metres_to(*self.hospital), place.place_id, place) for place in places)
        first = far[0]
        if first[0] > REACH:
            return None, False
        alone = len(far) == 1 or (far[1][0] > APART * first[0] and far[1][0] > REACH / 5)
        return first[2], alone

    def _junction(self, words: list[str], streets: list[Span]) -> Found | None:
        if len(streets) < 2:
            return None
        joined = bool({"junction", "corner", "and"} & set(words))
        pairs = sorted(
            (a.metres_to(b.easting, b.northing), a.place_id, b.place_id, a, b)
            for a in streets[0].places
            for b in streets[1].places
        )
        gap, _, _, a, b = pairs[0]
        if gap > 2 * CORNER or (len(pairs) > 1 and pairs[1][0] <= 2 * CORNER):
            return None
        middle = ((a.easting + b.easting) // 2, (a.northing + b.northing) // 2)
        level = "high" if joined and streets[0].method == streets[1].method == "name" else "medium"
        return Found("street", a.place_id, level, "junction", *middle)

    def _street(
        self, words: list[str], streets: list[Span], *, towns: set[str], named: bool
    ) -> Found | None:
        """A street by itself; with a house number it may be where somebody lives: never high."""
        if len(streets) != 1:
            return None
        span = streets[0]
        there = [one for one in span.places if one.town in towns] if towns else list(span.places)
        place, sure = self._nearest(there) if there else (None, False)
        if place is None:
            return None
        numbered = span.start > 0 and words[span.start - 1][0].isdigit()
        level = "high" if sure and span.method == "name" else "medium" if sure else "low"
        if level == "high" and (numbered or named):
            level = "medium"
        return _found(place, level, f"street by {span.method}")


def _found(place: Place, level: str, method: str) -> Found:
    metres = (place.easting, place.northing)
    return Found(place.kind, place.place_id, level, method, *metres, place.register)


def _rest(found: Found) -> tuple[str, int | None, int | None]:
    return found.method, found.easting, found.northing


def _metres(one: Found, other: Found) -> float:
    east = (one.easting or 0) - (other.easting or 0)
    north = (one.northing or 0) - (other.northing or 0)
    return float((east**2 + north**2) ** 0.5)


def _kinds(span: Span) -> str:
    """A name that is a street and a venue is a venue; a town only where it is nothing else."""
    kinds = {place.kind for place in span.places}
    if kinds - {"street", "town"}:
        return "venue"
    return "street" if "street" in kinds else "town"


def _near_street(place: Place, streets: list[Span]) -> bool:
    return any(
        place.metres_to(one.easting, one.northing) <= CORNER
        for span in streets
        for one in span.places
    )


def _within(span: Span, areas: set[str]) -> Span:
    """Only the places of the postcode areas that the text names, where it names any of theirs."""
    there = tuple(one for one in span.places if one.postcode[:-3] in areas)
    return replace(span, places=there) if there else span


def _strange(words: list[str], spans: list[Span], found: Found) -> bool:
    """Whether words are left over that may name a street, or a venue in one, nobody has listed."""
    named = {at for span in spans for at in range(span.start, span.end)}
    left = [at for at, word in enumerate(words) if at not in named and word not in COMMON]
    if found.kind == "street":
        return any(words[at].isalpha() for at in left)
    return any([word] in ROADS for at in left for word in words[at + 1 : at + 2])


def _cued(words: list[str], span: Span) -> bool:
    """A kind of place follows the name, as in “the Crown pub”."""
    after = words[span.end : span.end + 1]
    return bool(after) and kind_of(after) in ("pub", "park", "school", "shop", "transport")


def _kind_said(words: list[str], spans: list[Span]) -> str:
    """The kind of place in the words that are no place's name, then in all of them."""
    named = {at for span in spans for at in range(span.start, span.end)}
    left = [word for at, word in enumerate(words) if at not in named]
    if kind_of(left) in PLACELESS:
        return kind_of(left)
    return next((kind for word in words if (kind := kind_of([word])) in VISITED), "unknown")
