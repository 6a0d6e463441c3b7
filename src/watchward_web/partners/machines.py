"""A machine at the door: the key that its request shows, and the answers that it understands.

A key counts only on pages whose rule says so, and only where nobody is signed in. HTTP Basic is
for programs that know nothing else (Excel, Power BI, QGIS) and for reading only: a browser sends it
along by itself, so that a form on another site could use it.
"""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from watchward_web.accounts.adapter import client_address
from watchward_web.core.clock import now
from watchward_web.core.rules import rule_of
from watchward_web.partners.seat import Seat
from watchward_web.partners.services import admit, note_refused
from watchward_web.partners.throttle import WINDOW, count_wrong, throttled
from watchward_web.partners.tokens import TokenSeen, ident_of

READING = ("GET", "HEAD")
PROBLEM = "application/problem+json"


class MachineMiddleware:
    """Before the check of forms: `request.key` is what a machine shows, None where none does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        request.key = None
        request.token = None
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        """No form's token is asked for where no session could be abused."""
        match = request.resolver_match
        rule = rule_of(match.view_name if match else "")
        if rule and rule.machine and not request.user.is_authenticated:
            request.key = shown_key(request)
            request._dont_enforce_csrf_checks = True


def shown_key(request: HttpRequest) -> str | None:
    """The key of the Authorization header; "" where the header holds something else."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    kind, _, rest = header.partition(" ")
    if kind.lower() == "bearer":
        return rest.strip()
    if kind.lower() == "basic" and request.method in READING:
        try:
            return base64.b64decode(rest.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


def admit_machine(request: HttpRequest, scope: str) -> tuple[TokenSeen, Seat] | HttpResponse:
    """Who the key stands for, or the answer: 401 for every sort of wrong key, 429 for too many."""
    key, address, moment = request.key, client_address(request), now()
    if key is None:
        return problem(request, 401, "Show a key.", scope=scope)
    if throttled(address, ident_of(key)):
        return problem(request, 429, "Too many wrong keys. Try again later.")
    found = admit(key, now=moment)
    if found is None:
        count_wrong(address, ident_of(key))
        note_refused(key, now=moment)
    # A good key at the wrong door is no guess: it is not counted.
    if found is None or found[0].scope != scope:
        return problem(request, 401, "The key does not open this.", scope=scope)
    return found


def problem(request: HttpRequest, status: int, title: str, *, scope: str = "") -> JsonResponse:
    """RFC 9457, in English only: a program reads it."""
    told = {"type": "about:blank", "title": title, "status": status, "request": request.number}
    response = JsonResponse(told, status=status, content_type=PROBLEM)
    if status == 401:
        basic = ', Basic realm="Watchward", charset="UTF-8"' if request.method in READING else ""
        response.headers["WWW-Authenticate"] = f'Bearer realm="Watchward", scope="{scope}"{basic}'
    if status == 429:
        response.headers["Retry-After"] = str(WINDOW)
    return response


def wants_page(request: HttpRequest) -> bool:
    """A browser says that it takes HTML; it is then asked to sign in like anywhere else."""
    return "text/html" in request.headers.get("Accept", "")
