"""What allauth asks the site: nobody opens an account for themselves."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """People join by invitation only (partners/services.py)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Names are given by the invitation."""


def tried_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """What the lockout counts by: the name or address that was typed, in small letters."""
    given = credentials or {}
    name = given.get("username") or given.get("email") or request.POST.get("login", "")
    return str(name).strip().casefold()
