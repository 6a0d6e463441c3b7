"""Providers' keys: pinned when first met, trusted once a person has compared and enrolled them."""

import datetime as dt
import sqlite3

from watchward.contract.hand_over import HandOver
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.hub.case import SKEW
from watchward.hub.events import reason_given, write_event
from watchward.lake.commits import table_commits
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store
from watchward.lake.tables import held_tables

ENROLLED = "enrolled"
PINNED = "pinned on first use, not verified"
REVOKED = "key revoked"


def key_known_as(
    connection: sqlite3.Connection, *, provider: str, public_key: str, production: bool, where: str
) -> str:
    """How the key is known; refused where it is not the provider's, or must be enrolled first."""
    rows = connection.execute(
        "select public_key, state from key where provider = ?", (provider,)
    ).fetchall()
    states = {row["public_key"]: row["state"] for row in rows}
    if states.get(public_key) == "enrolled":
        return ENROLLED
    if states.get(public_key) == "withdrawn":
        raise PackageRefusal(
            "It is signed with a key that was withdrawn or revoked.",
            where=where,
            do="Ask the provider to prepare it again with its present key.",
        )
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
        _not_revoked(connection, provider=provider, public_key=key)
        connection.execute("update key set state = 'withdrawn' where provider = ?", (provider,))
        connection.execute(
            "insert or replace into key values (?, ?, 'enrolled', ?, ?)",
            (provider, key, now.isoformat(), by),
        )


def revoke(
    store: Store, provider: str, public_key_hex: str, *, reason: str, by: str, now: dt.datetime
) -> tuple[str, ...]:
    """Take nothing more that this key signed; returns the receipts of what it signed before.

    Those stay: whether they are believed is for people to say, and a correction replaces them.
    """
    key, said = public_key_hex.strip().lower(), reason_given(reason)
    with ledger(store) as connection:
        changed = connection.execute(
            "update key set state = 'withdrawn' where provider = ? and public_key = ?",
            (provider, key),
        )
        if not changed.rowcount:
            raise UsageRefusal(
                "This provider has no such key.",
                where="public key",
                do="Copy it whole from what the provider's own `watchward prepare` printed.",
            )
        write_event(
            connection,
            kind=REVOKED,
            provider=provider,
            by=by,
            at=now,
            reason=said,
            about={"key": key},
        )
    return tuple(
        commit.receipt.id
        for name in held_tables(store)
        for commit in table_commits(store, name)
        if (commit.provider, commit.public_key) == (provider, key)
    )


def hand_over(store: Store, said: HandOver, *, by: str, now: dt.datetime) -> str:
    """The new key stands as the old one stood, which is withdrawn; says how that is."""
    made = dt.datetime.fromisoformat(said.at)
    if made.tzinfo is None or made > now + SKEW:
        raise PackageRefusal(
            "It says that it was made in the future: the provider's clock, or ours, is wrong.",
            where=said.provider,
            do="Mend the clock, then try again.",
        )
    with ledger(store) as connection:
        row = connection.execute(
            "select state from key where provider = ? and public_key = ? and state <> 'withdrawn'",
            (said.provider, said.old),
        ).fetchone()
        if row is None:
            raise PackageRefusal(
                "The key that hands over is not this provider's present one.",
                where=said.provider,
                do="Compare the new key over the telephone, then enrol it.",
            )
        _not_revoked(connection, provider=said.provider, public_key=said.new)
        connection.execute(
            "delete from key where provider = ? and public_key = ?", (said.provider, said.new)
        )
        connection.execute(
            "update key set state = 'withdrawn' where provider = ?", (said.provider,)
        )
        connection.execute(
            "insert into key values (?, ?, ?, ?, ?)",
            (said.provider, said.new, row["state"], now.isoformat(), by),
        )
    return ENROLLED if row["state"] == "enrolled" else PINNED


def _not_revoked(connection: sqlite3.Connection, *, provider: str, public_key: str) -> None:
    row = connection.execute(
        "select 1 from event where kind = ? and provider = ? and json_extract(about, '$.key') = ?",
        (REVOKED, provider, public_key),
    ).fetchone()
    if row:
        raise UsageRefusal(
            "That key was revoked, and is never trusted again.",
            where="public key",
            do="Have the provider make another: watchward key rotate.",
        )


def keys(store: Store) -> list[dict[str, str]]:
    """Every key ever met, and how it stands."""
    with ledger(store) as connection:
        rows = connection.execute("select * from key order by provider, since").fetchall()
    return [dict(row) for row in rows]
