"""Why records stayed out, field by field and rule by rule, with what to do; never a value."""

from collections.abc import Mapping
from dataclasses import dataclass

from watchward.contract.dataset import Dataset, datasets
from watchward.contract.finding import advice
from watchward.contract.receipt import Receipt


@dataclass(frozen=True)
class Reason:
    """One rule of one field: how many rows broke it."""

    field: str
    rows: int
    what: str
    do: str


def reasons(receipt: Receipt) -> tuple[Reason, ...]:
    """Why rows were rejected, most rows first."""
    return _told(receipt.reasons, datasets().get(receipt.dataset))


def notes(receipt: Receipt) -> tuple[Reason, ...]:
    """What was noted on rows that were accepted."""
    return _told(receipt.notes, datasets().get(receipt.dataset))


def _told(counts: Mapping[str, int], of: Dataset | None) -> tuple[Reason, ...]:
    return tuple(_reason(key, rows, of) for key, rows in counts.items())


def _reason(key: str, rows: int, of: Dataset | None) -> Reason:
    rule, _, field = key.partition(": ")
    if of is None:
        return Reason(field, rows, rule.replace("_", " "), "")
    titles = {one.name: one.title for one in of.fields}
    what, _, do = advice(of, rule=rule, field=field).partition(". ")
    return Reason(titles.get(field, field), rows, f"{what.rstrip('.')}.", do)
