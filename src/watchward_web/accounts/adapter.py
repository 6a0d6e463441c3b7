"""What allauth asks the site: nobody opens an account for themselves."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

_MISMATCH = _("The user name or the password is not right. Check both and try again.")


class Adapter(DefaultAccountAdapter):
    """People join by invitation only (partners/services.py)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "too_many_login_attempts": _("Too many tries. Wait fifteen minutes and try again."),
        "enter_current_password": _("Give the password that you have now."),
        "incorrect_password": _("The password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """What allauth's own limits count by."""
        return client_address(request)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Names are given by the invitation."""


def client_address(request: HttpRequest) -> str:
    """Behind a proxy, the last address that it added: earlier ones are the visitor's own claim."""
    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if forwarded:
            return str(forwarded)
    return str(request.META.get("REMOTE_ADDR", ""))


def tried_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """What the lockout counts by: the name or address that was typed, in small letters."""
    given = credentials or {}
    name = given.get("username") or given.get("email") or request.POST.get("login", "")
    return str(name).strip().casefold()
