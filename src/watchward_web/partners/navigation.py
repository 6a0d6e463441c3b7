"""The row above every page and the row of its section, from the rules: what this role may open."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from watchward_web.core.rules import Rule, rules
from watchward_web.core.sections import SECTIONS, Section
from watchward_web.partners.seat import Seat


@dataclass(frozen=True)
class Item:
    """A page that is named in a row: `current` where it is open, `active` where one below it is."""

    text: str
    href: str
    current: bool
    active: bool


@dataclass(frozen=True)
class Part:
    """A section that this role opens: its first page, and every page that it names."""

    section: Section
    text: str
    href: str
    current: bool
    active: bool
    pages: tuple[Item, ...]


def navigation(seat: Seat, path: str) -> tuple[Part, ...]:
    """The sections with a page for this role; the one that `path` belongs to is marked."""
    named = [(rule, _address(rule, seat.partnership.slug)) for rule in _opened(seat)]
    # A page belongs to the longest address that its own begins with: meetings/decisions/7/ to
    # the decisions, meetings/7/ to the meetings.
    here = max((href for _, href in named if path.startswith(href)), key=len, default="")
    parts = []
    for section, text in SECTIONS.items():
        pages = tuple(
            Item(str(rule.nav), href, current=path == href, active=path != href == here)
            for rule, href in named
            if rule.section is section
        )
        if pages:
            parts.append(_part(section, str(text), pages))
    return tuple(parts)


def _part(section: Section, text: str, pages: tuple[Item, ...]) -> Part:
    first = pages[0]
    inside = any(page.current or page.active for page in pages)
    return Part(
        section,
        text,
        first.href,
        current=first.current,
        active=inside and not first.current,
        pages=pages,
    )


def open_part(parts: Iterable[Part]) -> Part | None:
    """The section that is open, where it has more than one page to choose from."""
    return next((p for p in parts if (p.current or p.active) and len(p.pages) > 1), None)


def _opened(seat: Seat) -> list[Rule]:
    """Those this role may read, in a section's own order: its own app first, then what it lends."""
    found = [r for r in rules() if r.section and seat.role in r.verbs.get("GET", frozenset())]
    return sorted(found, key=lambda rule: _lent(rule.url, rule.section))


def _lent(url: str, section: Section | None) -> bool:
    return url.startswith("partners:") != (section is Section.PARTNERSHIP)


def _address(rule: Rule, partnership: str) -> str:
    return _reversed(rule.url, partnership, tuple(rule.example.items()))


@lru_cache(maxsize=4096)
def _reversed(url: str, partnership: str, example: tuple[tuple[str, str | int], ...]) -> str:
    """Addresses do not change while the site runs, and every page names a dozen."""
    return reverse(url, kwargs={"partnership": partnership, **dict(example)})
