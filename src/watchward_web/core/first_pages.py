"""A line that one app has for the first page of another: siblings do not import each other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Line:
    """Words with a link; `urgent` where somebody is waiting."""

    text: str
    href: str
    urgent: bool = False


Give = Callable[..., "Line | None"]
_GIVERS: dict[str, Give] = {}


def offer(name: str, give: Give) -> None:
    """Called once when an app starts; `give(seat, now=…)` is None for whom it is nothing to."""
    _GIVERS[name] = give


def first_page_lines(seat: Any, *, now: datetime) -> tuple[Line, ...]:
    """What every app has to say to this seat."""
    said = (give(seat, now=now) for give in _GIVERS.values())
    return tuple(line for line in said if line is not None)
