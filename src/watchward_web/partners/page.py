"""What every page's template may name: the person, their seat, the pages that their role opens."""

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse

from watchward_web.core.rules import rules
from watchward_web.partners.seat import Seat


def page(request: HttpRequest) -> dict[str, Any]:
    """A context processor of the Jinja templates."""
    seat = getattr(request, "seat", None)
    user = getattr(request, "user", None)
    return {
        "seat": seat,
        "person": user.name if user is not None and user.is_authenticated else "",
        "navigation": navigation(seat, request.path) if seat else [],
        "personas": apps.is_installed("watchward_web.nonprod"),
        "notices": [str(message) for message in get_messages(request)],
    }


def navigation(seat: Seat, path: str) -> list[dict[str, Any]]:
    """The pages that say what they are called in the navigation, if this role opens them."""
    items = []
    # What people come for first; the partnership's own housekeeping after it.
    for rule in sorted(rules(), key=lambda each: each.url.startswith("partners:")):
        if rule.nav and seat.role in rule.verbs.get("GET", frozenset()):
            href = _address(rule.url, seat.partnership.slug, tuple(rule.example.items()))
            items.append(
                {
                    "text": str(rule.nav),
                    "href": href,
                    "current": path == href,
                    "active": path != href and path.startswith(href),
                }
            )
    return items


@lru_cache(maxsize=4096)
def _address(url: str, partnership: str, example: tuple[tuple[str, str | int], ...]) -> str:
    """Addresses do not change while the site runs, and every page names a dozen."""
    return reverse(url, kwargs={"partnership": partnership, **dict(example)})
