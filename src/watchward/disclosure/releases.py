"""The ledger of what has left, and an archive of it as it left: what is not written is not shown.

A release is known by store version, position of the ledger, rules and code, besides what was asked.
Beside it stands what it told, so that the next one can be held against it.
"""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from watchward.contract.safe_result import SafeResult
from watchward.disclosure.code import code_version
from watchward.disclosure.release_ledger import last_release, position, releases
from watchward.disclosure.written import from_json, table_values, to_json
from watchward.errors import StoreRefusal
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store

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


class Overtaken(Exception):
    """Something else has left since the answer was held against what had."""


@dataclass(frozen=True)
class Kept:
    """What the next release is held against: kept beside the line of this one."""

    sheets: bytes | None = None
    contents: str = ""
    geography: str = ""
    after: int | None = None  # the last release that the answer was held against


def record(
    safe: SafeResult, *, store: Store, by: str, at: datetime | None, kept: Kept | None = None
) -> Path:
    """Archive it and write it into the ledger; where that fails, it does not leave."""
    kept = kept or Kept()
    tables = json.dumps([table_values(table) for table in safe.tables], sort_keys=True)
    line = {
        "result": safe.id,
        "at": at.isoformat() if at else "",
        "by": by,
        "audience": safe.audience,
        "analysis": safe.about.name,
        "outcome": safe.outcome,
        "store_version": safe.store_version,
        "rules_version": safe.rules_version,
        "options": json.dumps(dict(safe.options), sort_keys=True),
        "tables": hashlib.sha256(tables.encode("utf-8")).hexdigest(),
        "code_version": code_version(),
        "geography": kept.geography,
        "contents": kept.contents,
        "sheets": kept.sheets,
    }
    try:
        with releases(store) as connection:
            connection.execute("begin immediate")
            if kept.after is not None and kept.after != last_release(connection):
                raise Overtaken
            line["position"] = position(connection)
            names, marks = ", ".join(line), ", ".join("?" * len(line))
            connection.execute(
                f"insert into release ({names}) values ({marks})",  # noqa: S608
                tuple(line.values()),
            )
            return _archive(safe, store)
    except (OSError, sqlite3.Error) as fault:
        raise StoreRefusal(
            "The release could not be written down, so nothing is shown.",
            where="ledger of releases",
            do="Check the disk's free space and that the store may be written to.",
        ) from fault


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
