"""Which packages a store version is made of: two counts of one month differ only where these do."""

import json
from collections.abc import Mapping

from watchward.contract.period import month_number
from watchward.disclosure.sheets import NOWHEN
from watchward.lake.files import held, held_datasets
from watchward.lake.store import Store
from watchward.lake.tables import held_tables

SHORT = 12  # of a receipt's id: enough to tell packages apart
Contents = Mapping[str, Mapping[int, tuple[str, ...]]]  # data set: month: packages
Unit = tuple[int, str]  # a month's records of one package: they come and go together


def contents(store: Store, version: str) -> Contents:
    """By data set and month, the packages that a store version holds."""
    found: dict[str, dict[int, set[str]]] = {}
    for name in set(held_datasets(store, version)) & set(held_tables(store)):
        months = found.setdefault(name, {})
        for file in held(store, name, version):
            months.setdefault(month_number(file.period), set()).add(file.receipt[:SHORT])
    return {n: {m: tuple(sorted(ids)) for m, ids in ms.items()} for n, ms in found.items()}


def packed(held_: Contents) -> str:
    """As the ledger keeps it."""
    return json.dumps(held_, sort_keys=True, separators=(",", ":"))


def unpacked(written: str) -> Contents:
    """As it was packed."""
    read = json.loads(written or "{}")
    return {n: {int(m): tuple(ids) for m, ids in months.items()} for n, months in read.items()}


def units(held_: Contents, dataset: str, first: int, last: int, *, other: str) -> frozenset[Unit]:
    """What a window of one data set is made of; `other` stands in where that is not known."""
    if first == NOWHEN:
        return frozenset({(NOWHEN, other)})
    months = held_.get(dataset)
    if months is None:
        return frozenset((month, other) for month in range(first, last + 1))
    return frozenset(
        (month, package) for month in range(first, last + 1) for package in months.get(month, ())
    )
