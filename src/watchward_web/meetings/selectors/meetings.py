"""Meetings, their agendas, who is invited, who came."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from watchward_web.core.roles import ROLES, Role
from watchward_web.meetings.dates import days_of
from watchward_web.meetings.models import AgendaItem, Attendance, Invited, Meeting, Paper, Series
from watchward_web.meetings.seen import (
    InvitedSeen,
    ItemSeen,
    MeetingSeen,
    PaperSeen,
    SeriesSeen,
)
from watchward_web.meetings.words import CHAIRS, MEMBERS, may_read
from watchward_web.partners.seat import Seat
from watchward_web.partners.selectors import agencies

RECENT = 12  # meetings that the history of attendance shows


def meetings(seat: Seat, *, today: dt.date) -> list[MeetingSeen]:
    """The seat's own; a councillor's are those that they are invited to."""
    return [_meeting(row, today=today) for row in _reach(seat)]


def find_meeting(seat: Seat, number: int, *, today: dt.date) -> MeetingSeen:
    """One of them, or it is not there."""
    row = _reach(seat).filter(pk=number).first()
    if row is None:
        raise Http404
    return _meeting(row, today=today)


def _reach(seat: Seat) -> "QuerySet[Meeting]":
    rows = Meeting.objects.filter(partnership_id=seat.partnership.id)
    if seat.role not in MEMBERS:
        rows = rows.filter(invited__member__person_id=seat.person_id)
    return rows.select_related("chair__person")


def _meeting(row: Meeting, *, today: dt.date) -> MeetingSeen:
    return MeetingSeen(
        number=row.pk,
        title=row.title,
        held_on=row.held_on,
        starts_at=row.starts_at,
        place=row.place,
        chair=row.chair.person.name if row.chair else "",
        papers_days=row.papers_days,
        language=row.language,
        papers_made_at=row.papers_made_at,
        notes=row.notes,
        cancelled=row.cancelled,
        changed_at=row.changed_at,
        changes=row.changes,
        past=row.held_on <= today,
    )


def chair_of(seat: Seat, number: int) -> int | None:
    """The person who chairs a meeting, as the form names them."""
    rows = _reach(seat).filter(pk=number)
    return rows.values_list("chair__person_id", flat=True).first()


def chair_of_series(seat: Seat, number: int) -> int | None:
    """The same of a series."""
    rows = _series_of(seat).filter(pk=number)
    return rows.values_list("chair__person_id", flat=True).first()


def invited_agencies(seat: Seat, meeting: MeetingSeen) -> tuple[str, ...]:
    """Agencies once, then guests."""
    every = invited(seat, meeting)
    named = dict.fromkeys(one.agency for one in every if one.agency)
    return (*named, *(one.name for one in every if one.role is None))


def series(seat: Seat, *, today: dt.date) -> list[SeriesSeen]:
    """Every series with its next day."""
    return [_series(row, today=today) for row in _series_of(seat)]


def find_series(seat: Seat, number: int, *, today: dt.date) -> SeriesSeen:
    """One of them."""
    row = _series_of(seat).filter(pk=number).first()
    if row is None:
        raise Http404
    return _series(row, today=today)


def _series_of(seat: Seat) -> "QuerySet[Series]":
    return Series.objects.filter(partnership_id=seat.partnership.id)


def _series(row: Series, *, today: dt.date) -> SeriesSeen:
    return SeriesSeen(
        number=row.pk,
        title=row.title,
        week=row.week,
        weekday=row.weekday,
        every_months=row.every_months,
        starts_at=row.starts_at,
        place=row.place,
        papers_days=row.papers_days,
        language=row.language,
        active=row.active,
        next_on=next(
            days_of(
                week=row.week,
                weekday=row.weekday,
                every=row.every_months,
                first_month=row.first_month,
                since=today,
            )
        ),
    )


def agenda(meeting: MeetingSeen) -> list[ItemSeen]:
    """The items in order, each with the hour at which it begins."""
    found, at = [], dt.datetime.combine(meeting.held_on, meeting.starts_at)
    for row in AgendaItem.objects.filter(meeting_id=meeting.number):
        found.append(ItemSeen(row.pk, row.title, row.lead, row.minutes, f"{at:%H:%M}"))
        at += dt.timedelta(minutes=row.minutes)
    return found


def invited(seat: Seat, meeting: MeetingSeen) -> list[InvitedSeen]:
    """Everybody, with which version each got; for those who call meetings."""
    rows = Invited.objects.filter(
        meeting_id=meeting.number, meeting__partnership=seat.partnership.id
    )
    rows = rows.select_related("member__person", "member__agency").prefetch_related("papers")
    return [_invited(row, seat) for row in rows]


def own_place(seat: Seat, meeting: MeetingSeen) -> InvitedSeen | None:
    """The seat's own invitation, where there is one."""
    rows = Invited.objects.filter(meeting_id=meeting.number, member__person_id=seat.person_id)
    rows = rows.select_related("member__person", "member__agency").prefetch_related("papers")
    row = rows.first()
    return _invited(row, seat) if row else None


