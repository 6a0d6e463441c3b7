"""What falls due for deletion, its removal from every version, and the proof that it went.

A month may be kept for so many whole months after it, by its data set; from the next day on it is
due. Files that no version lists any more, and that none ever listed, are due with their month.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watchward.contract.dataset import datasets
from watchward.contract.period import last_day, month_number
from watchward.errors import InputRefusal, UsageRefusal
from watchward.geography.clock import LONDON
from watchward.hub.events import reason_given
from watchward.hub.receive import PROVIDER
from watchward.hub.recover import recovered
from watchward.hub.removal import described, finish
from watchward.lake.lock import writer_lock
from watchward.lake.removal import (
    commit_removal,
    digest,
    every_file,
    listed,
    partition,
    partitions,
)
from watchward.lake.store import Store
from watchward.lake.tables import held_tables
from watchward.lake.version import current_version

NEEDED = ("id", "dataset", "provider", "months", "files", "rule", "reason", "by", "at")


@dataclass(frozen=True)
class Due:
    """One provider's months of one data set whose time is up."""

    dataset: str
    provider: str
    months: tuple[str, ...]
    rows: int  # held now
    files: int  # on disk, superseded ones too
    since: dt.date  # the day on which the first of them fell due
    rule: Mapping[str, Any]


def due(store: Store, *, now: dt.datetime) -> tuple[Due, ...]:
    """What is to be removed today, by data set and provider."""
    today = now.astimezone(LONDON).date()
    found = []
    for dataset in held_tables(store):
        about = datasets().get(dataset)
        if about is None:
            continue
        by: dict[str, list[str]] = {}
        for provider, month in partitions(store, dataset):
            if falls_due(month, months=about.retention_months) <= today:
                by.setdefault(provider, []).append(month)
        rule = {
            "months": about.retention_months,
            "status": about.retention_status,
            "source": about.retention_source,
        }
        found += [_due(store, dataset, who, tuple(months), rule) for who, months in by.items()]
    return tuple(found)


def falls_due(month: str, *, months: int) -> dt.date:
    """The first day on which a month may no longer be kept."""
    return last_day(month_number(month) + months) + dt.timedelta(days=1)


def remove(
    store: Store, *, reason: str, by: str, now: dt.datetime
) -> tuple[Mapping[str, Any], ...]:
    """Remove everything that is due; each data set of each provider goes whole or stays whole."""
    why = reason_given(reason)
    made = []
    with writer_lock(store), recovered(store):
        for one in due(store, now=now):
            made.append(_remove(store, one, reason=why, by=by, now=now))
    return tuple(made)


def replay(
    store: Store, certificates: Iterable[Path], *, by: str, now: dt.datetime
) -> tuple[Mapping[str, Any], ...]:
    """After a restore: remove again what these certificates say was removed, where it is back."""
    made = []
    bodies = [_read(path) for path in certificates]
    with writer_lock(store), recovered(store):
        for body in (one for one in bodies if one["dataset"] in held_tables(store)):
            months = tuple(
                month
                for month in body["months"]
                if partition(
                    store, body["dataset"], provider=body["provider"], month=month
                ).exists()
            )
            if months:
                one = _due(store, body["dataset"], body["provider"], months, body["rule"])
                why = f"removed before a restore, under {body['id']}"
                made.append(_remove(store, one, reason=why, by=by, now=now))
    return tuple(made)


def left_of(store: Store, body: Mapping[str, Any]) -> tuple[str, ...]:
    """What a removal left behind, by path, or records by content too; nothing is the proof."""
    records = [file for file in body["files"] if file["was"] != "findings"]
    hashes = {file["sha256"] for file in records}
    sizes = {file["bytes"] for file in records}
    left = {file["path"] for file in body["files"] if (store.path / file["path"]).exists()}
    for path in every_file(store):
        if path.stat().st_size in sizes and digest(path) in hashes:
            left.add(path.relative_to(store.path).as_posix())
    return tuple(sorted(left))


def _due(
    store: Store, dataset: str, provider: str, months: tuple[str, ...], rule: Mapping[str, Any]
) -> Due:
    held = listed(store, dataset, provider=provider, months=months)
    folders = [partition(store, dataset, provider=provider, month=month) for month in months]
    return Due(
        dataset=dataset,
        provider=provider,
        months=months,
        rows=sum(file.rows for file in held),
        files=sum(1 for folder in folders for _ in folder.iterdir()),
        since=falls_due(months[0], months=int(rule["months"])),
        rule=rule,
    )


def _remove(store: Store, one: Due, *, reason: str, by: str, now: dt.datetime) -> Mapping[str, Any]:
    body = described(
        store,
        dataset=one.dataset,
        provider=one.provider,
        months=one.months,
        reason=reason,
        rule=one.rule,
        by=by,
        now=now,
    )
    body["store_version_before"] = current_version(store)
    commit_removal(store, body, at_ms=int(now.timestamp() * 1000))
    finish(store, body)
    return body


def _read(path: Path) -> Mapping[str, Any]:
    try:
        body = json.loads(path.read_text("utf-8"))
        whole = isinstance(body, dict) and all(key in body for key in NEEDED) and _named(body)
    except (OSError, UnicodeDecodeError, TypeError, json.JSONDecodeError, UsageRefusal):
        whole = False
    if not whole:
        raise InputRefusal(
            "It is not a certificate of removal.",
            where=path.name,
            do="Name the files that `watchward retention --remove` wrote.",
        )
    return dict(body)


def _named(body: Mapping[str, Any]) -> bool:
    """Only names that could be folders of a store: the file may come from anywhere."""
    return bool(
        body["dataset"] in datasets()
        and PROVIDER.fullmatch(body["provider"])
        and all(month_number(month) for month in body["months"])
    )
