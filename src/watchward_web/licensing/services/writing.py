"""Entries, conditions and challenges are written here, each with its audit entry.

The audit log holds numbers, kinds and days, never what was typed. What was found goes to the
store's ledger too, where the score is made from it.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from watchward_web.licensing.faults import Gone, NotTaken
from watchward_web.licensing.models import Challenge, Condition, Entry
from watchward_web.licensing.services.found import (
    Answer,
    found_of_challenge,
    found_of_condition,
)
from watchward_web.licensing.words import PLAN_WEEKS
from watchward_web.partners.seat import Seat
from watchward_web.partners.services.noting import note


def write_entry(
    seat: Seat, ident: str, kind: str, *, given: Mapping[str, Any], now: dt.datetime
) -> int:
    """Write it down; an action plan without a day of its own is due in twelve weeks."""
    told = dict(given)
    if told["happened_on"] > now.date():
        raise NotTaken(_("That day is still to come."))
    if kind == "plan" and not told.get("due"):
        told["due"] = told["happened_on"] + dt.timedelta(weeks=PLAN_WEEKS)
    with transaction.atomic():
        row = Entry.objects.create(
            partnership_id=seat.partnership.id, premises=ident, kind=kind, **told
        )
        _note(seat, "licensing entry written", f"entry {row.pk}", ident, now=now, kind=kind)
    return int(row.pk)


def finish_entry(
    seat: Seat, ident: str, number: int, *, given: Mapping[str, Any], now: dt.datetime
) -> None:
    """When it was done, what came of it, and whether it goes into a pack."""
    with transaction.atomic():
        row = _row(Entry, seat, ident, number)
        done_on = given["done_on"]
        if done_on and not row.happened_on <= done_on <= now.date():
            raise NotTaken(_("It was done between its own day and today."))
        if given["exhibit"] and not given["source"]:
            raise NotTaken(_("Nothing goes into a pack without a source that can be checked."))
        for name in ("done_on", "result", "text", "source", "exhibit"):
            setattr(row, name, given[name])
        row.save()
        done, exhibit = str(done_on or ""), bool(row.exhibit)
        _note(
            seat,
            "licensing entry changed",
            f"entry {number}",
            ident,
            now=now,
            done_on=done,
            exhibit=exhibit,
        )


def ask_condition(seat: Seat, ident: str, *, given: Mapping[str, Any], now: dt.datetime) -> int:
    """A condition asked for, from the library or in other words."""
    with transaction.atomic():
        row = Condition.objects.create(
            partnership_id=seat.partnership.id, premises=ident, since=now.date(), **given
        )
        theme = row.theme
        _note(seat, "condition asked for", f"condition {row.pk}", ident, now=now, theme=theme)
    return int(row.pk)


def check_condition(
    seat: Seat, ident: str, number: int, *, state: str, kept: str, now: dt.datetime
) -> None:
    """What an officer found today; a condition only asked for cannot be kept or broken."""
    if kept and state != "in_force":
        raise NotTaken(_("Only a condition that is on the licence is kept or not kept."))
    with transaction.atomic():
        row = _row(Condition, seat, ident, number)
        row.state, row.kept = state, kept
        row.checked_on = now.date() if kept else None
        row.save()
        theme = row.theme
        _note(
            seat,
            "condition checked",
            f"condition {number}",
            ident,
            now=now,
            state=state,
            kept=kept,
        )
        found_of_condition(seat, ident, number, measure=theme, kept=kept, now=now)


def raise_challenge(seat: Seat, ident: str, *, given: Mapping[str, Any], now: dt.datetime) -> int:
    """A line of the score is contested."""
    with transaction.atomic():
        row = Challenge.objects.create(
            partnership_id=seat.partnership.id, premises=ident, raised_on=now.date(), **given
        )
        _note(seat, "score challenged", f"challenge {row.pk}", ident, now=now)
    return int(row.pk)


def answer_challenge(
    seat: Seat, ident: str, number: int, *, given: Answer, now: dt.datetime
) -> None:
    """Once; a second thought is a new challenge."""
    with transaction.atomic():
        row = _row(Challenge, seat, ident, number)
        if row.answered_on is not None:
            raise NotTaken(_("It was answered already."))
        row.answered_on, row.answer, row.upheld = now.date(), given.answer, given.upheld
        row.save()
        upheld, many = given.upheld, given.incidents
        _note(
            seat,
            "challenge answered",
            f"challenge {number}",
            ident,
            now=now,
            upheld=upheld,
            left_out=many,
        )
        if many:
            found_of_challenge(seat, ident, number, given=given, now=now)


def note_read(seat: Seat, subject: str, release: str, *, now: dt.datetime) -> None:
    """Reading the screen is reading exact evidence."""
    _note(seat, "evidence read", subject, "", now=now, audience="analyst", answers=release)


def note_pack(seat: Seat, ident: str, kind: str, exhibits: int, *, now: dt.datetime) -> None:
    """A pack left as a file."""
    _note(seat, "evidence pack taken", f"pack.{kind}", ident, now=now, exhibits=exhibits)


def _row(model: Any, seat: Seat, ident: str, number: int) -> Any:
    rows = model.objects.select_for_update()
    row = rows.filter(partnership_id=seat.partnership.id, premises=ident, pk=number).first()
    if row is None:
        raise Gone
    return row


def _note(
    seat: Seat,
    action: str,
    subject: str,
    premises: str,
    *,
    now: dt.datetime,
    **detail: str | int | bool | None,
) -> None:
    if premises:
        detail["premises"] = premises
    note(seat, action, subject, now=now, detail=detail)
