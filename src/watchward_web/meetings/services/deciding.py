"""The decision log: written once, changed only in who owes it by when, and done."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from watchward_web.meetings.evidence import Asked, evidence_for
from watchward_web.meetings.faults import Gone, NotTaken
from watchward_web.meetings.models import Decision, Meeting
from watchward_web.meetings.services.noting import note
from watchward_web.partners.models import Agency, Partnership
from watchward_web.partners.seat import Seat


def decide(seat: Seat, *, given: Mapping[str, Any], now: dt.datetime) -> int:
    """Write a decision down with its evidence as released, and return its number.

    Evidence is always what partners may see, whoever writes it: every member reads the log.
    """
    told = dict(given)
    analysis, row = told.pop("analysis", ""), told.pop("row", "")
    meeting = told.pop("meeting", None)
    frozen = (
        evidence_for(seat, Asked(analysis, row, _papers_of(seat, meeting)), now=now)
        if analysis
        else {}
    )
    with transaction.atomic():
        home = Partnership.objects.select_for_update().get(pk=seat.partnership.id)
        agency = _agency(seat, told.pop("agency"))
        if meeting and not Meeting.objects.filter(partnership=home, pk=meeting).exists():
            raise Gone
        rows = Decision.objects.filter(partnership=home)
        number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        Decision.objects.create(
            partnership=home,
            number=number,
            meeting_id=meeting or None,
            agency=agency,
            **told,
            **frozen,
        )
        note(
            seat,
            "decision written",
            f"decision {number}",
            now=now,
            analysis=analysis,
            release=str(frozen.get("release", "")),
        )
    return number


def _papers_of(seat: Seat, meeting: int | None) -> str:
    """The partners' briefing that lay on the table, if there was one."""
    rows = Meeting.objects.filter(partnership_id=seat.partnership.id, pk=meeting or 0)
    rows = rows.filter(invited__papers__audience="partner")
    found = rows.order_by("-invited__papers__made_at").values_list("invited__papers__briefing")
    first = found.first()
    return str(first[0]) if first else ""


def _agency(seat: Seat, number: int) -> Agency:
    row = Agency.objects.filter(partnership_id=seat.partnership.id, pk=number).first()
    if row is None:
        raise Gone
    return row


def hand_over(
    seat: Seat,
    number: int,
    *,
    agency: int,
    owner: str,
    due: dt.date | None,
    now: dt.datetime,
) -> None:
    """Another owner or another day; what was decided and why stays."""
    with transaction.atomic():
        row = _mine(seat, number)
        before = {"from_agency": row.agency_id, "from_due": str(row.due or "")}
        row.agency, row.owner, row.due = _agency(seat, agency), owner, due
        row.save()
        note(
            seat,
            "decision handed over",
            f"decision {number}",
            now=now,
            to_agency=agency,
            to_due=str(due or ""),
            **before,
        )


def finish(
    seat: Seat, number: int, *, done_on: dt.date, done_by: str, text: str, now: dt.datetime
) -> None:
    """Done, when, by whom, and a note."""
    with transaction.atomic():
        row = _mine(seat, number)
        if done_on < row.decided_on or done_on > now.date():
            raise NotTaken(_("It was done between the day of the decision and today."))
        row.done_on, row.done_by, row.note = done_on, done_by, text
        row.save()
        note(seat, "decision done", f"decision {number}", now=now, done_on=str(done_on))


def reopen(seat: Seat, number: int, *, now: dt.datetime) -> None:
    """It was not done after all; the log says that it was said to be."""
    with transaction.atomic():
        row = _mine(seat, number)
        row.done_on, row.done_by = None, ""
        row.save()
        note(seat, "decision reopened", f"decision {number}", now=now)


def note_evidence_read(seat: Seat, number: int, releases: list[str], *, now: dt.datetime) -> None:
    """Reading a decision's figures is reading evidence."""
    subject = f"decision {number}"
    note(
        seat, "evidence read", subject, now=now, audience=seat.audience, answers=" ".join(releases)
    )


def note_log_taken(seat: Seat, rows: int, *, now: dt.datetime) -> None:
    """The whole log left as a file."""
    note(seat, "decision log taken", "decisions.csv", now=now, rows=rows)


def _mine(seat: Seat, number: int) -> Decision:
    rows = Decision.objects.select_for_update()
    row = rows.filter(partnership_id=seat.partnership.id, number=number).first()
    if row is None:
        raise Gone
    return row
