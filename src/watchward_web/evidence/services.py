"""What is done with evidence, each with its audit entry: read it, save a view."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from watchward_web.core.services import record
from watchward_web.evidence.choices import Choice
from watchward_web.evidence.models import SavedView
from watchward_web.evidence.questions import Page
from watchward_web.evidence.shown import Shown
from watchward_web.partners.seat import Seat

MOST_SAVED = 100  # views that one person keeps


def note_read(seat: Seat, *shown: Shown, action: str = "evidence read", now: datetime) -> None:
    """Write down which released answers were read; open ones too, so that the log has no gap."""
    names = {one.result.about.name for one in shown}
    _note(seat, names, {one.result.id for one in shown}, action=action, now=now)


def note_answer(seat: Seat, name: str, answer: str, *, now: datetime) -> None:
    """The same of one answer whose page was already laid out."""
    _note(seat, {name}, {answer}, action="evidence read", now=now)


def _note(seat: Seat, names: set[str], ids: set[str], *, action: str, now: datetime) -> None:
    if not names:
        return
    record(
        by=seat.by,
        action=action,
        now=now,
        partnership=seat.partnership.slug,
        subject=", ".join(sorted(names)),
        detail={"audience": seat.audience, "answers": sorted(ids)},
    )


class NotKept(Exception):
    """A view could not be saved; the message is for the person."""


def save_view(
    seat: Seat, *, name: str, page: Page, choice: Choice, shared: bool, now: datetime
) -> int:
    """Keep a question and what was chosen of it, under a name of one's own."""
    with transaction.atomic():
        if SavedView.objects.filter(**_mine(seat)).count() >= MOST_SAVED:
            raise NotKept(_("You have too many saved views. Delete one that you do not need."))
        _unused(seat, name)
        row = SavedView.objects.create(
            **_mine(seat),
            name=name,
            analysis=page.name,
            query=choice.query.removeprefix("?"),
            shared=shared,
            saved_at=now,
        )
        _note_saved(seat, row.pk, "view saved", shared=shared, now=now)
    return row.pk


def change_view(seat: Seat, number: int, *, name: str, shared: bool, now: datetime) -> None:
    """Rename one's own, share it or keep it to oneself."""
    with transaction.atomic():
        _unused(seat, name, but=number)
        if SavedView.objects.filter(**_mine(seat), pk=number).update(name=name, shared=shared):
            _note_saved(seat, number, "view changed", shared=shared, now=now)


def delete_view(seat: Seat, number: int, *, now: datetime) -> None:
    """Delete one's own."""
    with transaction.atomic():
        gone, _each = SavedView.objects.filter(**_mine(seat), pk=number).delete()
        if gone:
            _note_saved(seat, number, "view deleted", now=now)


def _mine(seat: Seat) -> dict[str, int]:
    return {"partnership_id": seat.partnership.id, "owner_id": seat.person_id}


def _unused(seat: Seat, name: str, *, but: int = 0) -> None:
    if SavedView.objects.filter(**_mine(seat), name=name).exclude(pk=but).exists():
        raise NotKept(_("You have a view of that name already. Give it another."))


def _note_saved(seat: Seat, number: int, action: str, *, now: datetime, **detail: bool) -> None:
    """The name stays out of the log: a person may have typed anything into it."""
    record(
        by=seat.by,
        action=action,
        now=now,
        partnership=seat.partnership.slug,
        subject=f"saved view {number}",
        detail=detail,
    )
