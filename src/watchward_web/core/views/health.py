"""For machines that watch over the site: is the process alive, and can it serve."""

from django.db import Error
from django.http import HttpRequest, HttpResponse

from watchward_web.core.selectors import database_answers


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz(_request: HttpRequest) -> HttpResponse:
    """The database answers too."""
    try:
        ready = database_answers()
    except Error:
        ready = False
    return HttpResponse(
        "ok\n" if ready else "the database does not answer\n",
        content_type="text/plain; charset=utf-8",
        status=200 if ready else 503,
    )
