"""What location text says once case, punctuation and shortenings no longer matter."""

import re
import tomllib
import unicodedata
from pathlib import Path

LONGEST = 400  # characters looked at: a cell is a phrase, and a page of text is not one
_READ = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
SHORT: dict[str, str] = _READ["short"]
LISTS: dict[str, frozenset[str]] = {k: frozenset(v.split()) for k, v in _READ["lists"].items()}
KINDS: dict[str, frozenset[str]] = {k: frozenset(v.split()) for k, v in _READ["kinds"].items()}
PLACELESS = ("police_station", "prison", "hospital")
POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?) ?([0-9][a-z]{2})\b")
SLASHED = re.compile(r"\b([on])[/\\]([sk])\b")
NOT_HOME = re.compile(
    r"\b(?:way|walk|walking|walked|going|went|get|getting|journey|travelling) home\b"
    r"|\bhome (?:bargains|base|from|ground|office)\b"
    r"|\b(?:care|nursing|childrens|residential|funeral) home\b"
)


def plain(text: str) -> str:
    """Small letters, digits and single spaces; doing it again changes nothing."""
    text = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    text = unicodedata.normalize("NFKD", text)
    text = SLASHED.sub(r"\1\2", text).replace("&", " and ")
    text = re.sub(r"['’`\u0300-\u036f]", "", text)
    found = re.findall(r"[a-z0-9]+", text)
    said: list[str] = []
    for word in (SHORT.get(word, word) for word in found):
        if not said or said[-1] != word:
            said.append(word)
    return " ".join(said)


def key_of(name: str) -> str:
    """What a name is looked up by: its words without spaces, “the” and “and” left out."""
    return "".join(word for word in plain(name).split() if word not in ("the", "and"))


def kind_of(words: list[str]) -> str:
    """Kind of place that the words themselves speak of, or unknown."""
    for kind, known in KINDS.items():
        if any(word in known for word in words):
            return kind
    return "unknown"


def says_home(phrase: str) -> bool:
    """Whether it speaks of where somebody lives: then nothing else in it is looked at."""
    words = NOT_HOME.sub(" ", phrase).split()
    person, dwelling = LISTS["person"], LISTS["dwelling"]
    if "home" in words or any(word in LISTS["private"] for word in words):
        return True
    for at, word in enumerate(words):
        following = words[at + 1 : at + 3]
        if word in person and any(one in dwelling for one in following):
            return True
        if (
            word in person
            and word not in ("own", "his", "her", "my", "their")
            and (at > 0 and words[at - 1] in ("at", "in", "outside", "near", "a") and not following)
        ):
            return True
    return ("address" in words or "private house" in phrase) or bool(
        re.search(r"\bwhere (?:he|she|they|pt|patient) lives?\b|\blives? (?:at|in|with)\b", phrase)
    )


def says_nothing(phrase: str) -> bool:
    """Whether every word only says that nobody knows."""
    return all(word in LISTS["unknown"] for word in phrase.split())
