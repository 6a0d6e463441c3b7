"""What was decided, who owes what by when, and what happened since: from a CSV or a log."""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from watchward.briefing.document import Decision
from watchward.errors import InputRefusal

COLUMNS = ("decided_on", "what", "owner", "due", "status", "outcome")
DONE = ("done", "complete", "completed", "closed", "dropped")
MOST = 8
LATELY = dt.timedelta(days=92)  # what came of decisions this old is still news


@dataclass(frozen=True)
class Entry:
    """One decision as it is written down, with its days as days; `status` is anybody's word."""

    decided_on: dt.date
    what: str
    owner: str
    due: dt.date | None
    status: str
    outcome: str = ""


def read_decisions(path: Path) -> tuple[Entry, ...]:
    """Every row of a CSV of decisions."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputRefusal(
            "The decisions cannot be read.",
            where=path.name,
            do="Save it as a CSV file in UTF-8.",
        ) from error
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if missing:
        raise InputRefusal(
            f"It lacks the column {', '.join(missing)}.",
            where=path.name,
            do=f"The columns are: {', '.join(COLUMNS)}.",
        )
    return tuple(_entry(row, where=f"{path.name}, row {at}") for at, row in enumerate(rows, 2))


def owed_on(decisions: Path | Iterable[Entry], *, on: dt.date) -> tuple[Decision, ...]:
    """Everything still owed and everything decided lately, the overdue first; at most eight."""
    entries = read_decisions(decisions) if isinstance(decisions, Path) else decisions
    past = [(entry.decided_on, _shown(entry, on=on)) for entry in entries if entry.decided_on <= on]
    latest = max((day for day, _ in past), default=None)
    recent = latest - LATELY if latest else None
    kept = [pair for pair in past if pair[0] >= (recent or pair[0]) or not pair[1].done]
    kept.sort(key=lambda pair: (not pair[1].overdue, -pair[0].toordinal()))
    return tuple(decision for _, decision in kept[:MOST])


def _entry(row: dict[str, str], *, where: str) -> Entry:
    text = {name: (row.get(name) or "").strip() for name in COLUMNS}
    return Entry(
        decided_on=_day(text["decided_on"], where=f"{where}, `decided_on`"),
        what=text["what"],
        owner=text["owner"],
        due=_day(text["due"], where=f"{where}, `due`") if text["due"] else None,
        status=text["status"],
        outcome=text["outcome"],
    )


def _shown(entry: Entry, *, on: dt.date) -> Decision:
    status = entry.status.capitalize() or "Not said"
    done = status.casefold() in DONE
    overdue = bool(entry.due and entry.due < on and not done)
    if overdue and status != "Overdue":
        status = f"Overdue, {status.lower()}"
    return Decision(
        decided_on=said(entry.decided_on),
        what=entry.what,
        owner=entry.owner or "nobody named",
        due=said(entry.due) if entry.due else "no date",
        status=status,
        outcome=entry.outcome or "Nothing recorded yet.",
        overdue=overdue,
        done=done,
    )


def _day(text: str, *, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputRefusal(
            "A date cannot be read.", where=where, do="Dates are written YYYY-MM-DD."
        ) from None


def said(day: dt.date) -> str:
    """A date as people write it: 3 March 2024."""
    return f"{day.day} {day:%B %Y}"
