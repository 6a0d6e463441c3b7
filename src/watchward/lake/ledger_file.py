"""The ledger's tables. What is held can be rebuilt from the commits; keys, duties, agreements and
locks live only here, each change of them with who, when and why in `event`.

A table is never changed where it stands: a step is added, and an older ledger takes it when opened.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from watchward.lake.store import Store

HELD = """
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

OWED = """
create table duty (
    id integer primary key,
    provider text not null,
    dataset text not null,
    starts text not null,
    ends text not null default '',
    check (ends = '' or starts <= ends)
);
create table period_lock (
    id integer primary key,
    provider text not null,
    dataset text not null,
    first integer not null,
    last integer not null,
    at text not null,
    by text not null,
    reason text not null,
    reopened_at text not null default '',
    check (first <= last)
);
create table event (
    id integer primary key,
    at text not null,
    by text not null,
    kind text not null,
    provider text not null,
    dataset text not null,
    first integer,
    last integer,
    reason text not null,
    about text not null
);
create table house_rule (
    name text primary key,
    value text not null
);
create table reminded (
    key text primary key,
    at text not null,
    by text not null
);
create table removal (
    id text primary key,
    dataset text not null,
    provider text not null,
    at text not null,
    body text not null
);
alter table agreement add column basis text not null default '';
alter table refusal add column period text not null default '';
"""
# An agreement of before names no gateway: it has a year from the day on which its ledger is brought
# up to date, so that nothing which was taken yesterday is refused today.
NAMED = """
alter table agreement add column gateways text not null default '';
alter table agreement add column fields text not null default '';
insert into house_rule select 'unnamed agreements count to', date('now', '+365 days')
    where exists (select 1 from agreement);
"""
BODIES = """
create table body (
    provider text primary key,
    nation text not null check (nation in ('England', 'Wales')),
    code text not null,
    at text not null,
    by text not null
);
"""
# What lets records of two bodies be linked: a consent of each body, and one assessment.
LINKING = """
create table linking (
    id integer primary key,
    kind text not null check (kind in ('consent', 'assessment')),
    provider text not null,
    title text not null,
    role text not null,
    starts text not null,
    until text not null,
    at text not null,
    by text not null,
    revoked text not null default '',
    check (starts <= until),
    check ((kind = 'consent') = (provider != ''))
);
"""
# What a licensing team found: measures seen or not kept, records that are not the premises' own.
PREMISES = """
create table premises_finding (
    id integer primary key,
    premises text not null,
    reference text not null,
    kind text not null check (kind in ('measure', 'left out')),
    what text not null,
    found_on text not null,
    holds integer not null check (holds in (0, 1)),
    withdrawn integer not null check (withdrawn in (0, 1)),
    month integer not null,
    records integer not null check (records >= 0),
    at text not null,
    by text not null,
    check ((kind = 'left out') = (records > 0))
);
"""
STEPS = (HELD, OWED, NAMED, BODIES, LINKING, PREMISES)


@contextmanager
def ledger(store: Store) -> Iterator[sqlite3.Connection]:
    """The ledger, open for one transaction: kept if the block ends well, undone if not."""
    connection = sqlite3.connect(store.ledger, timeout=10)
    with closing(connection):
        connection.row_factory = sqlite3.Row
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        _up_to_date(connection)
        with connection:
            yield connection


def _up_to_date(connection: sqlite3.Connection) -> None:
    """Take every step that the ledger has not taken; looked at again once no other can take it."""
    if _taken(connection) >= len(STEPS):
        return
    connection.execute("begin immediate")
    with connection:
        for number in range(_taken(connection), len(STEPS)):
            for statement in filter(str.strip, STEPS[number].split(";\n")):
                connection.execute(statement)
            connection.execute(f"pragma user_version = {number + 1}")


def _taken(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])
