"""On what terms a body's data are used: purpose, legal basis, floor, from when to when.

It names the gateways that it rests on and, where it says so, the fields. One that was recorded
before gateways were asked covers every field until the day that `house_rule` has for such.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from watchward.contract.dataset import Dataset
from watchward.contract.dataset import dataset as known_dataset
from watchward.errors import UsageRefusal
from watchward.hub.bodies import elsewhere, nation_of
from watchward.hub.events import reason_given, write_event
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store

LOWEST_FLOOR = 3
WARNED = (60, 30, 7, 0)  # days before the last one
UNNAMED = "unnamed agreements count to"


@dataclass(frozen=True)
class Basis:
    """What an agreement rests on: the law as it states it, gateways, and fields if it lists any."""

    gateways: tuple[str, ...]
    fields: tuple[str, ...] = ()
    law: str = ""


@dataclass(frozen=True)
class Agreement:
    """What was signed; no count below `floor` is shown to partners while it is in date."""

    id: int
    provider: str
    dataset: str
    floor: int
    purpose: str
    basis: str
    valid_from: dt.date
    valid_to: dt.date
    by: str
    at: str
    gateways: tuple[str, ...]  # empty: it was recorded before they were asked
    fields: tuple[str, ...]  # empty: every field that leaves by its gateways
    counts_to: dt.date  # the last day on which a feed may rest on it

    def covers(self, name: str, gateway: str) -> bool:
        """True where a field may come by a gateway under it, on one of its days."""
        if not self.gateways:
            return True
        return gateway in self.gateways and name in (self.fields or (name,))


@dataclass(frozen=True)
class Expiry:
    """A body's data set whose agreement runs out; `mark` is the warning that is due."""

    provider: str
    dataset: str
    last: dt.date
    days: int  # negative where it has run out
    mark: int


def record_agreement(
    store: Store,
    *,
    provider: str,
    dataset: str,
    floor: int,
    purpose: str,
    valid_from: dt.date,
    valid_to: dt.date,
    basis: Basis,
    by: str,
    now: dt.datetime,
) -> int:
    """Write down what was signed; returns the agreement's number."""
    if floor < LOWEST_FLOOR:
        raise UsageRefusal(
            f"The floor is below {LOWEST_FLOOR}, which no agreement may allow.",
            where="floor",
            do=f"Agree a floor of {LOWEST_FLOOR} or more with the provider.",
        )
    if valid_from > valid_to:
        raise UsageRefusal("The agreement ends before it begins.", where="agreement")
    days = (valid_from.isoformat(), valid_to.isoformat())
    with ledger(store) as connection:
        named = _named(known_dataset(dataset), basis, nation_of(connection, provider))
        made = connection.execute(
            "insert into agreement"
            " (provider, dataset, floor, purpose, basis, valid_from, valid_to, by, at, gateways,"
            " fields) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (provider, dataset, floor, purpose, basis.law, *days, by, now.isoformat(), *named),
        ).lastrowid
        write_event(
            connection,
            kind="agreement recorded",
            by=by,
            at=now,
            reason=" ".join(purpose.split()),
            provider=provider,
            dataset=dataset,
            about={"agreement": made, "from": days[0], "to": days[1], "floor": floor}
            | dict(zip(("gateways", "fields"), named, strict=True)),
        )
    return int(made or 0)


def end_agreement(
    store: Store, ident: int, *, last: dt.date, reason: str, by: str, now: dt.datetime
) -> Agreement:
    """It runs out sooner than was signed; one that runs longer is a new agreement."""
    why = reason_given(reason)
    with ledger(store) as connection:
        connection.execute("begin immediate")
        found = _numbered(connection, ident)
        if not found.valid_from <= last < found.valid_to:
            raise UsageRefusal(
                "An agreement is ended on a day within it, before its last.",
                where="agreement",
                do="To extend it, record a new one.",
            )
        connection.execute(
            "update agreement set valid_to = ? where id = ?", (last.isoformat(), ident)
        )
        write_event(
            connection,
            kind="agreement ended",
            by=by,
            at=now,
            reason=why,
            provider=found.provider,
            dataset=found.dataset,
            about={"agreement": ident, "to": last.isoformat()},
        )
    return found


