"""What allauth asks about people who come from an issuer: nobody comes in uninvited."""

import secrets
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from watchward_web.accounts.provider import LINK_SHOWN
from watchward_web.accounts.services import link_issuer
from watchward_web.core.clock import now
from watchward_web.core.views.errors import error
from watchward_web.partners.services import Gone, arrive, note_issuer_failed, note_stranger


class ArrivalAdapter(DefaultSocialAccountAdapter):
    """The issuer says who somebody is; whether they may come in is said here."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        """From the environment only: a row in a table of the database names no issuer."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def generate_state_param(self, state: dict[str, Any]) -> str:
        """256 random bits; allauth's own has 95."""
        return secrets.token_urlsafe(32)

    def get_requests_session(self) -> Any:
        """The issuer's addresses are where they were said to be: nothing is followed elsewhere."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Carries what the token says as far as `pre_social_login`."""
        sociallogin.user.email = data.get("email") or ""
        sociallogin.user.name = data.get("name") or ""
        return sociallogin.user

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_why: Any) -> NoReturn:
        """One page for everything that can go wrong over there; why is not told to the visitor."""
        note_issuer_failed(now=now())
        raise ImmediateHttpResponse(_failed(request))

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """After the token has been believed, before anybody is signed in."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_link(request, sociallogin))
        if sociallogin.is_existing:
            return
        user = sociallogin.user
        try:
            person = arrive(
                sociallogin,
                email=user.email,
                name=user.name,
                link_shown=request.session.pop(LINK_SHOWN, ""),
                now=now(),
            )
        except Gone:
            person = None
        if person is None:
            note_stranger(now=now())
            raise ImmediateHttpResponse(_stranger(request))


def _link(request: HttpRequest, login: Any) -> HttpResponse:
    """Only for who is signed in, and has just given their password: views/issuer.py sees to it."""
    if request.user.is_authenticated and _is_free(login, request.user):
        if not login.is_existing:
            link_issuer(login, request.user, by=f"person:{request.user.pk}", now=now())
        messages.success(request, _("The accounts are linked."))
        return redirect("accounts:home")
    note_issuer_failed(now=now())
    return _failed(request)


def _is_free(login: Any, person: Any) -> bool:
    """Linked to nobody else there, and the person to no other subject of the issuer's."""
    if login.is_existing:
        return bool(login.user == person)
    rows = SocialAccount.objects.filter(user=person, provider=login.account.provider)
    return not rows.exists()


def _failed(request: HttpRequest) -> HttpResponse:
    return error(
        request,
        status=401,
        title=_("You could not be signed in"),
        text=_("Your organisation's sign-in did not say who you are. Go back and try again."),
    )


def _stranger(request: HttpRequest) -> HttpResponse:
    return error(
        request,
        status=403,
        title=_("There is no account for you here"),
        text=_(
            "Your organisation knows you, and no partnership here has invited you by the address "
            "that it has checked. Open the link of your invitation, or ask your administrator."
        ),
    )
