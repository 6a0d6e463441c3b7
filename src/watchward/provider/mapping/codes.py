"""Which listed code a local word means. Sure only where every part of the word is understood."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from watchward.contract.dataset import Field
from watchward.provider.mapping.words import LISTS, plain
from watchward.reference import CodeList, code_list

LEADING = re.compile(r"^\s*[a-z0-9]{1,4}\s*[-:.)=]\s*")
BRACKETS = re.compile(r"\(([^()]*)\)")
PARTS = re.compile(r"\s*(?:/|\bor\b|\bneu\b|,|;)\s*")
IDLE = {"a", "an", "the", "of", "with", "by", "in", "on", "at", "to", "and"} | {
    *("assault", "assaulted", "attack", "attacked", "type")
}


@dataclass(frozen=True)
class Word:
    """A local word, what it is taken for ("" for nothing), and whether that is certain."""

    text: str = field(repr=False)
    cells: int
    code: str
    sure: bool
    listed: bool  # the list knows the word itself: nothing needs saving


def codes_of(field: Field) -> CodeList:
    """The field's list."""
    return code_list(field.codes or "yes_no")


def propose_codes(field: Field, words: Counter[str]) -> tuple[Word, ...]:
    """One for each word, the commonest first."""
    name = field.codes or "yes_no"
    most = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Word(word, cells, *_read_as(word, name)) for word, cells in most)


@lru_cache(maxsize=10_000)  # asked once for every field that a column could be
def _read_as(word: str, list_name: str) -> tuple[str, bool, bool]:
    """The code, whether it is certain, whether the list itself knows the word."""
    exact, spellings = _exact(list_name), _spellings(list_name)
    if word in exact:
        return exact[word], True, True
    meant = _meant(word, spellings)
    if meant:
        return meant, True, False
    suggested = LISTS["suggest"].get(list_name, {}).get(word) or _nearest(word, spellings)
    return suggested, False, False


@cache
def _exact(list_name: str) -> dict[str, str]:
    listed = code_list(list_name)
    return {**listed.aliases, **{code.casefold(): code for code in listed.labels}}


@cache
def _spellings(list_name: str) -> dict[str, str]:
    """Plain spelling → code; one that stands for two is nobody's."""
    found: dict[str, str] = {}
    doubtful = set()
    own = _exact(list_name)
    plain_answers = LISTS["code"]["yes_no"] if {"yes", "no"} <= set(own.values()) else {}
    others = {**plain_answers, **LISTS["code"].get(list_name, {})}
    for spelling, code in (*own.items(), *others.items()):
        said = _bare(spelling)
        if said and found.setdefault(said, code) != code:
            doubtful.add(said)
    return {said: code for said, code in found.items() if said not in doubtful}


def _bare(text: str) -> str:
    return " ".join(word for word in plain(text).split() if word not in IDLE)


def _meant(word: str, spellings: Mapping[str, str]) -> str:
    """The one code that the whole word, its parts or what its brackets add all agree on."""
    whole = spellings.get(_bare(word), "")
    if whole:
        return whole
    led = LEADING.match(word)
    rest = word[led.end() :] if led else word
    outside, inside = BRACKETS.sub(" ", rest), BRACKETS.findall(rest)
    parts = [part for piece in (outside, *inside) for part in PARTS.split(piece) if _bare(part)]
    meant = {spellings.get(_bare(part), "") for part in parts}
    if led and (coded := spellings.get(_bare(led.group()), "")):
        meant.add(coded)
    return meant.pop() if len(meant) == 1 else ""


def _nearest(word: str, spellings: Mapping[str, str]) -> str:
    """A guess to show a person: the code that most of the word's parts speak for, if one does."""
    said = set(_bare(word).split())
    votes: Counter[str] = Counter()
    for spelling, code in spellings.items():
        if len(spelling) > 2 and set(spelling.split()) <= said:
            votes[code] = max(votes[code], len(spelling))
    best = votes.most_common(2)
    tied = len(best) == 2 and best[0][1] == best[1][1]
    return best[0][0] if best and not tied else ""
