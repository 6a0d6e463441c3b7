"""The choke point: every request passes here, and a page without a rule is open to nobody.

Not signed in: asked to sign in. A partnership that is not yours: the same page as for one that
is not there. Yours, but not your role: told so, for who may open which page is no secret. A machine
with a key sits in its owner's seat, on pages whose rule names the key's scope.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from watchward_web.accounts.permissions import SETTING_UP
from watchward_web.accounts.selectors import has_second_factor
from watchward_web.core.rules import ANYONE, MACHINE, SIGNED_IN, Rule, rule_of
from watchward_web.core.views.errors import forbidden, not_allowed
from watchward_web.partners.machines import admit_machine, problem, wants_page
from watchward_web.partners.selectors import find_seat


class UndeclaredPage(Exception):
    """A URL name without a rule: a mistake of whoever added the page, closed until it is mended."""


class AccessMiddleware:
    """Sets `request.seat` for pages of a partnership, or answers in the view's place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the decision falls in process_view, where the page is known."""
        request.seat = None
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the view run."""
        match = request.resolver_match
        rule = rule_of(match.view_name if match else "")
        if rule is None:
            raise UndeclaredPage(match.view_name if match else "")
        allowed = rule.who(request.method or "")
        if allowed is None:
            return not_allowed(request, sorted(rule.verbs))
        if allowed & {ANYONE, MACHINE}:
            return None
        if not request.user.is_authenticated:
            if rule.machine and (request.key is not None or not wants_page(request)):
                return _machine(request, rule, allowed, str(kwargs.get("partnership", "")))
            return redirect_to_login(request.get_full_path())
        if settings.SECOND_FACTOR_REQUIRED and not _second_factor(request, rule):
            return redirect("mfa_index")
        if SIGNED_IN in allowed:
            return None
        return self._seated(request, allowed, str(kwargs.get("partnership", "")))

    def _seated(
        self, request: HttpRequest, allowed: frozenset[str], partnership: str
    ) -> HttpResponse | None:
        seat = find_seat(request.user.pk, partnership)
        if seat is None:
            raise Http404
        request.seat = seat
        return None if seat.role in allowed else forbidden(request)


def _machine(
    request: HttpRequest, rule: Rule, allowed: frozenset[str], partnership: str
) -> HttpResponse | None:
    found = admit_machine(request, rule.machine)
    if isinstance(found, HttpResponse):
        return found
    token, seat = found
    if seat.partnership.slug != partnership:
        return problem(request, 404, "There is no such partnership.")
    request.seat, request.token = seat, token
    if seat.role not in allowed:
        return problem(request, 403, "The role of the key's owner does not open this.")
    return None


def _second_factor(request: HttpRequest, rule: Rule) -> bool:
    """Whether the person has one, or is setting one up. Asked each time, so removing it counts.

    An issuer that says it asked for one is believed, for the session that it opened.
    """
    told = bool(request.session.get("issuer_factor"))
    return told or rule.url in SETTING_UP or has_second_factor(request.user)