def _invited(row: Invited, seat: Seat) -> InvitedSeen:
    papers = list(row.papers.all())
    member = row.member
    role = Role(member.role) if member else None
    return InvitedSeen(
        number=row.pk,
        name=member.person.name if member else row.guest,
        agency=member.agency.name if member else "",
        role=role,
        audience=ROLES[role].audience if role else row.audience,
        premises=row.premises,
        active=member.active and member.person.is_active if member else True,
        paper=_paper(papers[-1], seat) if papers else None,
    )


def _paper(row: Paper, seat: Seat) -> PaperSeen:
    return PaperSeen(
        number=row.pk,
        briefing=row.briefing,
        audience=row.audience,
        premises=row.premises,
        store_version=row.store_version,
        made_at=row.made_at,
        taken_at=row.taken_at,
        readable=may_read(seat.audience, row.audience),
    )


def find_paper(seat: Seat, meeting: MeetingSeen, number: int) -> PaperSeen:
    """One's own, or anybody's for those who call meetings; never above one's own audience."""
    rows = Paper.objects.filter(invited__meeting_id=meeting.number, pk=number)
    if seat.role not in CHAIRS:
        rows = rows.filter(invited__member__person_id=seat.person_id)
    row = rows.first()
    if row is None or not may_read(seat.audience, row.audience):
        raise Http404
    return _paper(row, seat)


def attendance(seat: Seat, meeting: MeetingSeen) -> list[tuple[int, str, str]]:
    """(agency, its name, state) of every agency; "" where nothing is written."""
    rows = Attendance.objects.filter(meeting_id=meeting.number)
    said = dict(rows.values_list("agency_id", "state"))
    return [(one.id, one.name, said.get(one.id, "")) for one in agencies(seat)]


@dataclass(frozen=True)
class History:
    """Who came to the last meetings; of each agency its states, oldest first, and how many."""

    meetings: tuple[MeetingSeen, ...]
    agencies: tuple[tuple[str, tuple[str, ...], int, int], ...]


def attendance_history(seat: Seat, *, today: dt.date, most: int = RECENT) -> History:
    """Meetings where nobody wrote down who came are left out."""
    rows = _reach(seat).filter(held_on__lte=today, cancelled=False, attendance__isnull=False)
    last = list(rows.distinct().order_by("-held_on", "-pk")[:most])[::-1]
    said = {
        (meeting, agency): state
        for meeting, agency, state in Attendance.objects.filter(
            meeting__in=[row.pk for row in last]
        ).values_list("meeting_id", "agency_id", "state")
    }
    lines = []
    for one in agencies(seat):
        states = tuple(said.get((row.pk, one.id), "") for row in last)
        asked = sum(bool(state) for state in states)
        lines.append((one.name, states, states.count("present"), asked))
    return History(tuple(_meeting(row, today=today) for row in last), tuple(lines))


def next_of(found: Sequence[MeetingSeen], *, today: dt.date) -> MeetingSeen | None:
    """The next that is not cancelled."""
    coming = (one for one in found if one.held_on >= today and not one.cancelled)
    return min(coming, key=lambda one: (one.held_on, one.starts_at), default=None)
