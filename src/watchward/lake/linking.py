"""Whether records of several bodies may be linked: what each consented to, and the assessment.

Linking de-identified records comes close to re-identifying people, an offence under section 171 of
the Data Protection Act 2018 without the consent of each controller that de-identified them.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store

CONSENT, ASSESSMENT = "consent", "assessment"


@dataclass(frozen=True)
class Permission:
    """A body's consent to linking, or the impact assessment (then `provider` is empty).

    `until` is the last day of a consent, and the review day of an assessment. A revoked one does
    not stand on the day of its revocation, nor after it.
    """

    id: int
    kind: str
    provider: str
    title: str  # of the paper that was signed
    role: str  # who signed: a post
    starts: dt.date
    until: dt.date
    at: str
    by: str
    revoked: dt.date | None

    def stands(self, on: dt.date) -> bool:
        """True on a day between its first and last, unless revoked."""
        return self.starts <= on <= self.until and (self.revoked is None or on < self.revoked)


def every_permission(store: Store) -> tuple[Permission, ...]:
    """All that were ever recorded, in their order."""
    with ledger(store) as connection:
        return read_permissions(connection)


def read_permissions(connection: sqlite3.Connection) -> tuple[Permission, ...]:
    """The same, of a ledger that is open."""
    return tuple(map(_permission, connection.execute("select * from linking order by id")))


def linking_lacks(store: Store, providers: Iterable[str], *, on: dt.date | None) -> tuple[str, ...]:
    """What is missing before records of these bodies may be linked on a day; nothing: they may."""
    recorded = every_permission(store)
    needed = [(CONSENT, provider) for provider in sorted(set(providers))]
    said = [_missing(recorded, *one, on=on) for one in (*needed, (ASSESSMENT, ""))]
    return tuple(filter(None, said))


def _missing(
    recorded: tuple[Permission, ...], kind: str, provider: str, *, on: dt.date | None
) -> str:
    """A phrase that names what is missing, revoked or out of date; "" where one stands."""
    own = [one for one in recorded if (one.kind, one.provider) == (kind, provider)]
    if on is not None and any(one.stands(on) for one in own):
        return ""
    what = f"the consent of {provider}" if provider else "the data protection impact assessment"
    if not own:
        return f"{what} (not recorded)"
    last = own[-1]
    if on is None:
        return f"{what} (the day of asking is not known)"
    if last.revoked is not None and last.revoked <= on:
        return f"{what} (revoked on {last.revoked})"
    if on < last.starts:
        return f"{what} (begins on {last.starts})"
    return f"{what} (ran out on {last.until})"


def _permission(row: sqlite3.Row) -> Permission:
    told = (row["id"], row["kind"], row["provider"], row["title"], row["role"])
    days = (dt.date.fromisoformat(row["starts"]), dt.date.fromisoformat(row["until"]))
    revoked = dt.date.fromisoformat(row["revoked"]) if row["revoked"] else None
    return Permission(*told, *days, row["at"], row["by"], revoked)
