"""The hub's own keys: age keys that open what providers seal, and one that signs its receipts.

They lie in the store, readable by its owner alone, so that a backup of the store has them.
"""

import datetime as dt
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from watchward.contract.hub_key import CODE, HubKey
from watchward.contract.sealed import new_secret
from watchward.errors import StoreRefusal, UsageRefusal
from watchward.hub.events import reason_given, write_event
from watchward.lake.ledger_file import ledger
from watchward.lake.lock import writer_lock
from watchward.lake.store import Store

WINDOW = dt.timedelta(days=62)  # a package made before a rotation may still be on its way
NEW, ROTATED, REVOKED = "hub key made", "hub key rotated", "hub key revoked"


@dataclass(frozen=True)
class AgeKey:
    """One age key; "" for `until` while it is the present one, and for `secret` once revoked."""

    public: str
    secret: str
    since: str
    until: str = ""

    def opens(self, now: dt.datetime) -> bool:
        """Whether what is sealed to it is still taken."""
        return bool(self.secret) and (
            not self.until or now <= dt.datetime.fromisoformat(self.until)
        )


@dataclass(frozen=True)
class HubKeys:
    """All of them, the present age key last."""

    code: str
    signing: str
    ages: tuple[AgeKey, ...]

    def sign(self, signed: bytes) -> bytes:
        """As the hub."""
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.signing)).sign(signed)

    def secrets(self, now: dt.datetime) -> Sequence[str]:
        """Those that open a package now."""
        return [key.secret for key in self.ages if key.opens(now)]

    @property
    def published(self) -> HubKey:
        """What a provider may know."""
        own = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.signing))
        present = self.ages[-1]
        signing = own.public_key().public_bytes_raw().hex()
        return HubKey(self.code, present.public, signing, present.since)

    def to_text(self) -> str:
        """The file for providers."""
        return self.published.to_text(self.sign)


def hub_keys(store: Store) -> HubKeys | None:
    """The store's keys; None where none have been made."""
    path = _path(store)
    if not path.exists():
        return None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise StoreRefusal(
            "Others on this machine can read the hub's keys.",
            where=path.name,
            do="Make it yours alone (chmod 600); if it may have been read, revoke the key.",
        )
    try:
        held: Mapping[str, Any] = json.loads(path.read_text("ascii"))
        ages = tuple(AgeKey(**key) for key in held["ages"])
        return HubKeys(held["code"], held["signing"], ages)
    except (ValueError, KeyError, TypeError):
        raise StoreRefusal(
            "The hub's keys cannot be read.", where=path.name, do="Restore them from a backup."
        ) from None


def known_keys(store: Store) -> HubKeys:
    """The store's keys; refused where none have been made."""
    held = hub_keys(store)
    if held is None:
        raise StoreRefusal(
            "This hub has no key yet.", where=store.path.name, do="Make one: watchward hub-key new."
        )
    return held


def make_keys(store: Store, code: str, *, by: str, now: dt.datetime) -> HubKeys:
    """The first keys of a store, under the code by which providers name this hub."""
    if not CODE.fullmatch(code):
        raise UsageRefusal(
            "A hub's code is small letters, digits and hyphens.", where="code", do="Choose another."
        )
    with writer_lock(store):
        if hub_keys(store):
            raise UsageRefusal(
                "This hub has a key already.", where="code", do="Use: watchward hub-key rotate."
            )
        signing = Ed25519PrivateKey.generate().private_bytes_raw().hex()
        made = HubKeys(code, signing, (_age(now),))
        _keep(store, made)
        _noted(store, NEW, made.ages[-1], by=by, now=now, reason="the first key")
    return made


def rotate(store: Store, *, reason: str, by: str, now: dt.datetime) -> HubKeys:
    """A new age key; what was sealed to the old one is taken for another 62 days."""
    said = reason_given(reason)
    with writer_lock(store):
        held = known_keys(store)
        until = _text(now + WINDOW)
        older = tuple(key if key.until else replace(key, until=until) for key in held.ages)
        made = replace(held, ages=(*older, _age(now)))
        _keep(store, made)
        _noted(store, ROTATED, made.ages[-1], by=by, now=now, reason=said)
    return made


def revoke(store: Store, public: str, *, reason: str, by: str, now: dt.datetime) -> HubKeys:
    """Its secret is destroyed; the present key must be rotated first, so that one always stands."""
    said = reason_given(reason)
    with writer_lock(store):
        held = known_keys(store)
        found = [key for key in held.ages[:-1] if key.public == public]
        if not found:
            raise UsageRefusal(
                "That is not an older key of this hub.",
                where="key",
                do="See `watchward hub-key list`; rotate before you revoke the present key.",
            )
        gone = replace(found[0], secret="", until=min(found[0].until, _text(now)))
        made = replace(held, ages=tuple(gone if k.public == public else k for k in held.ages))
        _keep(store, made)
        _noted(store, REVOKED, gone, by=by, now=now, reason=said)
    return made


def _age(now: dt.datetime) -> AgeKey:
    secret, public = new_secret()
    return AgeKey(public, secret, _text(now))


def _text(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")


def _path(store: Store) -> Path:
    return store.path / "hub-keys.json"


def _keep(store: Store, keys: HubKeys) -> None:
    """Whole or not at all; the half-made copy lies where leavings are cleared away."""
    part = store.incoming / "hub-keys.part"
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(json.dumps(asdict(keys), indent=2, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(_path(store))


def _noted(store: Store, kind: str, key: AgeKey, *, by: str, now: dt.datetime, reason: str) -> None:
    with ledger(store) as connection:
        about = {"key": key.public}
        write_event(connection, kind=kind, by=by, at=now, reason=reason, about=about)