def name_gateways(
    store: Store,
    ident: int,
    *,
    basis: Basis,
    reason: str,
    by: str,
    now: dt.datetime,
) -> Agreement:
    """Say by which gateways fields come under one that did not say so; once, and never again.

    The law stays as it was recorded.
    """
    why = reason_given(reason)
    with ledger(store) as connection:
        connection.execute("begin immediate")
        found = _numbered(connection, ident)
        if found.gateways:
            raise UsageRefusal(
                "The agreement names its gateways already.",
                where="agreement",
                do="What it covers is changed by a new agreement: end this one, record the other.",
            )
        nation = nation_of(connection, found.provider)
        named = _named(known_dataset(found.dataset), basis, nation)
        connection.execute(
            "update agreement set gateways = ?, fields = ? where id = ?", (*named, ident)
        )
        write_event(
            connection,
            kind="agreement's gateways named",
            by=by,
            at=now,
            reason=why,
            provider=found.provider,
            dataset=found.dataset,
            about={"agreement": ident, "gateways": named[0], "fields": named[1]},
        )
    return found


def _named(about: Dataset, basis: Basis, nation: str) -> tuple[str, str]:
    """As the ledger has them; refused unless the data set's fields do leave by them."""
    ways, named = sorted(set(basis.gateways)), sorted(set(basis.fields))
    known = sorted(set(about.gateways.values()) - set(elsewhere(about, nation)))
    if not ways or set(ways) - set(known):
        raise UsageRefusal(
            "An agreement names the gateways that it rests on: of its data set, and of the nation "
            "that the body is in.",
            where="gateways",
            do=f"There are: {', '.join(known) or 'none'}.",
        )
    strange = [name for name in named if about.gateways.get(name) not in ways]
    if strange:
        leaving = sorted(name for name, code in about.gateways.items() if code in ways)
        raise UsageRefusal(
            f"These are not fields that leave by the gateways named: {', '.join(strange)}.",
            where="fields",
            do=f"Name none, which is all of them, or some of: {', '.join(leaving)}.",
        )
    return ",".join(ways), ",".join(named)


def every_agreement(store: Store) -> tuple[Agreement, ...]:
    """All that were ever recorded, by body, data set and first day."""
    with ledger(store) as connection:
        return read_agreements(connection)


def read_agreements(connection: sqlite3.Connection) -> tuple[Agreement, ...]:
    """The same, of a ledger that is open."""
    rows = connection.execute(
        "select agreement.*, coalesce(house_rule.value, '9999-12-31') as unnamed_to"
        " from agreement left join house_rule on house_rule.name = ?"
        " order by provider, dataset, valid_from, agreement.id",
        (UNNAMED,),
    ).fetchall()
    return tuple(_agreement(row) for row in rows)


def agreements(store: Store, *, on: dt.date) -> tuple[Agreement, ...]:
    """Agreements in date on a day; of several for one provider and data set the newest counts."""
    found = [one for one in every_agreement(store) if one.valid_from <= on <= one.valid_to]
    newest = {(one.provider, one.dataset): one for one in sorted(found, key=lambda one: one.id)}
    return tuple(newest[key] for key in sorted(newest))


def expiring(store: Store, *, on: dt.date) -> tuple[Expiry, ...]:
    """Whose cover runs out within sixty days, or has; one that follows on without a gap counts."""
    by: dict[tuple[str, str], list[Agreement]] = {}
    for one in every_agreement(store):
        by.setdefault((one.provider, one.dataset), []).append(one)
    found = []
    for (provider, dataset), own in sorted(by.items()):
        last = _covered_to(own, on)
        days = (last - on).days
        if days <= WARNED[0]:
            mark = min((mark for mark in WARNED if mark >= days), default=0)
            found.append(Expiry(provider, dataset, last, days, mark))
    return tuple(found)


def _covered_to(own: Iterable[Agreement], on: dt.date) -> dt.date:
    """The last day of cover without a gap from `on`; where there is none, the last there was."""
    begun = [one for one in own if one.valid_from <= on]
    last = max((one.counts_to for one in begun), default=on - dt.timedelta(days=1))
    if last < on:
        return last
    for one in sorted(own, key=lambda one: one.valid_from):
        if one.valid_from <= last + dt.timedelta(days=1):
            last = max(last, one.counts_to)
    return last


def _numbered(connection: sqlite3.Connection, ident: int) -> Agreement:
    for one in read_agreements(connection):
        if one.id == ident:
            return one
    raise UsageRefusal("There is no agreement of that number.", where="agreement")


def _agreement(row: sqlite3.Row) -> Agreement:
    told = (row["id"], row["provider"], row["dataset"], row["floor"], row["purpose"], row["basis"])
    first, last = dt.date.fromisoformat(row["valid_from"]), dt.date.fromisoformat(row["valid_to"])
    ways = tuple(filter(None, row["gateways"].split(",")))
    fields = tuple(filter(None, row["fields"].split(",")))
    counts_to = last if ways else min(last, dt.date.fromisoformat(row["unnamed_to"]))
    return Agreement(*told, first, last, row["by"], row["at"], ways, fields, counts_to)
