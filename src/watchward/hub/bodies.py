"""In which nation a body is: what differs between England and Wales is asked of it, not guessed.

A body of which nobody has said so is held to what both nations have in common, as before.
"""

import datetime as dt
import sqlite3
from collections.abc import Mapping

from watchward.contract.dataset import Dataset
from watchward.contract.gateways import gateways
from watchward.contract.holders import holders_on
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.geography.nations import NATIONS, known_nation, nation_of_code
from watchward.hub.arrived import Arrived
from watchward.hub.events import write_event
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store

ENGLISH_ONLY = "opt-out"  # the national data opt-out is England's


def state_nation(
    store: Store, provider: str, *, nation: str = "", code: str = "", by: str, now: dt.datetime
) -> str:
    """Write down a body's nation, by its official code or as somebody says; returns it."""
    if bool(nation) == bool(code.strip()):
        raise UsageRefusal(
            "A body's nation follows from its official code, or is stated: one of the two.",
            where="nation",
        )
    found = nation_of_code(code) if code.strip() else known_nation(nation)
    with ledger(store) as connection:
        connection.execute(
            "insert or replace into body values (?, ?, ?, ?, ?)",
            (provider, found, code.strip().upper(), now.isoformat(), by),
        )
        write_event(
            connection,
            kind="nation stated",
            by=by,
            at=now,
            reason="By its official code" if code.strip() else "As stated",
            provider=provider,
            about={"nation": found, "code": code.strip().upper()},
        )
    return found


def nations(store: Store) -> Mapping[str, str]:
    """Body → its nation, of those of which it is known."""
    with ledger(store) as connection:
        return {row["provider"]: row["nation"] for row in connection.execute("select * from body")}


def nation_of(connection: sqlite3.Connection, provider: str) -> str:
    """England, Wales, or empty where nobody has said."""
    row = connection.execute("select nation from body where provider = ?", (provider,)).fetchone()
    return str(row["nation"]) if row else ""


def elsewhere(dataset: Dataset, nation: str) -> tuple[str, ...]:
    """Gateways of a data set that are none in that nation; none where it is not known."""
    codes = sorted(set(dataset.gateways.values()))
    return tuple(code for code in codes if nation and nation not in gateways()[code].nations)


def not_held_there(dataset: Dataset, nation: str, *, on: dt.date) -> bool:
    """True where no body of that nation can send the data set, by its gateways or its holders."""
    if not nation:
        return False
    shut = elsewhere(dataset, nation)
    if any(dataset.gateways.get(field.name) in shut for field in dataset.fields if field.filled):
        return True
    held = {one: holders_on(dataset.holders, day=on, nation=one) for one in NATIONS.values()}
    return any(held.values()) and not held[nation]


def of_its_nation(arrived: Arrived, nation: str) -> None:
    """Refuse what came by a gateway that is none in its body's nation, unless it is made up."""
    if arrived.manifest.synthetic or arrived.dataset.public:
        return
    shut = elsewhere(arrived.dataset, nation)
    wrong = [name for name, code in arrived.manifest.gateways.items() if code in shut]
    if wrong:
        raise PackageRefusal(
            f"Its provider is in {nation}, where the gateway is none by which these came: "
            f"{', '.join(sorted(wrong)[:5])}.",
            where=arrived.file,
            do="Ask the provider for the data set of its own nation; or, if its nation is recorded "
            "wrongly, state it again: watchward enrol.",
        )


def asked_of(dataset: Dataset, nation: str) -> tuple[str, ...]:
    """Approvals that a feed waits for in that nation."""
    return tuple(kind for kind in dataset.approvals if nation != "Wales" or kind != ENGLISH_ONLY)
