"""An organisation's own sign-in (OpenID Connect): off unless the environment names an issuer."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from watchward.errors import UsageRefusal

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_NAMES = {
    "CLIENT": "the client id that the issuer gave this site",
    "SECRET": "the client secret that the issuer gave this site",
}


@dataclass(frozen=True)
class Issuer:
    """Who signs people in, and as whom this site asks; `factors` are acr values that count."""

    issuer: str
    client: str
    secret: str
    name: str
    factors: tuple[str, ...]

    def providers(self) -> dict[str, Any]:
        """As allauth wants it. Its id follows the issuer: another issuer's people are others."""
        app = {
            "provider_id": f"oidc-{sha256(self.issuer.encode()).hexdigest()[:16]}",
            "name": self.name,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {
                "server_url": self.issuer.rstrip("/"),
                "issuer": self.issuer,
                "oauth_pkce_enabled": True,
                "factors": list(self.factors),
            },
        }
        return {"openid_connect": {"APPS": [app]}}


def read_issuer(
    environ: Mapping[str, str] | None = None, *, production: bool = True
) -> Issuer | None:
    """WATCHWARD_WEB_OIDC_ISSUER, _CLIENT, _SECRET, _NAME, _FACTORS; None where there is none."""
    env = os.environ if environ is None else environ
    issuer = env.get("WATCHWARD_WEB_OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    parts = urlsplit(issuer)
    plain = parts.scheme == "http" and parts.hostname in LOOPBACK and not production
    if not parts.hostname or not (parts.scheme == "https" or plain) or parts.query:
        raise UsageRefusal(
            "The issuer is not an https address.",
            where="WATCHWARD_WEB_OIDC_ISSUER",
            do="Write it exactly as the issuer's own configuration page does.",
        )
    given = {name: env.get(f"WATCHWARD_WEB_OIDC_{name}", "") for name in _NAMES}
    for name, value in given.items():
        if not value:
            raise UsageRefusal(
                "An issuer is named, and a setting beside it is missing.",
                where=f"WATCHWARD_WEB_OIDC_{name}",
                do=f"Set it: {_NAMES[name]}.",
            )
    factors = env.get("WATCHWARD_WEB_OIDC_FACTORS", "").split(",")
    return Issuer(
        issuer=issuer,
        client=given["CLIENT"],
        secret=given["SECRET"],
        name=env.get("WATCHWARD_WEB_OIDC_NAME", "") or parts.hostname,
        factors=tuple(word.strip() for word in factors if word.strip()),
    )
