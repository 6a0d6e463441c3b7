"""Welsh of what the library says, found afterwards from the finished English.

An answer keeps its English, so that its number, its archive and its tests do not hang on a
language; pages and papers are said again in Welsh when they are printed. Words without Welsh stay
English and are kept in `missing`; what was said is kept in `used`, for the guard that asks whether
a speaker has reviewed it.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "words"
NOTE = "Cyfieithiad heb ei adolygu gan siaradwr Cymraeg (Translation not reviewed)"
PUBLIC = "open"  # the audience that is anybody
SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][)”]))\s+(?=[A-Z“\"(])")
PIECES = re.compile(r"(; |: |, | \(|\)|\. |^\d+\. )")
MONTH = "January February March April May June July August September October November December"
MIS = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
SOFT = "Ionawr Chwefror Fawrth Ebrill Fai Fehefin Orffennaf Awst Fedi Hydref Dachwedd Ragfyr"
SHORT = "Ion Chwe Maw Ebr Mai Meh Gor Awst Medi Hyd Tach Rhag"
PLAIN = dict(zip(MONTH.split(), MIS.split(), strict=True))
SOFTENED = dict(zip(MONTH.split(), SOFT.split(), strict=True))
BRIEF = {name[:3]: short for name, short in zip(MONTH.split(), SHORT.split(), strict=True)}
MONTHLY = rf"(?:\d{{1,2}} )?(?:{'|'.join((*PLAIN, *BRIEF))})(?: \d{{4}})?"
WINDOW = re.compile(rf"(\d+) months to ({MONTHLY})")
HELD = {
    "n": r"(?:[Aa]bout )?[−+-]?[\d][\d,.:]*(?: ?%)?",
    "m": MONTHLY,
    "s": MONTHLY,
    "w": rf"(?:\d+ months|month) to {MONTHLY}",
    "l": r"(?:(?![.!?] [A-Z]).)+?",  # names, and never a sentence more
    "x": r".+?",
    "t": r".+?",
}
PLACE = re.compile(r"\\\{(([nmswlxt])\d?)\\\}")
VOWELS = "aeiouwyâêîôûŵŷ"
ORDER = re.compile(r"ch|dd|ff|ng|ll|ph|rh|th|.", re.DOTALL)
ALPHABET = "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z"
FLAT = str.maketrans("âêîôûŵŷáéíóúàèìòùäëïöüẃẁẅýỳÿ", "aeiouwyaeiouaeiouaeiouwwwyyy")


@dataclass(frozen=True)
class Pattern:
    """A message with places, as it is found again in what was said."""

    english: str
    found: re.Pattern[str]
    welsh: tuple[str, ...]


@dataclass
class Welsh:
    """Says things in Welsh, and remembers what it said and what it could not."""

    used: set[str] = field(default_factory=set)  # English messages of the table
    missing: set[str] = field(default_factory=set)  # English that had no Welsh
    names: set[str] = field(default_factory=set)  # a few words that had none: taken for a name

    def said(self, text: str) -> str:
        """A paragraph or a word in Welsh; what has none stays as it is."""
        if not text.strip():
            return text
        whole = self._one(text)
        if whole is not None:
            return whole
        parts = SENTENCE.split(text)
        return " ".join(self._one(part) or self._pieces(part) for part in parts)

    def _one(self, text: str) -> str | None:
        """One message, exactly or by its places; None where the table has none."""
        if not re.search(r"[A-Za-z]", text):
            return text
        cut = self._counted(text) if text.endswith("…") else None
        return self._listed(text) or _dated(text) or cut or self._placed(text)

    def _listed(self, text: str) -> str | None:
        known = table()
        if text.replace("\0", " ") in spoken():
            return text
        for english in (text, text[0].upper() + text[1:], text[0].lower() + text[1:]):
            if english in known:
                self.used.add(english)
                said = known[english][-1]
                return said if english == text or not said else _like(text, said)
        return None

    def _placed(self, text: str) -> str | None:
        for pattern in patterns():
            found = pattern.found.fullmatch(text)
            if found is None:
                continue
            places = {name: self._held(name[0], held) for name, held in found.groupdict().items()}
            if any(held is None for held in places.values()):
                continue
            self.used.add(pattern.english)
            said = _plural(pattern.welsh, found.groupdict()).format(**places)
            said = re.sub(r"\ba tua\b", "a thua", said)
            begins = pattern.english.startswith("{n") and text[0].isupper()
            return said[0].upper() + said[1:] if begins else said
        return None

    def _held(self, kind: str, text: str) -> str | None:
        if kind == "n":
            return re.sub(r"\b[Aa]bout ", "tua ", text)
        if kind in "msw":
            return _window(text) or _dated(text, soft=kind == "s")
        if kind == "l":
            return self._list(text)
        return self._one(text) if kind == "x" else self._one(text) or self._pieces(text, name=True)

    def _list(self, text: str) -> str:
        whole = re.sub(r"([Tt]he night of \w+), from", r"\1,\0from", self._labelled(text))
        items = [one.replace("\0", " ") for one in re.split(r", (?:and )?| and ", whole)]
        return joined([self._one(item) or self._pieces(item, name=True) for item in items])

    def _labelled(self, text: str) -> str:
        """Labels with a stop inside said first, with its commas held back."""
        for label in labels():
            if label in text:
                self.used.add(label)
                text = text.replace(label, table()[label][-1].replace(" ", "\0"))
        return text

    def _pieces(self, text: str, *, name: bool = False) -> str:
        """Piece by piece between its stops: captions, lists of sources, legends."""
        said = []
        for part in PIECES.split(self._labelled(text)):
            bare = not part or PIECES.fullmatch(part)
            said.append(part if bare else self._sides(part, name=name))
        return "".join(said).replace("\0", " ")

    def _sides(self, part: str, *, name: bool) -> str:
        """Side by side of each "and"; where one that is no name has no Welsh, none is said."""
        whole = self._side(part)
        sides = [part] if whole is not None else part.split(" and ")
        found = [whole] if whole is not None else [self._side(side) for side in sides]
        for side, said in zip(sides, found, strict=True):
            if said is None and not name and len(side.split()) > NAMED and "\0" not in side:
                self.missing.add(part)
                return part
            if said is None and "\0" not in side and re.search(r"[A-Za-z]{2}", side):
                self.names.add(side.strip())
        return " a ".join(said or side for side, said in zip(sides, found, strict=True))

    def _side(self, part: str) -> str | None:
        bare = part.lstrip()
        found = self._one(bare) or self._one(bare.rstrip(".")) or self._counted(bare)
        stop = "." if part[-1:] == "." and found and found[-1] != "." else ""
        return None if found is None else part[: len(part) - len(bare)] + found + stop

    def _counted(self, text: str) -> str | None:
        """A number, or a word and its number; a label that was cut short."""
        if re.fullmatch(HELD["n"], text):
            return re.sub(r"^[Aa]bout ", "tua ", text)
        if text.endswith("…"):
            whole = next((en for en in table() if en.startswith(text[:-1])), "")
            return f"{self.said(whole)[: len(text) - 1].rstrip()}…" if whole else None
        found = re.fullmatch(rf"(.+?) ({HELD['n']})", text)
        named = self._one(found[1]) if found else None
        return f"{named} {self._counted(found[2])}" if found and named else None


STOP = re.compile(r", | and ")
NAMED = 4  # words: what is longer is no name, and should have Welsh


def _like(text: str, said: str) -> str:
    """The case of the first letter that the English had."""
    first = said[0].lower() if text[0].islower() else said[0].upper()
    return first + said[1:]


def _window(text: str) -> str | None:
    found = WINDOW.fullmatch(text)
    return f"{found[1]} mis hyd at {_dated(found[2], soft=True)}" if found else None


def _dated(text: str, *, soft: bool = False) -> str | None:
    """A month or a day: October 2026, Oct 2026, 5 November 2026; and windows of months."""
    if WINDOW.fullmatch(text):
        return _window(text)
    if re.fullmatch(r"\d+ months", text):
        return text.replace("months", "mis")
    if not re.fullmatch(MONTHLY, text):
        return None
    names = {**BRIEF, **(SOFTENED if soft else PLAIN)}
    return re.sub(r"[A-Z][a-z]+", lambda found: names[found[0]], text)


def _plural(forms: tuple[str, ...], places: Mapping[str, str]) -> str:
    """The form of the first number: none, one, two, three, six, or any other."""
    if len(forms) == 1:
        return forms[0]
    number = re.sub(r"[^\d]", "", places.get("n", ""))
    return forms[{"0": 0, "1": 1, "2": 2, "3": 3, "6": 4}.get(number, 5)]


def joined(items: list[str]) -> str:
    """One, two a three: ac before a vowel or a number said with one; c, p, t of a word change."""
    if len(items) < 2:
        return "".join(items)
    last = items[-1]
    vowel = last[:1].lower() in VOWELS or re.match(r"(8|1(?!\d\d)|1\d\b)", last)
    last = re.sub(r"^(c(?!h)|p(?!h)|t(?!h))", r"\1h", last)
    return f"{', '.join(items[:-1])} {'ac' if vowel else 'a'} {last}"


def collated(word: str) -> tuple[int, ...]:
    """A key to sort by: ch, dd, ff, ng, ll, ph, rh and th are letters; accents do not count."""
    flat = word.casefold().translate(FLAT)
    places = {letter: at for at, letter in enumerate(ALPHABET.split(), start=100)}
    return tuple(places.get(letter, ord(letter[0]) % 100) for letter in ORDER.findall(flat))


@cache
def table() -> dict[str, tuple[str, ...]]:
    """English → Welsh, one form or six, from every file of Welsh; cy.toml has the last word."""
    files = sorted(HERE.glob("cy*.toml"), reverse=True)
    read = [tomllib.loads(path.read_text("utf-8"))["words"] for path in files]
    return {
        en: (cy,) if isinstance(cy, str) else tuple(cy)
        for words in read
        for en, cy in words.items()
    }


@cache
def spoken() -> frozenset[str]:
    """What is Welsh already: a label that was said before the sentence round it."""
    return frozenset(table()[label][-1] for label in labels())


@cache
def labels() -> tuple[str, ...]:
    """Labels with a comma inside, which must not be taken apart; the longest first."""
    held = [en for en in table() if STOP.search(en) and en[-1] not in ".?:" and "{" not in en]
    return tuple(sorted(held, key=len, reverse=True))


@cache
def patterns() -> tuple[Pattern, ...]:
    """The messages that have places, the ones with most words of their own first."""
    placed = [en for en in table() if PLACE.search(re.escape(en))]
    ordered = sorted(placed, key=lambda en: -len(re.sub(r"\{\w+\}", "", en)))
    return tuple(Pattern(en, _finder(en), table()[en]) for en in ordered)


def _finder(english: str) -> re.Pattern[str]:
    return re.compile(PLACE.sub(lambda m: f"(?P<{m[1]}>{HELD[m[2]]})", re.escape(english)))


def key(english: str, welsh: Iterable[str]) -> str:
    """What a review is of: these words and this Welsh of them."""
    return hashlib.sha256("\0".join((english, *welsh)).encode("utf-8")).hexdigest()[:16]


@cache
def reviewed() -> frozenset[str]:
    """Keys of what a speaker has reviewed."""
    read = tomllib.loads((HERE / "reviewed.toml").read_text("utf-8"))
    return frozenset(one["key"] for one in read["reviewed"] if one["by"] and one["on"])


def all_reviewed() -> bool:
    """Whether a speaker has reviewed every message, so that any paper may go to the public."""
    return not unreviewed(table())


def spoken_to(audience: str, language: str) -> str:
    """The language of a file for this audience: anybody's is English until all is reviewed."""
    return "en" if audience == PUBLIC and not all_reviewed() else language


def unreviewed(used: Iterable[str]) -> list[str]:
    """Which of these messages no speaker has reviewed."""
    return sorted(english for english in used if key(english, table()[english]) not in reviewed())
