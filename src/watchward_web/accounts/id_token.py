"""Reading an ID token (OpenID Connect Core 1.0, 3.1.3.7): signed by the issuer, for us, now, once.

allauth leaves the signature unchecked where the token came over TLS, and knows no nonce; both are
checked here, so that a mistake in one of the two is not enough.
"""

import datetime as dt
import hmac
from collections.abc import Collection, Mapping
from typing import Any

import jwt

# Signatures only the issuer can make; nothing with a shared secret, and never "none".
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
SKEW = 60  # seconds by which two clocks may differ
FRESH = 600  # seconds after which a token that was just asked for is too old
NEEDED = ["iss", "aud", "sub", "exp", "iat", "nonce"]


class WrongToken(Exception):
    """The token proves nothing. Why is for the log's reader only, and holds no value of it."""


def read_id_token(
    text: str,
    *,
    keys: Mapping[str, Any],
    issuer: str,
    client: str,
    nonce: str,
    now: dt.datetime,
) -> dict[str, Any]:
    """The claims, once each of them has been checked."""
    try:
        header = jwt.get_unverified_header(text)
        claims: dict[str, Any] = jwt.decode(
            text,
            key=_key(keys, header),
            algorithms=[header["alg"]],
            audience=client,
            issuer=issuer,
            # The moment is judged below, by the site's own clock.
            options={
                "require": NEEDED,
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise WrongToken(type(wrong).__name__) from None
    _check_moment(claims, now.timestamp())
    _check_ours(claims, client=client, nonce=nonce)
    return claims


def _key(keys: Mapping[str, Any], header: Mapping[str, Any]) -> Any:
    if header.get("alg") not in ALGORITHMS:
        raise WrongToken("algorithm")
    signing = [key for key in keys["keys"] if key.get("use", "sig") == "sig"]
    if "kid" in header:
        signing = [key for key in signing if key.get("kid") == header["kid"]]
    if len(signing) != 1:
        raise WrongToken("no such key")
    return jwt.PyJWK(signing[0], algorithm=header["alg"]).key


def _check_moment(claims: Mapping[str, Any], now: float) -> None:
    starts = [float(claims[name]) for name in ("iat", "nbf") if name in claims]
    if now > float(claims["exp"]) + SKEW:
        raise WrongToken("expired")
    if max(starts) > now + SKEW or float(claims["iat"]) < now - FRESH:
        raise WrongToken("not of this moment")


def _check_ours(claims: Mapping[str, Any], *, client: str, nonce: str) -> None:
    if not nonce or not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise WrongToken("nonce")
    others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if others else client) != client:
        raise WrongToken("for another party")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise WrongToken("subject")


def second_factor(claims: Mapping[str, Any], factors: Collection[str]) -> bool:
    """Whether the issuer says that it asked for a second factor (RFC 8176, or an agreed acr)."""
    methods = claims.get("amr")
    return (isinstance(methods, list) and "mfa" in methods) or claims.get("acr") in factors


def verified_email(claims: Mapping[str, Any]) -> str:
    """The address, only where the issuer says in so many words that it has checked it."""
    email = claims.get("email")
    return email if isinstance(email, str) and claims.get("email_verified") is True else ""
