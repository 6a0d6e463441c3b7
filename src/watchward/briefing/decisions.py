"""What was decided, who owes what by when, and what happened since: read from a short CSV."""

import csv
import datetime as dt
from pathlib import Path

from watchward.briefing.document import Decision
from watchward.errors import InputRefusal

COLUMNS = ("decided_on", "what", "owner", "due", "status", "outcome")
DONE = ("done", "complete", "completed", "closed", "dropped")
MOST = 8
LATELY = dt.timedelta(days=92)  # what came of decisions this old is still news


def read_decisions(path: Path | None, *, on: dt.date) -> tuple[Decision, ...]:
    """Everything still owed and everything decided lately, the overdue first; at most eight."""
    if path is None:
        return ()
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
    every = [
        _decision(row, on=on, where=f"{path.name}, row {at}") for at, row in enumerate(rows, 2)
    ]
    past = [pair for pair in every if pair[0] <= on]
    latest = max((day for day, _ in past), default=None)
    recent = latest - LATELY if latest else None
    kept = [pair for pair in past if pair[0] >= (recent or pair[0]) or not pair[1].done]
    kept.sort(key=lambda pair: (not pair[1].overdue, -pair[0].toordinal()))
    return tuple(decision for _, decision in kept[:MOST])


def _decision(row: dict[str, str], *, on: dt.date, where: str) -> tuple[dt.date, Decision]:
    text = {name: (row.get(name) or "").strip() for name in COLUMNS}
    decided = _day(text["decided_on"], where=f"{where}, `decided_on`")
    due = _day(text["due"], where=f"{where}, `due`") if text["due"] else None
    status = text["status"].capitalize() or "Not said"
    done = status.casefold() in DONE
    overdue = bool(due and due < on and not done)
    if overdue and status != "Overdue":
        status = f"Overdue, {status.lower()}"
    return decided, Decision(
        decided_on=said(decided),
        what=text["what"],
        owner=text["owner"] or "nobody named",
        due=said(due) if due else "no date",
        status=status,
        outcome=text["outcome"] or "Nothing recorded yet.",
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
