"""Calls meetings: a series, its days, one meeting, its agenda, who is invited, who came."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from watchward_web.core.roles import ROLES, Role
from watchward_web.meetings.dates import days_of, month_of
from watchward_web.meetings.faults import Gone, NotTaken
from watchward_web.meetings.models import AgendaItem, Attendance, Invited, Meeting, Series
from watchward_web.meetings.services.noting import note
from watchward_web.meetings.standing import standing_items
from watchward_web.meetings.words import STATES
from watchward_web.partners.models import Agency, Membership
from watchward_web.partners.seat import Seat

AHEAD = 3  # meetings of a series that stand in the calendar
MOST_ITEMS = 40
OUT_OF_THE_WAY = 1000  # a place that no item has, while two change theirs


def begin_series(seat: Seat, *, given: Mapping[str, Any], now: dt.datetime) -> int:
    """A new series with its next meetings."""
    with transaction.atomic():
        row = Series.objects.create(
            partnership_id=seat.partnership.id,
            first_month=month_of(now.date()),
            **_with_chair(seat, given),
        )
        note(seat, "series begun", f"series {row.pk}", now=now)
        fill_series(row.pk, now=now)
    return row.pk


def change_series(seat: Seat, number: int, *, given: Mapping[str, Any], now: dt.datetime) -> None:
    """Meetings that stand in the calendar already are moved one by one, by hand."""
    with transaction.atomic():
        rows = Series.objects.filter(partnership_id=seat.partnership.id, pk=number)
        if not rows.update(**_with_chair(seat, given)):
            raise Gone
        note(seat, "series changed", f"series {number}", now=now, active=bool(given["active"]))
        fill_series(number, now=now)


def fill_series(number: int, *, now: dt.datetime) -> list[int]:
    """Put the next meetings of a series into the calendar; run twice, it adds nothing."""
    with transaction.atomic():
        row = Series.objects.select_for_update().get(pk=number)
        if not row.active:
            return []
        days = days_of(
            week=row.week,
            weekday=row.weekday,
            every=row.every_months,
            first_month=row.first_month,
            since=now.date(),
        )
        wanted = [next(days) for _each in range(AHEAD)]
        had = set(Meeting.objects.filter(series=row).values_list("held_on", flat=True))
        coming = sum(day >= now.date() for day in had)
        missing = [day for day in wanted if day not in had][: max(AHEAD - coming, 0)]
        return [_of_series(row, day, now=now) for day in missing]


def _of_series(row: Series, day: dt.date, *, now: dt.datetime) -> int:
    before = Meeting.objects.filter(series=row).order_by("-held_on").first()
    made = Meeting.objects.create(
        partnership_id=row.partnership_id,
        series=row,
        title=row.title,
        held_on=day,
        starts_at=row.starts_at,
        place=row.place,
        chair=row.chair,
        papers_days=row.papers_days,
        language=row.language,
        changed_at=now,
    )
    _furnish(made, like=before)
    return made.pk


def call_meeting(seat: Seat, *, given: Mapping[str, Any], now: dt.datetime) -> int:
    """One meeting by itself."""
    with transaction.atomic():
        row = Meeting.objects.create(
            partnership_id=seat.partnership.id, changed_at=now, **_with_chair(seat, given)
        )
        _furnish(row, like=None)
        note(seat, "meeting called", f"meeting {row.pk}", now=now)
    return row.pk


def _furnish(row: Meeting, *, like: Meeting | None) -> None:
    """The standing agenda; whoever was invited last time, or else every member with an audience."""
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=row, place=at, title=item.title, minutes=item.minutes)
        for at, item in enumerate(standing_items(), start=1)
    )
    members = Membership.objects.filter(
        partnership_id=row.partnership_id, active=True, person__is_active=True
    )
    sees = [one for one in members.order_by("pk") if ROLES[Role(one.role)].audience]
    guests: list[Invited] = []
    if like is not None:
        old = list(Invited.objects.filter(meeting=like).order_by("pk"))
        asked = {one.member_id for one in old}
        sees = [one for one in sees if one.pk in asked]
        guests = [one for one in old if one.member_id is None]
    Invited.objects.bulk_create(Invited(meeting=row, member=one) for one in sees)
    Invited.objects.bulk_create(
        Invited(meeting=row, guest=g.guest, premises=g.premises, audience=g.audience)
        for g in guests
    )


def change_meeting(seat: Seat, number: int, *, given: Mapping[str, Any], now: dt.datetime) -> None:
    """Move it, cancel it, write its notes: calendars are told that it changed."""
    with transaction.atomic():
        _mine(seat, number)
        day = Meeting.objects.filter(series__meeting=number, held_on=given.get("held_on"))
        if day.exclude(pk=number).exists():
            raise NotTaken(_("The series has a meeting on that day already."))
        Meeting.objects.filter(pk=number).update(
            changed_at=now, changes=F("changes") + 1, **_with_chair(seat, given)
        )
        note(seat, "meeting changed", f"meeting {number}", now=now, fields=", ".join(sorted(given)))


def _with_chair(seat: Seat, given: Mapping[str, Any]) -> dict[str, Any]:
    """The chair is a member of this partnership, or nobody."""
    told = dict(given)
    if "chair" in told:
        person = told.pop("chair")
        rows = Membership.objects.filter(partnership_id=seat.partnership.id, person_id=person)
        told["chair"] = rows.first() if person else None
        if person and told["chair"] is None:
            raise Gone
    return told


def _mine(seat: Seat, number: int) -> Meeting:
    rows = Meeting.objects.select_for_update()
    row = rows.filter(partnership_id=seat.partnership.id, pk=number).first()
    if row is None:
        raise Gone
    return row


def add_item(
    seat: Seat, number: int, *, title: str, lead: str, minutes: int, now: dt.datetime
) -> None:
    """At the end; it can be moved up."""
    with transaction.atomic():
        row = _mine(seat, number)
        items = AgendaItem.objects.filter(meeting=row)
        if items.count() >= MOST_ITEMS:
            raise NotTaken(_("An agenda has at most 40 items."))
        last = items.aggregate(last=Max("place"))["last"] or 0
        AgendaItem.objects.create(
            meeting=row, place=last + 1, title=title, lead=lead, minutes=minutes
        )
        _touched(seat, row, "agenda changed", now=now)


def move_item(seat: Seat, number: int, item: int, *, up: bool, now: dt.datetime) -> None:
    """Change places with the one before or after; the first stays first, the last last."""
    with transaction.atomic():
        row = _mine(seat, number)
        items = AgendaItem.objects.filter(meeting=row)
        mine = items.filter(pk=item).first()
        if mine is None:
            raise Gone
        others = items.filter(place__lt=mine.place) if up else items.filter(place__gt=mine.place)
        other = others.order_by("-place" if up else "place").first()
        if other is None:
            return
        here, there = mine.place, other.place
        items.filter(pk=mine.pk).update(place=OUT_OF_THE_WAY)
        items.filter(pk=other.pk).update(place=here)
        items.filter(pk=mine.pk).update(place=there)
        _touched(seat, row, "agenda changed", now=now)


def drop_item(seat: Seat, number: int, item: int, *, now: dt.datetime) -> None:
    """Take it off."""
    with transaction.atomic():
        row = _mine(seat, number)
        if not AgendaItem.objects.filter(meeting=row, pk=item).delete()[0]:
            raise Gone
        _touched(seat, row, "agenda changed", now=now)


def invite_member(seat: Seat, number: int, *, person: int, now: dt.datetime) -> None:
    """A member with an audience; asked twice, invited once."""
    with transaction.atomic():
        row = _mine(seat, number)
        members = Membership.objects.filter(partnership_id=seat.partnership.id, person_id=person)
        member = members.filter(active=True).first()
        if member is None or not ROLES[Role(member.role)].audience:
            raise Gone
        Invited.objects.get_or_create(meeting=row, member=member)
        _touched(seat, row, "meeting: invited", now=now, person=person)


def invite_guest(
    seat: Seat, number: int, *, guest: str, premises: str, audience: str, now: dt.datetime
) -> None:
    """Somebody without an account; the chair hands them their papers."""
    with transaction.atomic():
        row = _mine(seat, number)
        own = premises if audience == "guest" else ""
        Invited.objects.create(meeting=row, guest=guest, premises=own, audience=audience)
        _touched(seat, row, "meeting: guest invited", now=now, audience=audience)


def uninvite(seat: Seat, number: int, invited: int, *, now: dt.datetime) -> None:
    """Only while they have no papers: who got what is not forgotten."""
    with transaction.atomic():
        row = _mine(seat, number)
        found = Invited.objects.filter(meeting=row, pk=invited).first()
        if found is None:
            raise Gone
        if found.papers.exists():
            raise NotTaken(_("They have their papers already, so they stay on the list."))
        found.delete()
        _touched(seat, row, "meeting: invitation withdrawn", now=now)


def write_attendance(
    seat: Seat, number: int, states: Mapping[int, str], *, now: dt.datetime
) -> None:
    """Agency -> present, apologies, absent, or "" where nobody knows."""
    with transaction.atomic():
        row = _mine(seat, number)
        own = set(
            Agency.objects.filter(partnership_id=seat.partnership.id).values_list("pk", flat=True)
        )
        if not set(states) <= own:
            raise Gone
        for agency, state in states.items():
            if state in STATES:
                Attendance.objects.update_or_create(
                    meeting=row, agency_id=agency, defaults={"state": state}
                )
            else:
                Attendance.objects.filter(meeting=row, agency_id=agency).delete()
        _touched(seat, row, "attendance written", now=now)


def _touched(
    seat: Seat, row: Meeting, action: str, *, now: dt.datetime, **detail: str | int
) -> None:
    note(seat, action, f"meeting {row.pk}", now=now, **detail)
