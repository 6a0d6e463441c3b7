"""The decision log."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.http import Http404

from watchward.briefing.decisions import Entry
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.written import from_json
from watchward_web.meetings.models import Decision
from watchward_web.meetings.seen import DecisionSeen
from watchward_web.partners.seat import PartnershipSeen, Seat

OPEN, OVERDUE, DONE = "open", "overdue", "done"
UNTOLD = frozenset({"open"})  # audiences whose papers do not carry the log


def decisions(
    seat: Seat, *, today: dt.date, state: str = "", agency: int | None = None
) -> list[DecisionSeen]:
    """The newest first, of one state or of one owner where asked."""
    rows = _reach(seat)
    if agency is not None:
        rows = rows.filter(agency_id=agency)
    late = Q(done_on__isnull=True, due__lt=today)
    if state == OVERDUE:
        rows = rows.filter(late)
    elif state == OPEN:
        rows = rows.filter(done_on__isnull=True).exclude(late)
    elif state == DONE:
        rows = rows.filter(done_on__isnull=False)
    return [_seen(row, today=today) for row in rows]


def overdue(seat: Seat, *, today: dt.date) -> int:
    """How many are past their day and not done."""
    return _reach(seat).filter(done_on__isnull=True, due__lt=today).count()


def of_meeting(seat: Seat, meeting: int, *, today: dt.date) -> list[DecisionSeen]:
    """Those that were taken at one meeting, in order."""
    rows = _reach(seat).filter(meeting_id=meeting).order_by("number")
    return [_seen(row, today=today) for row in rows]


def find_decision(seat: Seat, number: int, *, today: dt.date) -> DecisionSeen:
    """By its number within the partnership."""
    row = _reach(seat).filter(number=number).first()
    if row is None:
        raise Http404
    return _seen(row, today=today)


def frozen(seat: Seat, number: int) -> SafeResult | None:
    """A decision's evidence as it was released when it was taken; None where it rests on none."""
    text = _reach(seat).filter(number=number).values_list("frozen", flat=True).first()
    return from_json(text) if text else None


def entries(home: PartnershipSeen, *, audience: str) -> tuple[Entry, ...]:
    """The log as a briefing tells it; papers for anybody do not carry it."""
    if audience in UNTOLD:
        return ()
    rows = Decision.objects.filter(partnership_id=home.id).select_related("agency").defer("frozen")
    return tuple(_entry(row) for row in rows.order_by("number"))


def _reach(seat: Seat) -> "QuerySet[Decision]":
    rows = Decision.objects.filter(partnership_id=seat.partnership.id)
    return rows.select_related("agency").defer("frozen").order_by("-number")


def _entry(row: Decision) -> Entry:
    return Entry(
        decided_on=row.decided_on,
        what=row.what,
        owner=f"{row.agency.name}, {row.owner}" if row.owner else row.agency.name,
        due=row.due,
        status="done" if row.done_on else "open",
        outcome=row.note,
    )


def _seen(row: Decision, *, today: dt.date) -> DecisionSeen:
    late = row.done_on is None and row.due is not None and row.due < today
    return DecisionSeen(
        number=row.number,
        meeting=row.meeting_id,
        decided_on=row.decided_on,
        what=row.what,
        why=row.why,
        agency=row.agency.name,
        agency_id=row.agency_id,
        owner=row.owner,
        due=row.due,
        done_on=row.done_on,
        done_by=row.done_by,
        note=row.note,
        state=DONE if row.done_on else OVERDUE if late else OPEN,
        analysis=row.analysis,
        table=row.table,
        row=row.row,
        release=row.release,
        store_version=row.store_version,
    )
