"""Providers' keys: pinned when first met, trusted once a person has compared and enrolled them."""

import datetime as dt
import sqlite3

from watchward.errors import PackageRefusal, UsageRefusal
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store

ENROLLED = "enrolled"
PINNED = "pinned on first use, not verified"


def key_known_as(
    connection: sqlite3.Connection, *, provider: str, public_key: str, production: bool, where: str
) -> str:
    """How the key is known; refused where it is not the provider's, or must be enrolled first."""
    rows = connection.execute(
        "select public_key, state from key where provider = ? and state <> 'withdrawn'", (provider,)
    ).fetchall()
    states = {row["public_key"]: row["state"] for row in rows}
    if states.get(public_key) == "enrolled":
        return ENROLLED
    if production:
        raise PackageRefusal(
            "It is signed with a key that is not enrolled, and a production store takes no other.",
            where=where,
            do="Compare the key with the provider over the telephone, then: watchward enrol.",
        )
    if states and public_key not in states:
        raise PackageRefusal(
            "It is signed with another key than this provider used before.",
            where=where,
            do="Ask the provider whether it has a new key; if so, compare it, then enrol it.",
        )
    return PINNED


def pin(
    connection: sqlite3.Connection, *, provider: str, public_key: str, since: str, by: str
) -> None:
    """Remember a provider's first key; a provider that has one keeps it."""
    connection.execute(
        "insert into key select ?, ?, 'pinned', ?, ?"
        " where not exists (select 1 from key where provider = ?)",
        (provider, public_key, since, by, provider),
    )


def enrol(store: Store, provider: str, public_key_hex: str, by: str, now: dt.datetime) -> None:
    """Trust this key for this provider, and withdraw any other that it had."""
    key = public_key_hex.strip().lower()
    try:
        whole = len(bytes.fromhex(key)) == 32
    except ValueError:
        whole = False
    if not whole:
        raise UsageRefusal(
            "A public key is 64 hexadecimal digits.",
            where="public key",
            do="Copy it whole from what the provider's own `watchward prepare` printed.",
        )
    with ledger(store) as connection:
        connection.execute("update key set state = 'withdrawn' where provider = ?", (provider,))
        connection.execute(
            "insert or replace into key values (?, ?, 'enrolled', ?, ?)",
            (provider, key, now.isoformat(), by),
        )


def keys(store: Store) -> list[dict[str, str]]:
    """Every key ever met, and how it stands."""
    with ledger(store) as connection:
        rows = connection.execute("select * from key order by provider, since").fetchall()
    return [dict(row) for row in rows]
