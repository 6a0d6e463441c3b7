"""allauth's OpenID Connect, made stricter; allauth finds the provider by this file's name.

Stricter: the issuer in the discovery document must be the one that was configured, every address
there must be https, the ID token is read by `id_token.py`, nothing is asked of or kept from the
issuer beyond who the person is, and the visitor's own address can change nothing of the question.
"""

import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from watchward_web.accounts.id_token import (
    WrongToken,
    read_id_token,
    second_factor,
    verified_email,
)
from watchward_web.core.clock import now

# In the session: the hash of an invitation's secret whose page leads to the issuer.
LINK_SHOWN = "issuer_invitation"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class IssuerClient(OpenIDConnectOAuth2Adapter):
    """Speaks to the issuer; `state` is what was kept when the person was sent there."""

    state: dict[str, Any]

    @property
    def openid_config(self) -> dict[str, Any]:
        """The discovery document, once it says that it is the right one."""
        config: dict[str, Any] = super().openid_config
        wanted = self.get_provider().app.settings["issuer"]
        if config.get("issuer") != wanted:
            raise OAuth2Error("the discovery document is another issuer's")
        schemes = {urlsplit(str(config.get(name, ""))).scheme for name in ENDPOINTS}
        if schemes - {urlsplit(wanted).scheme, "https"}:
            raise OAuth2Error("an endpoint of the issuer is not https")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the issuer sends the person back to."""
        return str(request.build_absolute_uri(reverse("accounts:issuer_callback")))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Who it is, from the ID token; where that has no address, from the userinfo page too."""
        try:
            claims = read_id_token(
                str(kwargs["response"].get("id_token", "")),
                keys=self._keys(),
                issuer=app.settings["issuer"],
                client=app.client_id,
                nonce=str(self.state.get("nonce", "")),
                now=now(),
            )
        except WrongToken as wrong:
            raise OAuth2Error(str(wrong)) from wrong
        if "email" not in claims and self.openid_config.get("userinfo_endpoint"):
            claims = self._with_userinfo(claims, token.token)
        return self.get_provider().sociallogin_from_response(request, claims)

    def _keys(self) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            found: dict[str, Any] = answer.json()
        return found

    def _with_userinfo(self, claims: dict[str, Any], token: str) -> dict[str, Any]:
        said = self._fetch_user_info(token)
        if said.get("sub") != claims["sub"]:
            raise OAuth2Error("the userinfo page is about somebody else")
        told = {name: said.get(name) for name in ("email", "email_verified", "name")}
        return {**told, **claims}


class IssuerProvider(OpenIDConnectProvider):
    """What is asked of the issuer, and what is kept of its answer."""

    oauth2_adapter_class = IssuerClient

    def redirect(
        self, request: HttpRequest, process: str, next_url: str = "", **_ignored: Any
    ) -> HttpResponse:
        """Send the person there, with PKCE, a state and a nonce of this one attempt."""
        nonce = secrets.token_urlsafe(32)
        asked = {"nonce": nonce}
        if self.app.settings["factors"]:
            asked["acr_values"] = " ".join(self.app.settings["factors"])
        sent: HttpResponse = super().redirect(
            request,
            process,
            next_url or None,
            auth_params=asked,
            scope=self.get_default_scope(),
            nonce=nonce,
        )
        return sent

    def extract_uid(self, data: dict[str, Any]) -> str:
        """`sub`, and never an address: addresses are given to other people in time."""
        return str(data["sub"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """For the adapter; nothing of it is kept."""
        return {"email": verified_email(data), "name": str(data.get("name") or "")[:120]}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """None for allauth: whose address it is is decided in partners/arriving.py."""
        return []

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Kept beside `sub`: whether the issuer asked for a second factor the last time."""
        return {"second_factor": second_factor(data, self.app.settings["factors"])}


provider_classes = [IssuerProvider]
