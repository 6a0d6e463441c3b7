"""Words that sound or are spelt nearly alike: a key by ear, and spellings one slip away."""

import re
from collections.abc import Iterable
from functools import cache

SHORTEST = 4  # below, one letter makes another word
_RULES = (
    (re.compile(r"^(?:kn|gn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"gh(?=t|$)"), ""),
    (re.compile(r"ck|q|c(?=[^eiyh]|$)"), "k"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=.)[aeiouyhw]+"), ""),
)


@cache
def sound(word: str) -> str:
    """Consonants as they are heard; a word with digits is itself."""
    if not word.isalpha():
        return word
    for pattern, said in _RULES:
        word = pattern.sub(said, word)
    return re.sub(r"(.)\1+", r"\1", word)


def one_slip(left: str, right: str) -> bool:
    """Whether one letter was left out, put in, changed, or two were swapped."""
    if left == right:
        return True
    if abs(len(left) - len(right)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    if at is None:
        return True
    if len(left) == len(right):
        swapped = left[:at] + left[at + 1 : at + 2] + left[at : at + 1] + left[at + 2 :]
        return left[at + 1 :] == right[at + 1 :] or swapped == right
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[at + 1 :] == shorter[at:]


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))} | {word}


class Vocabulary:
    """The gazetteer's own words, found again from words that are nearly those."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._slips: dict[str, list[str]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        for word in sorted(self.words):
            if len(word) >= SHORTEST and word.isalpha():
                for less in _shortened(word):
                    self._slips.setdefault(less, []).append(word)

    def near(self, word: str) -> tuple[str, ...]:
        """Other words of the gazetteer that this may have been meant for, likeliest first."""
        if word in self._known:
            return self._known[word]
        found: tuple[str, ...] = ()
        if len(word) >= SHORTEST and word.isalpha():
            could = {one for less in _shortened(word) for one in self._slips.get(less, ())}
            close = [one for one in could if one != word and one_slip(one, word)]
            close.sort(key=lambda one: (sound(one) != sound(word), one))
            found = tuple(close[:3])
        if len(self._known) < 200_000:
            self._known[word] = found
        return found
