"""What every page's template may name: the person, their seat, the pages that their role opens."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest

from watchward_web.core.welsh_review import page_reviewed
from watchward_web.partners.navigation import navigation, open_part


def page(request: HttpRequest) -> dict[str, Any]:
    """A context processor of the Jinja templates."""
    seat = getattr(request, "seat", None)
    user = getattr(request, "user", None)
    match = getattr(request, "resolver_match", None)
    parts = navigation(seat, request.path) if seat else ()
    return {
        "seat": seat,
        "person": user.name if user is not None and user.is_authenticated else "",
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
        "navigation": parts,
        "within": open_part(parts),
        "welsh_reviewed": page_reviewed(match.view_name if match else ""),
        "personas": apps.is_installed("watchward_web.nonprod"),
        "notices": [str(message) for message in get_messages(request)],
    }
