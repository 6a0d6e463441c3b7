"""What was found about premises, as the ledger holds it: written once, never changed."""

import datetime as dt
import sqlite3

from watchward.contract.premises_finding import Finding
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store


def every_finding(store: Store) -> tuple[Finding, ...]:
    """All that were ever recorded, in their order."""
    with ledger(store) as connection:
        return read_findings(connection)


def read_findings(connection: sqlite3.Connection) -> tuple[Finding, ...]:
    """The same, of a ledger that is open."""
    rows = connection.execute("select * from premises_finding order by id")
    return tuple(map(_finding, rows))


def last_finding(connection: sqlite3.Connection) -> int:
    """The number of the newest; 0 where there is none."""
    (found,) = connection.execute("select coalesce(max(id), 0) from premises_finding").fetchone()
    return int(found)


def _finding(row: sqlite3.Row) -> Finding:
    return Finding(
        id=row["id"],
        premises=row["premises"],
        reference=row["reference"],
        kind=row["kind"],
        what=row["what"],
        found_on=dt.date.fromisoformat(row["found_on"]),
        holds=bool(row["holds"]),
        withdrawn=bool(row["withdrawn"]),
        month=row["month"],
        records=row["records"],
    )
