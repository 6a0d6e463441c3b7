"""What every view for programs shares: wrong parameters, problems as JSON, and ETags by standing.

An ETag is of what the answer stands on, so a program that asks again costs one look at the disk.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from watchward import __version__
from watchward.errors import Refusal
from watchward_web.core.errors import STATUS
from watchward_web.evidence.answers import Asking, said
from watchward_web.partners.machines import problem, wants_page

View = Callable[..., HttpResponse]
MOST, USUAL = 1000, 100  # items of a page: at most, and where nobody says
FARTHEST = 10**9  # an offset beyond which nobody pages; larger numbers trouble databases
DIGITS = re.compile(r"\d{1,10}", re.ASCII)
# Addresses that answer to programs, whatever goes wrong on the way to a view.
OURS = re.compile(r"/p/[^/]+/(evidence/(api|feeds|ogc)|submissions/api)/")


class Wrong(Exception):
    """A parameter that cannot be read; its name is told and never its value."""


class ProblemsMiddleware:
    """An error page becomes a problem in JSON where a program asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; what is JSON already stays."""
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "")
        if (
            response.status_code < 400
            or not kind.startswith("text/html")
            or not OURS.match(request.path_info)
            or wants_page(request)
        ):
            return response
        told = problem(request, response.status_code, response.reason_phrase)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                told.headers[name] = response.headers[name]
        return told


def for_programs(*allowed: str) -> Callable[[View], View]:
    """Wrap a view: any parameter but these is wrong, and every refusal is a problem."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **named: Any) -> HttpResponse:
            try:
                _known(request.GET, allowed)
                return view(request, **named)
            except Wrong as wrong:
                return problem(request, 400, str(wrong))
            except Http404:
                return problem(request, 404, "There is nothing here of that name for this key.")
            except Refusal as refusal:
                status = next(
                    (code for kind, code in STATUS.items() if isinstance(refusal, kind)), 400
                )
                return problem(request, status, said(refusal))

        return answered

    return wrap


def _known(given: Mapping[str, Any], allowed: Collection[str]) -> None:
    if not set(given) <= set(allowed):
        names = ", ".join(sorted(allowed)) or "none"
        raise Wrong(f"A parameter is not known here. There are: {names}.")


def number(given: Mapping[str, str], name: str, *, otherwise: int, least: int, most: int) -> int:
    """A whole number within limits; above the most allowed is wrong, not cut."""
    text = given.get(name)
    if text is None:
        return otherwise
    if not DIGITS.fullmatch(text) or not least <= int(text) <= most:
        raise Wrong(f"`{name}` is a whole number from {least} to {most}.")
    return int(text)


def paging(given: Mapping[str, str]) -> tuple[int, int]:
    """Limit and offset."""
    return (
        number(given, "limit", otherwise=USUAL, least=1, most=MOST),
        number(given, "offset", otherwise=0, least=0, most=FARTHEST),
    )


def tag(request: HttpRequest, gate: Asking) -> str:
    """Equal for two requests whose answers are equal."""
    parts = (__version__, gate.standing, gate.audience, request.get_full_path())
    return f'"{hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()[:32]}"'


def unchanged(request: HttpRequest, mark: str) -> HttpResponse | None:
    """304 where the program has this answer; nothing leaves, so nothing is written down."""
    asked = request.headers.get("If-None-Match", "")
    known = {one.strip().removeprefix("W/") for one in asked.split(",")}
    if mark not in known:
        return None
    response = HttpResponse(status=304)
    response.headers["ETag"] = mark
    return response


def as_json(
    told: Mapping[str, Any], mark: str = "", *, kind: str = "application/json"
) -> HttpResponse:
    """JSON with its ETag."""
    response = JsonResponse(told, content_type=kind, json_dumps_params={"ensure_ascii": False})
    if mark:
        response.headers["ETag"] = mark
    return response
