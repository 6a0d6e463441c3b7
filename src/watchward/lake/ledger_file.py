"""The ledger's tables. What is held can be rebuilt from the commits; keys live only here."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from watchward.lake.store import Store

SCHEMA = """
create table if not exists key (
    provider text not null,
    public_key text not null,
    state text not null check (state in ('pinned', 'enrolled', 'withdrawn')),
    since text not null,
    by text not null,
    primary key (provider, public_key)
);
create table if not exists receipt (
    id text primary key,
    package text not null unique,
    dataset text not null,
    provider text not null,
    first integer not null,
    last integer not null,
    source text not null,
    by text not null,
    replaced_by text not null default '',
    table_version integer not null,
    body text not null
);
create index if not exists receipt_held on receipt (dataset, provider, replaced_by);
create table if not exists finding_summary (
    package text not null,
    rule text not null,
    field text not null,
    rejects integer not null,
    rows integer not null,
    primary key (package, rule, field)
);
create table if not exists refusal (
    id integer primary key,
    at text not null,
    file text not null,
    package text not null,
    dataset text not null,
    provider text not null,
    what text not null,
    by text not null
);
create table if not exists agreement (
    id integer primary key,
    provider text not null,
    dataset text not null,
    floor integer not null check (floor >= 3),
    purpose text not null,
    valid_from text not null,
    valid_to text not null,
    by text not null,
    at text not null,
    check (valid_from <= valid_to)
);
create table if not exists table_version (
    dataset text primary key,
    version integer not null
);
"""


@contextmanager
def ledger(store: Store) -> Iterator[sqlite3.Connection]:
    """The ledger, open for one transaction: kept if the block ends well, undone if not."""
    connection = sqlite3.connect(store.ledger, timeout=10)
    with closing(connection):
        connection.row_factory = sqlite3.Row
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        if not connection.execute("pragma user_version").fetchone()[0]:
            connection.executescript(f"begin immediate; {SCHEMA} pragma user_version = 1; commit;")
        with connection:
            yield connection
