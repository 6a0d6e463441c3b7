"""What was written about premises, as pages need it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class EntrySeen:
    """One entry; `days` is how many are left until it is due, below zero once it is late."""

    number: int
    premises: str
    kind: str
    happened_on: dt.date
    what: str
    text: str
    source: str
    result: str
    due: dt.date | None
    done_on: dt.date | None
    exhibit: bool
    days: int | None

    @property
    def late(self) -> bool:
        """Past its day, and not done."""
        return self.days is not None and self.days < 0


@dataclass(frozen=True)
class ConditionSeen:
    """One condition."""

    number: int
    theme: str
    objective: str
    text: str
    state: str
    since: dt.date
    checked_on: dt.date | None
    kept: str


@dataclass(frozen=True)
class ChallengeSeen:
    """One challenge; `upheld` is None until it is answered."""

    number: int
    raised_on: dt.date
    raised_by: str
    line: str
    why: str
    answered_on: dt.date | None
    answer: str
    upheld: bool | None


@dataclass(frozen=True)
class Tested:
    """Test purchases: how many first ones failed, and how many of those made again after one."""

    first: int
    first_failed: int
    again: int
    again_failed: int

    @property
    def first_share(self) -> str:
        """In whole per cent; "" where none was made."""
        return _share(self.first_failed, self.first)

    @property
    def again_share(self) -> str:
        """In whole per cent; "" where none was made."""
        return _share(self.again_failed, self.again)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""
