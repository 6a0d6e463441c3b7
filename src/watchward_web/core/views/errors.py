"""Error pages: the same whether a thing is absent or only not yours; they need no database."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return error(
        request,
        status=400,
        title=_("The request could not be understood"),
        text=_("Go back and try again. If you followed a link, it may be incomplete."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page exists, and everybody may know that; this role does not open it."""
    return error(
        request,
        status=403,
        title=_("Your role does not open this page"),
        text=_("The table of roles says who may. Ask your partnership's administrator."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 where a form's token is missing or old."""
    return error(
        request,
        status=403,
        title=_("The form was open for too long"),
        text=_("Go back, load the page again and send the form once more."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return error(
        request,
        status=404,
        title=_("Page not found"),
        text=_("Check the address. If you followed a link, it may be old."),
    )


def not_allowed(request: HttpRequest, verbs: list[str]) -> HttpResponse:
    """405."""
    response = error(
        request,
        status=405,
        title=_("That cannot be done to this page"),
        text=_("Go back and use the buttons and links of the page."),
    )
    response.headers["Allow"] = ", ".join(verbs)
    return response


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429."""
    response = error(
        request,
        status=429,
        title=_("Too many tries"),
        text=_("Wait fifteen minutes and try again."),
    )
    response.headers["Retry-After"] = "900"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500: a mistake of ours; the number finds it in the log. 503 where the database is away."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return error(
        request,
        status=500,
        title=_("Sorry, there is a problem with the service"),
        text=_("Try again later. What you had sent may not have been saved."),
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503."""
    response = error(
        request,
        status=503,
        title=_("Sorry, the service is unavailable"),
        text=_("Try again in a few minutes."),
    )
    response.headers["Retry-After"] = "60"
    return response


def error(request: HttpRequest, *, status: int, title: str, text: str) -> HttpResponse:
    """Rendered without seat or session, so that it works when those are what is broken."""
    told: dict[str, Any] = {"title": title, "text": text, "number": getattr(request, "number", "")}
    page = loader.render_to_string("core/error.html", told)
    return HttpResponse(page, status=status)
