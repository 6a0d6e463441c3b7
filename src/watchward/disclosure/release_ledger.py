"""The ledger's own tables for releases and for what a person decided about one.

A ledger of an earlier version gains the columns it lacks when it is next written to.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store

SCHEMA = """
create table if not exists release (
    number integer primary key,
    result text not null,
    at text not null,
    by text not null,
    audience text not null,
    analysis text not null,
    outcome text not null,
    store_version text not null,
    rules_version text not null,
    options text not null,
    tables text not null,
    position text not null default '',
    code_version text not null default '',
    geography text not null default '',
    contents text not null default '',
    sheets blob
)
"""
ADDED = {
    "position": "text not null default ''",
    "code_version": "text not null default ''",
    "geography": "text not null default ''",
    "contents": "text not null default ''",
    "sheets": "blob",
}
DECIDED = """
create table if not exists release_decision (
    result text primary key,
    at text not null,
    by text not null,
    outcome text not null check (outcome in ('released', 'refused')),
    reason text not null check (reason <> '')
)
"""
LAST = "select coalesce(max(number), 0) from release where audience <> 'analyst'"


@contextmanager
def releases(store: Store) -> Iterator[sqlite3.Connection]:
    """The ledger with its tables of releases, for one transaction."""
    with ledger(store) as connection:
        there = {row["name"] for row in connection.execute("pragma table_info(release)")}
        if not there:
            connection.execute(SCHEMA)
        for name in [name for name in ADDED if there and name not in there]:
            connection.execute(f"alter table release add column {name} {ADDED[name]}")
        connection.execute(DECIDED)
        yield connection


def position(connection: sqlite3.Connection) -> str:
    """How far the ledger had come: what an answer rests on besides the records."""
    agreed = connection.execute("select coalesce(max(id), 0) from agreement").fetchone()[0]
    released = connection.execute("select coalesce(max(number), 0) from release").fetchone()[0]
    return f"agreement@{agreed},release@{released}"


def last_release(connection: sqlite3.Connection) -> int:
    """The number of the newest release to anybody who is not an analyst."""
    return int(connection.execute(LAST).fetchone()[0])
