"""One removal from its commit to its certificate; begun again after a crash, it ends the same.

The commit is the truth: once it stands the months are gone from every reader, and whoever opens the
store next for writing removes what is left of their files and writes the certificate.
"""

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from watchward.contract.period import Period, month_number, month_text
from watchward.errors import PackageRefusal
from watchward.hub.events import write_event
from watchward.lake.files import removed_months
from watchward.lake.ledger_file import ledger
from watchward.lake.removal import digest, erase, listed, partition
from watchward.lake.store import Store


def described(
    store: Store,
    *,
    dataset: str,
    provider: str,
    months: tuple[str, ...],
    reason: str,
    rule: Mapping[str, Any],
    by: str,
    now: dt.datetime,
) -> dict[str, Any]:
    """Everything that will go, with its hash, written down before any of it does."""
    rows = dict.fromkeys(months, 0)
    standing = {}
    for file in listed(store, dataset, provider=provider, months=months):
        rows[file.period] += file.rows
        standing[file.path] = file.rows
    files = []
    for month in months:
        folder = partition(store, dataset, provider=provider, month=month)
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            files.append(
                {
                    "path": path.relative_to(store.path).as_posix(),
                    "bytes": path.stat().st_size,
                    "sha256": digest(path),
                    "rows": standing.get(path, 0),
                    "was": "held" if path in standing else "superseded or never listed",
                }
            )
    at = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    return {
        "id": f"D-{dataset}-{provider}-{months[0]}-{now:%Y%m%dT%H%M%S}",
        "dataset": dataset,
        "provider": provider,
        "months": list(months),
        "rows": rows,
        "files": files + _findings(store, dataset, provider, months),
        "rule": dict(rule),
        "reason": reason,
        "by": by,
        "at": at,
    }


def finish(store: Store, body: Mapping[str, Any]) -> None:
    """Remove the files of a commit that stands, then say so; done twice it does nothing more."""
    for month in body["months"]:
        erase(partition(store, body["dataset"], provider=body["provider"], month=month))
    for file in body["files"]:
        (store.path / file["path"]).unlink(missing_ok=True)
    _certify(store, body)


def _certify(store: Store, body: Mapping[str, Any]) -> None:
    store.retention.mkdir(exist_ok=True)
    part = store.incoming / f"{body['id']}.json"
    part.write_text(json.dumps(body, indent=2, sort_keys=True) + "\n", "utf-8")
    part.replace(store.retention / f"{body['id']}.json")
    months = sorted(month_number(month) for month in body["months"])
    with ledger(store) as connection:
        connection.execute("begin immediate")
        made = connection.execute(
            "insert or ignore into removal values (?, ?, ?, ?, ?)",
            (
                body["id"],
                body["dataset"],
                body["provider"],
                body["at"],
                json.dumps(dict(body), sort_keys=True),
            ),
        ).rowcount
        if made:
            write_event(
                connection,
                kind="removed",
                by=body["by"],
                at=dt.datetime.fromisoformat(body["at"]),
                reason=body["reason"],
                provider=body["provider"],
                dataset=body["dataset"],
                period=Period(months[0], months[-1]),
                about={"removal": body["id"]},
            )


def certificates(store: Store) -> tuple[Mapping[str, Any], ...]:
    """Every removal of this store, oldest first."""
    with ledger(store) as connection:
        rows = connection.execute("select body from removal order by at, id").fetchall()
    return tuple(json.loads(row["body"]) for row in rows)


def removed_of(store: Store) -> frozenset[tuple[str, str, int]]:
    """Provider, data set and month number of all that was removed for good."""
    return frozenset(
        (provider, dataset, month_number(month))
        for dataset, provider, month in removed_months(store)
    )


def removed_rows(store: Store) -> dict[tuple[str, str], int]:
    """Data set and provider → rows held when they were removed; a month counts once."""
    months: dict[tuple[str, str, str], int] = {}
    for body in certificates(store):
        for month, rows in body["rows"].items():
            months.setdefault((body["dataset"], body["provider"], month), rows)
    sums: dict[tuple[str, str], int] = {}
    for (dataset, provider, _), rows in months.items():
        sums[dataset, provider] = sums.get((dataset, provider), 0) + rows
    return sums


def not_removed(
    connection: sqlite3.Connection, *, provider: str, dataset: str, period: Period, where: str
) -> None:
    """Refuse a package that would bring back what was deleted because its time was up."""
    rows = connection.execute(
        "select months.value as month"
        " from removal, json_each(removal.body, '$.months') as months"
        " where dataset = ? and provider = ?",
        (dataset, provider),
    ).fetchall()
    gone = {month_number(row["month"]) for row in rows} & set(period.months)
    if gone:
        raise PackageRefusal(
            f"It holds {month_text(min(gone))}, which was deleted because its time was up.",
            where=where,
            do="Prepare it again without the months that are no longer kept: see "
            "`watchward retention`.",
        )


def _findings(
    store: Store, dataset: str, provider: str, months: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Row numbers and fields of packages of which no month is left."""
    gone = {
        month_number(month)
        for of, who, month in removed_months(store, dataset)
        if (of, who) == (dataset, provider)
    } | {month_number(month) for month in months}
    with ledger(store) as connection:
        rows = connection.execute(
            "select package, first, last from receipt where dataset = ? and provider = ?",
            (dataset, provider),
        ).fetchall()
    paths = [
        store.findings / f"{row['package']}.parquet"
        for row in rows
        if set(range(row["first"], row["last"] + 1)) <= gone
    ]
    return [
        {
            "path": path.relative_to(store.path).as_posix(),
            "bytes": path.stat().st_size,
            "sha256": digest(path),
            "rows": 0,
            "was": "findings",
        }
        for path in paths
        if path.exists()
    ]
