"""Each recipient's papers, made for their own audience and premises, and told of by a link only."""

import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from watchward.briefing.archive import kept
from watchward.reference.welsh import spoken_to
from watchward_web.core.jobs import enqueue, pending
from watchward_web.core.roles import ROLES, Role
from watchward_web.core.services import record
from watchward_web.core.store import open_partnership
from watchward_web.meetings.models import Invited, Meeting, Paper, Series
from watchward_web.meetings.seen import MeetingSeen, PaperSeen
from watchward_web.meetings.services.briefings import made_for
from watchward_web.meetings.services.calling import fill_series
from watchward_web.meetings.services.noting import note
from watchward_web.partners.seat import PartnershipSeen, Seat
from watchward_web.partners.selectors import all_partnerships

JOB = "meetings.papers"


def ask_for_papers(seat: Seat, meeting: MeetingSeen, *, now: dt.datetime) -> bool:
    """In the background, for they take seconds a version; False where they are on their way."""
    with transaction.atomic():
        put = _enqueue(meeting.number, seat.partnership.slug, by=seat.by)
        if put:
            note(seat, "papers asked for", f"meeting {meeting.number}", now=now)
    return put


def being_made(meeting: int) -> bool:
    """Whether the papers are on their way."""
    return pending(_key(meeting))


def _key(meeting: int) -> str:
    return f"{JOB}-{meeting}"


def _enqueue(meeting: int, partnership: str, *, by: str) -> bool:
    return enqueue(JOB, key=_key(meeting), meeting=meeting, partnership=partnership, by=by)


def come_due(*, now: dt.datetime) -> int:
    """Fill the calendars, and ask for the papers of every meeting that is near enough."""
    for number in Series.objects.filter(active=True).values_list("pk", flat=True):
        fill_series(number, now=now)
    today, asked = now.date(), 0
    rows = Meeting.objects.filter(
        cancelled=False, papers_made_at=None, papers_days__isnull=False, held_on__gte=today
    )
    for row in rows.select_related("partnership"):
        if row.held_on - dt.timedelta(days=row.papers_days or 0) <= today:
            asked += _enqueue(row.pk, row.partnership.slug, by="command")
    return asked


def make_papers(meeting: int, *, by: str, now: dt.datetime) -> int:
    """Every recipient's own version, and one notice to each member; may be run again."""
    row = Meeting.objects.select_related("partnership").filter(pk=meeting).first()
    if row is None or row.cancelled:
        return 0
    home = next(one for one in all_partnerships() if one.id == row.partnership_id)
    wanted = [(one, _audience(one)) for one in _recipients(row)]
    versions = sorted({(audience, one.premises) for one, audience in wanted if audience})
    idents = {
        (audience, premises): made_for(
            home,
            audience=audience,
            premises=premises,
            language=spoken_to(audience, row.language),
            by=by,
            now=now,
        ).id
        for audience, premises in versions
    }
    store_versions = {one.id: one.store_version for one in kept(open_partnership(home.store))}
    with transaction.atomic():
        for one, audience in wanted:
            ident = idents.get((audience, one.premises), "")
            if ident:
                Paper.objects.get_or_create(
                    invited=one,
                    briefing=ident,
                    defaults={
                        "audience": audience,
                        "premises": one.premises,
                        "store_version": store_versions[ident],
                        "made_at": now,
                    },
                )
        Meeting.objects.filter(pk=meeting).update(papers_made_at=now)
        record(
            by=by,
            action="papers made",
            now=now,
            partnership=home.slug,
            subject=f"meeting {meeting}",
            detail={"versions": sorted(set(idents.values())), "recipients": len(wanted)},
        )
    _tell(row, home, now=now)
    return len(versions)


def _recipients(row: Meeting) -> list[Invited]:
    """Leavers get nothing."""
    rows = Invited.objects.filter(meeting=row).select_related("member__person")
    return [
        one
        for one in rows
        if one.member is None or (one.member.active and one.member.person.is_active)
    ]


def _audience(one: Invited) -> str:
    """A member's role says it as it is now; a guest's invitation does."""
    return ROLES[Role(one.member.role)].audience if one.member else one.audience


def _tell(row: Meeting, home: PartnershipSeen, *, now: dt.datetime) -> None:
    """A link and nothing else: an e-mail lies on other people's machines."""
    path = reverse("meetings:meeting", kwargs={"partnership": home.slug, "number": row.pk})
    words = render_to_string("meetings/notice.txt", {"link": f"{settings.SITE}{path}"})
    for one in _recipients(row):
        if one.member is None or one.told_at is not None or not _audience(one):
            continue
        send_mail(
            _("Papers for a meeting are ready"),
            words,
            settings.DEFAULT_FROM_EMAIL,
            [one.member.person.email],
        )
        Invited.objects.filter(pk=one.pk).update(told_at=now)


def note_taken(seat: Seat, meeting: MeetingSeen, paper: PaperSeen, *, now: dt.datetime) -> None:
    """Who took which version; one's own is marked as taken."""
    with transaction.atomic():
        own = Paper.objects.filter(pk=paper.number, invited__member__person_id=seat.person_id)
        own.filter(taken_at=None).update(taken_at=now)
        note(
            seat,
            "papers taken",
            f"meeting {meeting.number}",
            now=now,
            briefing=paper.briefing,
            audience=paper.audience,
        )
