"""What axes shows after too many wrong passwords."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from watchward_web.core.views.errors import too_many


def locked(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """The same for a name that exists and one that does not."""
    return too_many(request)
