"""Records, at the hub, a body's consent to linking and the impact assessment; and revokes them."""

import datetime as dt
from dataclasses import dataclass

from watchward.errors import UsageRefusal
from watchward.hub.events import reason_given, write_event
from watchward.lake.ledger_file import ledger
from watchward.lake.linking import (
    ASSESSMENT,
    CONSENT,
    Permission,
    every_permission,
    read_permissions,
)
from watchward.lake.store import Store

__all__ = [
    "Paper",
    "Permission",
    "every_permission",
    "record_assessment",
    "record_consent",
    "revoke",
]


@dataclass(frozen=True)
class Paper:
    """What was signed: its title, by which post, from which day, to which (or its review day)."""

    title: str
    role: str
    starts: dt.date
    until: dt.date


def record_consent(store: Store, provider: str, paper: Paper, *, by: str, now: dt.datetime) -> int:
    """One body that de-identified its records consents to their linking; returns its number."""
    if not provider:
        raise UsageRefusal("A consent is one body's.", where="provider", do="Name its code.")
    return _record(store, CONSENT, provider, paper=paper, by=by, now=now)


def record_assessment(store: Store, paper: Paper, *, by: str, now: dt.datetime) -> int:
    """The impact assessment of linking in this store, signed; returns its number."""
    return _record(store, ASSESSMENT, "", paper=paper, by=by, now=now)


def revoke(store: Store, number: int, *, reason: str, by: str, now: dt.datetime) -> Permission:
    """From today it no longer stands; nothing is linked on it again."""
    why = reason_given(reason)
    with ledger(store) as connection:
        connection.execute("begin immediate")
        found = next((one for one in read_permissions(connection) if one.id == number), None)
        if found is None or found.revoked is not None:
            raise UsageRefusal(
                "No consent or assessment of that number stands to be revoked.",
                where="number",
                do="See them: `watchward linking list`.",
            )
        day = now.date().isoformat()
        connection.execute("update linking set revoked = ? where id = ?", (day, number))
        write_event(
            connection,
            kind=f"linking {found.kind} revoked",
            by=by,
            at=now,
            reason=why,
            provider=found.provider,
            about={"number": number},
        )
    return found


def _record(
    store: Store, kind: str, provider: str, *, paper: Paper, by: str, now: dt.datetime
) -> int:
    title, role = reason_given(paper.title), reason_given(paper.role)
    if paper.starts > paper.until:
        raise UsageRefusal(
            "Its last day comes before its first.", where="until", do="Give a later day."
        )
    days = (paper.starts.isoformat(), paper.until.isoformat())
    with ledger(store) as connection:
        made = connection.execute(
            "insert into linking (kind, provider, title, role, starts, until, at, by)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (kind, provider, title, role, *days, now.isoformat(), by),
        ).lastrowid
        write_event(
            connection,
            kind=f"linking {kind} recorded",
            by=by,
            at=now,
            reason=title,
            provider=provider,
            about={"number": made, "role": role, "from": days[0], "to": days[1]},
        )
    return int(made or 0)
