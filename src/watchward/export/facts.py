"""What a file says of itself, for it travels alone: what it is, for whom, from what, how much."""

import hashlib
from collections.abc import Sequence

from watchward.contract.safe_result import SafeResult, SafeTable, Say
from watchward.export.whole_csv import plain, table_body, unreviewed_note

FOR_WHOM = {
    "analyst": "The partnership's own analysts. Exact figures: not for release.",
    "partner": "Partners of the partnership. Protected figures.",
    "guest": "A guest of the partnership. Protected figures.",
    "open": "Anybody. Protected figures.",
}


def rows_of(table: SafeTable) -> int:
    """Rows with totals: what a whole file has to hold."""
    return len(table.rows) + len(table.total_rows)


def digest(tables: Sequence[SafeTable]) -> str:
    """SHA-256 of the tables' CSVs, one after another, each without its last line."""
    found = hashlib.sha256()
    for table in tables:
        found.update(table_body(table))
    return found.hexdigest()


def about(
    result: SafeResult, tables: Sequence[SafeTable], *, say: Say = plain
) -> tuple[tuple[str, str], ...]:
    """Label and words, in the order of a cover."""
    made_up = say("Synthetic: every record is made up.") if result.synthetic else ""
    told = (
        ("Question", result.about.question),
        ("Found", result.headline),
        ("Records", made_up),
        ("For whom", say(FOR_WHOM.get(result.audience, result.audience))),
        ("Months", result.window),
        ("Method", result.about.method),
        ("Store version", result.store_version),
        ("Disclosure rules", result.rules_version),
        ("Number of the answer", result.id),
        ("Rows", f"{sum(map(rows_of, tables))}"),
        ("SHA-256 of the data", digest(tables)),
    )
    named = tuple((say(label), words) for label, words in told if words)
    note = unreviewed_note(say)
    return (("Cyfieithiad (Translation)", note), *named) if note else named


def notes(result: SafeResult, *, say: Say = plain) -> tuple[tuple[str, str], ...]:
    """Everything that must be known beside the numbers: heading and sentence."""
    sources = (f"{s.title}, {s.provider}. {s.citation}".strip() for s in result.sources)
    groups = (
        ("What was hidden or rounded, and why", result.reasons),
        ("What it cannot tell", result.about.limits),
        ("Not comparable", result.not_comparable),
        ("Also to be known", result.caveats),
        ("Source", tuple(sources)),
    )
    return tuple((say(heading), words) for heading, group in groups for words in group)
