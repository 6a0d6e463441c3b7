"""Names in the alphabet of the page: in Welsh, ch, dd, ff, ng, ll, ph, rh and th are letters."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.utils.translation import get_language

from watchward.reference.welsh import collated

One = TypeVar("One")


def by_name(found: Iterable[One], name: Callable[[One], str]) -> list[One]:
    """Sorted as the reader of this page looks a name up."""
    welsh = get_language() == "cy"
    return sorted(found, key=lambda one: collated(name(one)) if welsh else _plain(name(one)))


def _plain(name: str) -> tuple[int, ...]:
    return tuple(map(ord, name.casefold()))
