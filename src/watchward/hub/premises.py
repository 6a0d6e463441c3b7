"""Records what a licensing team found about premises, so that their score follows it."""

import datetime as dt
import sqlite3
from dataclasses import dataclass

from watchward.contract.period import month_text
from watchward.contract.premises_finding import LEFT_OUT, MEASURE, Finding, newest
from watchward.errors import UsageRefusal
from watchward.geography.supplied import load_supplied
from watchward.hub.events import reason_given, write_event
from watchward.lake.ledger_file import ledger
from watchward.lake.premises import read_findings
from watchward.lake.store import Store
from watchward.reference.load import figure

REGISTER = "licensed-premises"


@dataclass(frozen=True)
class About:
    """Which premises, by their number, and what it rests on: a condition, a challenge, a letter."""

    premises: str
    reference: str
    reason: str


def record_measure(
    store: Store, about: About, measure: str, *, kept: bool, by: str, now: dt.datetime
) -> int:
    """An officer saw today whether a measure is kept; returns the finding's number."""
    _known(measure, "mitigation", where="measure")
    return _record(store, about, MEASURE, measure, holds=kept, by=by, now=now)


def record_left_out(
    store: Store,
    about: About,
    severity: str,
    *,
    month: int,
    records: int,
    by: str,
    now: dt.datetime,
) -> int:
    """So many incidents of a month and severity are not the premises' own; returns its number."""
    _known(severity, "severity", where="severity")
    if records < 1:
        raise UsageRefusal("No incident is left out.", where="incidents", do="Give 1 or more.")
    if month > now.year * 12 + now.month - 1:
        raise UsageRefusal("That month is still to come.", where="month", do="Give an earlier one.")
    return _record(store, about, LEFT_OUT, severity, month=month, records=records, by=by, now=now)


def take_back(store: Store, number: int, *, reason: str, by: str, now: dt.datetime) -> Finding:
    """A finding says nothing from now on; what its reference said before does not come back."""
    why = reason_given(reason)
    with ledger(store) as connection:
        connection.execute("begin immediate")
        standing = newest(read_findings(connection))
        found = next((one for one in standing if one.id == number), None)
        if found is None:
            raise UsageRefusal(
                "No finding of that number stands.",
                where="number",
                do="See them: `watchward premises list`.",
            )
        _insert(connection, found, withdrawn=True, by=by, now=now)
        _told(connection, found, "taken back", reason=why, by=by, now=now)
    return found


def withdraw_measure(
    store: Store, premises: str, reference: str, *, by: str, now: dt.datetime
) -> None:
    """What a reference found of a measure says nothing any more, as when a condition has ended."""
    with ledger(store) as connection:
        connection.execute("begin immediate")
        for one in newest(read_findings(connection)):
            if (one.premises, one.reference, one.kind) == (premises, reference, MEASURE):
                _insert(connection, one, withdrawn=True, by=by, now=now)
                _told(connection, one, "taken back", reason="the condition ended", by=by, now=now)


def _record(
    store: Store,
    about: About,
    kind: str,
    what: str,
    *,
    by: str,
    now: dt.datetime,
    holds: bool = True,
    month: int = 0,
    records: int = 0,
) -> int:
    why = reason_given(about.reason)
    _listed(store, about.premises)
    found = Finding(
        id=0,
        premises=about.premises,
        reference=reason_given(about.reference),
        kind=kind,
        what=what,
        found_on=now.date(),
        holds=holds,
        month=month,
        records=records,
    )
    with ledger(store) as connection:
        number = _insert(connection, found, withdrawn=False, by=by, now=now)
        _told(connection, found, "recorded", reason=why, by=by, now=now)
    return number


def _insert(
    connection: sqlite3.Connection, found: Finding, *, withdrawn: bool, by: str, now: dt.datetime
) -> int:
    made = connection.execute(
        "insert into premises_finding (premises, reference, kind, what, found_on, holds,"
        " withdrawn, month, records, at, by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(found.premises, found.reference, found.kind, found.what),
            *(found.found_on.isoformat(), int(found.holds), int(withdrawn)),
            *(found.month, found.records, now.isoformat(), by),
        ),
    )
    return int(made.lastrowid or 0)


def _told(
    connection: sqlite3.Connection,
    found: Finding,
    how: str,
    *,
    reason: str,
    by: str,
    now: dt.datetime,
) -> None:
    said = {"premises": found.premises, "reference": found.reference, "what": found.what}
    if found.kind == LEFT_OUT:
        said |= {"month": month_text(found.month), "incidents": str(found.records)}
    else:
        said |= {"kept": "yes" if found.holds else "no"}
    write_event(
        connection, kind=f"premises finding {how}", by=by, at=now, reason=reason, about=said
    )


def _known(word: str, table: str, *, where: str) -> None:
    words = figure("premises_rules").data[table]
    if word not in words:
        raise UsageRefusal(
            "The rules have no such word.", where=where, do=f"There are: {', '.join(words)}."
        )


def _listed(store: Store, premises: str) -> None:
    register = load_supplied(store.geography, REGISTER)
    if register is None or premises not in set(register.table["place_id"]):
        raise UsageRefusal(
            "No premises of that number are on the register.",
            where="NUMBER",
            do="See it: `watchward ask premises --audience analyst`, table “The register”.",
        )
