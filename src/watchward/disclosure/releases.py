"""The ledger of what has left, and an archive of it as it left: what is not written is not shown.

Subtracting one release from an earlier one is what this ledger exists to stop; it holds what that
check will need.
"""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from watchward.contract.safe_result import SafeResult
from watchward.disclosure.written import from_json, table_values, to_json
from watchward.errors import StoreRefusal
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
    tables text not null
)
"""
IN_DATE = """
select dataset, provider, max(floor) as floor
from agreement
where valid_from <= ? and ? <= valid_to
group by dataset, provider
"""


def floors_in_date(
    store: Store, *, on: date | None, providers: Mapping[str, frozenset[str]]
) -> dict[str, int]:
    """By data set, the strictest floor agreed; none where one of its providers has none in date."""
    if on is None:
        return {}
    day = on.isoformat()
    with ledger(store) as connection:
        agreed = {
            (row["dataset"], row["provider"]): int(row["floor"])
            for row in connection.execute(IN_DATE, (day, day))
        }
    floors = {}
    for dataset, names in providers.items():
        known = [agreed[dataset, name] for name in names if (dataset, name) in agreed]
        if known and len(known) == len(names):
            floors[dataset] = max(known)
    return floors


def record(safe: SafeResult, *, store: Store, by: str, at: datetime | None) -> Path:
    """Archive it and write it into the ledger; where that fails, it does not leave."""
    tables = json.dumps([table_values(table) for table in safe.tables], sort_keys=True)
    line = (
        safe.id,
        at.isoformat() if at else "",
        by,
        safe.audience,
        safe.about.name,
        safe.outcome,
        safe.store_version,
        safe.rules_version,
        json.dumps(dict(safe.options), sort_keys=True),
        hashlib.sha256(tables.encode("utf-8")).hexdigest(),
    )
    try:
        kept = _archive(safe, store)
        with ledger(store) as connection:
            connection.execute(SCHEMA)
            marks = ", ".join("?" * len(line))
            connection.execute(f"insert into release values (null, {marks})", line)  # noqa: S608
    except (OSError, sqlite3.Error) as fault:
        raise StoreRefusal(
            "The release could not be written down, so nothing is shown.",
            where="ledger of releases",
            do="Check the disk's free space and that the store may be written to.",
        ) from fault
    return kept


def _archive(safe: SafeResult, store: Store) -> Path:
    path = store.releases / f"{safe.id}.json"
    part = path.with_suffix(".part")
    part.write_text(to_json(safe), "utf-8")
    part.replace(path)
    return path


def archived(store: Store, result_id: str) -> SafeResult:
    """A release as it left."""
    path = store.releases / f"{result_id}.json"
    if not result_id.isalnum() or not path.exists():
        raise StoreRefusal(
            "There is no release of that number in the archive.",
            where="releases",
            do="Copy it from the footer of the briefing.",
        )
    return from_json(path.read_text("utf-8"))
