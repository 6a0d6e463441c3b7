"""Headers as plain words of one kind, so that “Inj_DT” and “Dyddiad yr ymosodiad” can be compared.

The words stand in words.toml. A word of the data set that is misspelt or cut short is recognised,
and a word that nobody knows stays: it counts against a likeness.
"""

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Set
from functools import lru_cache
from pathlib import Path
from typing import Any

LISTS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
IDLE = frozenset(LISTS["idle"].split())
OTHER = frozenset(LISTS["other"].split())
EMPTY = frozenset(LISTS["empty"])
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
MISSPELT = 0.84  # "assualt" and "assault" are 0.86 alike, "patient" and "parent" 0.77


def plain(text: str) -> str:
    """Small letters without accents, single spaces for everything that is no letter or digit."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if mark.isascii())
    return " ".join(re.findall(r"[a-z0-9]+", bare.casefold().replace("&", "")))


@lru_cache(maxsize=4_096)
def tokens(header: str) -> frozenset[str]:
    """The words that a header says, each as the lists put it."""
    known: Mapping[str, str] = LISTS["header"]
    said = f" {plain(HUMP.sub(' ', header.strip()))} "
    for phrase in (phrase for phrase in known if " " in phrase):
        said = said.replace(f" {phrase} ", f" {known[phrase]} ")
    words = [word for word in said.split() if word not in IDLE]
    meant = " ".join(known.get(word, word) for word in words).split()
    return frozenset(meant)


def recognised(said: Set[str], vocabulary: Set[str]) -> frozenset[str]:
    """The same words, misspelt and shortened ones as the vocabulary has them."""
    return frozenset(_recognised(word, vocabulary) for word in said)


def _recognised(word: str, vocabulary: Set[str]) -> str:
    if word in vocabulary or word in OTHER or len(word) < 3 or word.isdigit():
        return word
    longer = [one for one in vocabulary if one.startswith(word)]
    if len(longer) == 1:
        return longer[0]
    close = difflib.get_close_matches(word, sorted(vocabulary), n=1, cutoff=MISSPELT)
    return close[0] if close and len(word) >= 5 else word
