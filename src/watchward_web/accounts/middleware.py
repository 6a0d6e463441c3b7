"""A session ends after half an hour without a click and after twelve hours in any case.

When what its owner may do has changed, it goes on under a new name.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from watchward_web.core.clock import now

NOTED_EVERY = 60  # seconds: a write at each click would cost more than it tells


class SessionLimits:
    """Signs out a person whose session is too old; what they asked for then asks for a sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Judge the session, then pass on."""
        if request.session.get("signed_in_at") is not None:
            moment = now().timestamp()
            seen = request.session.get("seen_at", 0)
            idle = moment - seen > settings.SESSION_IDLE_SECONDS
            old = moment - request.session["signed_in_at"] > settings.SESSION_ABSOLUTE_SECONDS
            if idle or old:
                logout(request)
            else:
                _go_on(request, moment)
        response = self.get_response(request)
        if getattr(request, "signed_out", False):
            # Whoever uses this browser next finds nothing of what was read.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def _go_on(request: HttpRequest, moment: float) -> None:
    changed = getattr(request.user, "privileges_at", None)
    if changed and changed.timestamp() >= request.session.get("renewed_at", 0):
        request.session["renewed_at"] = moment
        request.session.cycle_key()
    if moment - request.session.get("seen_at", 0) > NOTED_EVERY:
        request.session["seen_at"] = moment
