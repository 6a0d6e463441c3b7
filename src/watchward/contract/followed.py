"""People who are followed, as a plan names them, and what was counted of them, as it is handed in.

The counts come from whoever ran the programme: no store of pooled records can follow a person,
since pseudonyms end with their month. They are totals; nothing of one person is read.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from watchward.errors import InputRefusal

# Each design's groups, the first of them and others that must be there, and those that may be.
GROUPS = {"cohort": ("taken",), "repeats": ("before", "after")}
MAY_BE = {"cohort": ("compared",), "repeats": ()}
WHOLE = ("people", "counted", "lost")


@dataclass(frozen=True)
class Followed:
    """Who is followed, what is counted of them, how they are chosen; each for `window` months."""

    who: str
    counted: str
    chosen: str
    window: int


@dataclass(frozen=True)
class Group:
    """`counted` of `people`; `lost` could not be followed to the end, `months` is the average."""

    people: int
    counted: int
    lost: int
    months: float

    @property
    def known(self) -> int:
        """People who were followed to the end."""
        return self.people - self.lost


@dataclass(frozen=True)
class Outcome:
    """What was counted, by group; `of` is the SHA-256 of the registration that it answers."""

    groups: Mapping[str, Group]
    by: str
    at: str
    sha256: str
    of: str
    amended: int = 0


def read_followed(said: Mapping[str, Any], *, where: str) -> Followed:
    """From the plan's table; refused where a word is missing or the window is no whole number."""
    texts = {one: " ".join(str(said.get(one, "")).split()) for one in ("who", "counted", "chosen")}
    window = said.get("window")
    if not all(texts.values()) or not isinstance(window, int) or window < 1:
        raise InputRefusal(
            "It does not say who is followed, what is counted, how they are chosen or how long.",
            where=where,
            do="Give who, counted and chosen in words, and window in whole months.",
        )
    return Followed(**texts, window=window)


def read_groups(written: bytes, *, design: str, window: int, name: str) -> dict[str, Group]:
    """The groups of a file that hands an outcome in; strict."""
    try:
        said = tomllib.loads(written.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InputRefusal("It is not TOML in UTF-8.", where=name, do="Mend the file.") from None
    missing = [one for one in GROUPS[design] if one not in said]
    strange = sorted(set(said) - {*GROUPS[design], *MAY_BE[design]})
    if missing or strange:
        raise InputRefusal(
            f"It lacks {', '.join(missing)}." if missing else f"Not known: {', '.join(strange)}.",
            where=name,
            do=f"Give the groups of the design {design}: {', '.join(GROUPS[design])}.",
        )
    return {one: _group(said[one], window, where=f"{name}, {one}") for one in said}


def _group(said: Any, window: int, *, where: str) -> Group:
    known = {*WHOLE, "months"}
    right = isinstance(said, dict) and {"people", "counted", "months"} <= set(said) <= known
    if right:
        whole = [said.get(one, 0) for one in WHOLE]
        months = said["months"]
        right = all(type(one) is int and one >= 0 for one in whole)
        right = right and type(months) in (int, float) and 0 < months <= window
        right = right and whole[2] < whole[0] and whole[1] + whole[2] <= whole[0]
    if not right:
        raise InputRefusal(
            "Its numbers cannot be.",
            where=where,
            do="Give people, counted and lost as whole numbers (those counted and those lost are "
            "among the people, not all of whom are lost), and months followed, at most the "
            f"{window} registered.",
        )
    people, counted, lost = (int(said.get(one, 0)) for one in WHOLE)
    return Group(people, counted, lost, float(said["months"]))
