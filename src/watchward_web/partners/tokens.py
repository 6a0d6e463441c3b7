"""What a key for a machine looks like, and what is known of one. Its secret is kept as a hash.

`wwt_NAME_SECRET`: the name finds the key's row, so that the secret itself is never looked up by
but compared, in the same time whether it is nearly right or not.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass

PREFIX = "wwt"
FEED, SUBMIT = "feed", "submit"
SCOPES = (FEED, SUBMIT)
DAYS = 366
EACH = 20  # open keys of one person in one partnership
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_NOBODY = hashlib.sha256(b"nobody").hexdigest()


@dataclass(frozen=True)
class TokenSeen:
    """A key without its secret."""

    ident: str
    scope: str
    name: str
    person_id: int
    person_name: str
    agency: str
    issued_at: dt.datetime
    expires_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None

    def open(self, now: dt.datetime) -> bool:
        """Neither withdrawn nor past its last moment."""
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True)
class Issued:
    """A new key, with the only copy of its secret."""

    token: TokenSeen
    secret: str


def new_ident() -> str:
    """Names a key; no secret."""
    return "".join(secrets.choice(_LETTERS) for _ in range(10))


def new_secret(ident: str) -> str:
    """What the machine shows: 256 random bits after the key's name."""
    return f"{PREFIX}_{ident}_{secrets.token_hex(32)}"


def ident_of(shown: str) -> str:
    """The name of the key that was shown; "" where it is none of ours."""
    parts = shown.split("_")
    known = len(parts) == 3 and parts[0] == PREFIX and len(parts[1]) <= 12
    return parts[1] if known else ""


def hash_of_key(shown: str) -> str:
    """What is kept. Not salted or slowed down: 256 random bits cannot be guessed from a list."""
    return hashlib.sha256(shown.encode()).hexdigest()


def matches(shown: str, kept: str | None) -> bool:
    """Whether it is the key, in the same time for a key that is not there."""
    same = hmac.compare_digest(hash_of_key(shown), kept or _NOBODY)
    return same and kept is not None
