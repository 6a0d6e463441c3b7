"""Is a feed covered? An agreement in date is asked for, and every field that came rests on one.

Asked where the store is for production or the partnership has asked for it; open data, which
anybody may use, need none.
"""

import datetime as dt
import sqlite3
from collections.abc import Mapping

from watchward.errors import PackageRefusal
from watchward.hub.agreements import Agreement, read_agreements
from watchward.hub.arrived import Arrived
from watchward.hub.events import reason_given, write_event
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store

REQUIRED = "agreements required"


def require_agreements(
    store: Store, *, required: bool, reason: str, by: str, now: dt.datetime
) -> None:
    """From now on what no agreement in date covers is refused, or no longer."""
    why = reason_given(reason)
    said = "yes" if required else "no"
    with ledger(store) as connection:
        connection.execute("insert or replace into house_rule values (?, ?)", (REQUIRED, said))
        write_event(connection, kind=REQUIRED, by=by, at=now, reason=why, about={"required": said})


def agreements_required(store: Store) -> bool:
    """True in production, and where the partnership has asked for it."""
    with ledger(store) as connection:
        return store.production or _asked_for(connection)


def covered(
    connection: sqlite3.Connection, arrived: Arrived, *, on: dt.date, production: bool
) -> None:
    """Refuse a feed, where that is asked for, that rests in part or whole on no agreement."""
    if arrived.dataset.public or not (production or _asked_for(connection)):
        return
    whose = (arrived.manifest.provider, arrived.manifest.dataset)
    own = [one for one in read_agreements(connection) if (one.provider, one.dataset) == whose]
    standing = [one for one in own if one.valid_from <= on <= one.counts_to]
    if not standing:
        _refuse_none(own, on=on, where=arrived.file)
    without = [
        name
        for name, code in _came(arrived).items()
        if not any(one.covers(name, code) for one in standing)
    ]
    if without:
        raise PackageRefusal(
            f"No agreement in date covers: {', '.join(sorted(without)[:5])}.",
            where=arrived.file,
            do="Ask the partnership to sign for them and to record it (on its page “Agreements”, "
            "or: watchward agree), or the provider to prepare the package without them.",
        )


def _came(arrived: Arrived) -> Mapping[str, str]:
    """Field → gateway; a package of before gateways were carried may hold any field."""
    declared = arrived.dataset.gateways
    every = {f.name: declared[f.name] for f in arrived.dataset.fields if f.name in declared}
    return arrived.manifest.gateways or every


def _refuse_none(own: list[Agreement], *, on: dt.date, where: str) -> None:
    """What to do about it differs: one that names no gateway may only need to name them."""
    if any(one.valid_from <= on <= one.valid_to for one in own):
        raise PackageRefusal(
            "The agreement in date about this data set does not name the gateways that it rests "
            "on, and the time given for naming them is over.",
            where=where,
            do="Ask the partnership to name them as they were signed (on its page “Agreements”, "
            "or: watchward agreements name); then send this package again.",
        )
    last = max((one.valid_to for one in own), default=None)
    ended = f"; the last one ended on {last}" if last else ""
    raise PackageRefusal(
        f"No agreement with this provider about this data set is in date{ended}.",
        where=where,
        do="Ask the partnership to sign one and record it (on its page “Agreements”, or: "
        "watchward agree); then send this package again.",
    )


def _asked_for(connection: sqlite3.Connection) -> bool:
    row = connection.execute("select value from house_rule where name = ?", (REQUIRED,)).fetchone()
    return bool(row and row["value"] == "yes")
