"""What came of each body's data set, month by month: when first, how many rows stand, what went."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from watchward.contract.period import Period, month_number
from watchward.contract.receipt import Receipt
from watchward.geography.clock import LONDON
from watchward.hub.ledger import catch_up
from watchward.lake.files import table_files
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store
from watchward.lake.tables import held_tables


@dataclass
class Held:
    """One body's data set. Days are London's; `refused` are the periods of refused packages."""

    first: dict[int, dt.date] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    standing: list[Receipt] = field(default_factory=list)
    replaced: list[tuple[str, str, str]] = field(default_factory=list)  # old, new, period
    refused: list[str] = field(default_factory=list)
    removed: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Holdings:
    """Everything held, by body and data set."""

    found: Mapping[tuple[str, str], Held]

    def of(self, provider: str, dataset: str) -> Held:
        """Empty where nothing ever came."""
        return self.found.get((provider, dataset), Held())


def what_is_held(store: Store) -> Holdings:
    """Read once from the ledger and the tables, for every cell together."""
    catch_up(store)
    found: dict[tuple[str, str], Held] = {}
    with ledger(store) as connection:
        receipts = connection.execute(
            "select body, replaced_by from receipt order by dataset, provider, first, table_version"
        ).fetchall()
        refusals = connection.execute(
            "select provider, dataset, period from refusal where period <> ''"
        ).fetchall()
        removals = connection.execute("select body from removal").fetchall()
    for row in receipts:
        receipt = Receipt(**json.loads(row["body"]))
        own = found.setdefault((receipt.provider, receipt.dataset), Held())
        _came(own, receipt, str(row["replaced_by"]))
    for row in refusals:
        own = found.setdefault((row["provider"], row["dataset"]), Held())
        own.refused.append(row["period"])
    for row in removals:
        body = json.loads(row["body"])
        own = found.setdefault((body["provider"], body["dataset"]), Held())
        own.removed |= {month_number(month) for month in body["months"]}
    for dataset in held_tables(store):
        for file in table_files(store, dataset, None):
            own = found.setdefault((file.provider, dataset), Held())
            month = month_number(file.period)
            own.rows[month] = own.rows.get(month, 0) + file.rows
    for own in found.values():
        _only_what_came(own)
    return Holdings(found)


def _only_what_came(own: Held) -> None:
    """A month of a longer package without one record may have been left out of the extract."""
    alone = {
        period.first
        for period in (Period.parse(receipt.period) for receipt in own.standing)
        if period.first == period.last
    }
    came = own.rows.keys() | own.removed | alone
    own.first = {month: day for month, day in own.first.items() if month in came}


def _came(own: Held, receipt: Receipt, replaced_by: str) -> None:
    day = dt.datetime.fromisoformat(receipt.received_at).astimezone(LONDON).date()
    for month in Period.parse(receipt.period).months:
        own.first[month] = min(day, own.first.get(month, day))
    if replaced_by:
        own.replaced.append((receipt.id, replaced_by, receipt.period))
    else:
        own.standing.append(receipt)
