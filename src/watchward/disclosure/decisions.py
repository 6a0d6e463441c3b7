"""What a person decided about an answer that the check could not: kept, with the reason, for good.

A decision is about one result: the same question, for the same audience, at the same store version
and rules. The next version of the store asks again.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from watchward.disclosure.protect import UNFINISHED
from watchward.disclosure.release_ledger import releases
from watchward.disclosure.releases import archived
from watchward.errors import DisclosureRefusal, UsageRefusal
from watchward.lake.store import Store

WAITING = """
select result, min(at) as at, audience, analysis, store_version
from release
where outcome = 'needs a person' and result not in (select result from release_decision)
group by result
order by min(number)
"""


@dataclass(frozen=True)
class Waiting:
    """An answer that nobody has seen and somebody should look at."""

    result: str
    at: str
    audience: str
    analysis: str
    store_version: str


@dataclass(frozen=True)
class Decision:
    """What was decided, by whom, when and why."""

    result: str
    outcome: str
    by: str
    at: str
    reason: str


def waiting(store: Store) -> tuple[Waiting, ...]:
    """Everything that needs a person, the oldest first."""
    with releases(store) as connection:
        rows = connection.execute(WAITING).fetchall()
    return tuple(Waiting(**dict(row)) for row in rows)


def decision(store: Store, result: str) -> Decision | None:
    """What was decided of one result."""
    with releases(store) as connection:
        row = connection.execute(
            "select result, outcome, by, at, reason from release_decision where result = ?",
            (result,),
        ).fetchone()
    return Decision(**dict(row)) if row else None


def decide(
    store: Store, result: str, *, release: bool, reason: str, by: str, at: datetime
) -> Decision:
    """Write a decision down; the next time the question is asked, it holds."""
    if not reason.strip():
        raise UsageRefusal("A decision needs its reason.", where="--because", do="Say why.")
    if not any(one.result == result for one in waiting(store)):
        raise UsageRefusal(
            "No answer of that number waits for a decision.",
            where="result",
            do="`watchward decide --store STORE` lists those that do.",
        )
    if release and UNFINISHED in archived(store, result).reasons:
        raise DisclosureRefusal(
            "There is nothing to release: it could not be shown that the answer by itself is safe.",
            where="result",
            do="Ask for less, for one data set, or as an analyst.",
        )
    made = Decision(
        result, "released" if release else "refused", by, at.isoformat(), reason.strip()
    )
    line = (made.result, made.at, made.by, made.outcome, made.reason)
    try:
        with releases(store) as connection:
            connection.execute("insert into release_decision values (?, ?, ?, ?, ?)", line)
    except sqlite3.IntegrityError:
        raise UsageRefusal(
            "Somebody else has just decided.", where="result", do="Look at what they decided."
        ) from None
    return made
