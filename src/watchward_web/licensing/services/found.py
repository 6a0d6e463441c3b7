"""What officers found goes into the store's ledger, so that every answer's score follows it."""

import datetime as dt
from dataclasses import dataclass

from watchward.errors import Refusal
from watchward.hub.premises import About, record_left_out, record_measure, withdraw_measure
from watchward_web.core.store import open_partnership
from watchward_web.licensing.faults import NotTaken
from watchward_web.partners.seat import Seat


@dataclass(frozen=True)
class Answer:
    """An answer to a challenge, and incidents of a month that are left out of the score for it."""

    answer: str
    upheld: bool
    incidents: int = 0
    severity: str = ""
    month: int = 0


def found_of_condition(
    seat: Seat, ident: str, number: int, *, measure: str, kept: str, now: dt.datetime
) -> None:
    """Kept or not kept as of today; where it says neither, what was found before counts no more."""
    store, by = open_partnership(seat.partnership.store), seat.by
    rests = f"condition {number}"
    try:
        if kept:
            about = About(ident, rests, "checked by an officer")
            record_measure(store, about, measure, kept=kept == "yes", by=by, now=now)
        else:
            withdraw_measure(store, ident, rests, by=by, now=now)
    except Refusal as refusal:
        raise NotTaken(refusal.what) from refusal


def found_of_challenge(
    seat: Seat, ident: str, number: int, *, given: Answer, now: dt.datetime
) -> None:
    """The incidents that a right challenge takes out."""
    store, by = open_partnership(seat.partnership.store), seat.by
    about = About(ident, f"challenge {number}", "a challenge was found right")
    try:
        record_left_out(
            store,
            about,
            given.severity,
            month=given.month,
            records=given.incidents,
            by=by,
            now=now,
        )
    except Refusal as refusal:
        raise NotTaken(refusal.what) from refusal
