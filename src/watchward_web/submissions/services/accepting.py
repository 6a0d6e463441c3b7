"""The job that takes a package in. Interrupted anywhere and run again, it does nothing twice.

What is true of the package is the store's to say; the row follows. Between the two a process may
die: the next run finds the package held, and says that it was received.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from watchward.contract.package import Package
from watchward.errors import PackageRefusal
from watchward_web.core.jobs import enqueue
from watchward_web.partners.seat import Seat
from watchward_web.partners.selectors import find_seat
from watchward_web.partners.services.noting import note
from watchward_web.submissions.models import Upload
from watchward_web.submissions.parts import file_of, remove_file
from watchward_web.submissions.permissions import SENDERS
from watchward_web.submissions.services.taking import Taken, about, hand_over, look
from watchward_web.submissions.states import (
    CHECKING,
    FAILED,
    HELD,
    RECEIVED,
    REFUSED,
    WAITING,
)


def accept(ident: str, *, now: datetime) -> None:
    """Look at the upload, hand it over, write down what came of it."""
    upload = Upload.objects.select_related("partnership").filter(ident=ident).first()
    if upload is None or upload.state not in (WAITING, CHECKING):
        return
    since = upload.begun_at if upload.state == CHECKING else None
    seat = _seat(upload)
    if seat is None:
        gone = "Whoever sent it may no longer send for this agency."
        _end(upload, None, REFUSED, now=now, why=gone, advice="Let somebody else send it again.")
        return
    try:
        package = look(seat, file_of(ident), now=now, sha256=upload.sha256)
        _begin_checking(upload, seat, package, now=now)
        taken = hand_over(seat, package, now=now, since=since)
    except PackageRefusal as refusal:
        _end(upload, seat, REFUSED, now=now, why=refusal.what, advice=refusal.do)
    else:
        _received(upload, seat, package, taken, now=now)


def give_up(ident: str, *, now: datetime) -> None:
    """The job has failed for the last time: say so to whoever waits."""
    upload = Upload.objects.select_related("partnership").filter(ident=ident).first()
    if upload is not None and upload.state in (WAITING, CHECKING):
        _end(upload, _seat(upload), FAILED, now=now)


def reopen(ident: str, *, now: datetime) -> bool:
    """To be tried again after a failure, where the file is still there: it is kept for a day."""
    rows = Upload.objects.filter(ident=ident, state=FAILED)
    return file_of(ident).exists() and bool(rows.update(state=WAITING, touched_at=now))


def _seat(upload: Upload) -> Seat | None:
    """The sender's seat as it is now; a key that has been used up since was good when it was."""
    seat = find_seat(upload.person_id, upload.partnership.slug)
    if seat is None or seat.agency.id != upload.agency_id or seat.role not in SENDERS:
        return None
    return replace(seat, machine=upload.machine)


def _begin_checking(upload: Upload, seat: Seat, package: Package, *, now: datetime) -> None:
    if upload.state == CHECKING:
        return
    with transaction.atomic():
        upload.state, upload.touched_at = CHECKING, now
        upload.save()
        subject = package.sha256[:16]
        note(seat, "package sent", now=now, subject=subject, detail=about(package))


def _still_open(upload: Upload) -> bool:
    """False where another run of the same job has come to the end: what it said stands."""
    rows = Upload.objects.select_for_update().filter(pk=upload.pk, state__in=(WAITING, CHECKING))
    return rows.exists()


def _received(upload: Upload, seat: Seat, package: Package, taken: Taken, *, now: datetime) -> None:
    with transaction.atomic():
        if not _still_open(upload):
            return
        upload.state = HELD if taken.already else RECEIVED
        upload.receipt, upload.touched_at = taken.receipt, now
        upload.save()
        note(
            seat,
            "package sent again" if taken.already else "package received",
            now=now,
            subject=package.sha256[:16],
            detail={"receipt": taken.receipt},
        )
        if not taken.already:
            _ask_ahead(seat.partnership.slug)
        transaction.on_commit(lambda: remove_file(upload.ident))


def _ask_ahead(partnership: str) -> None:
    """The declared views of what is held now: made before anybody opens them."""
    enqueue("evidence.cube", partnership=partnership, key=f"evidence.cube {partnership}")


def _end(
    upload: Upload,
    seat: Seat | None,
    state: str,
    *,
    now: datetime,
    why: str = "",
    advice: str = "",
) -> None:
    with transaction.atomic():
        if not _still_open(upload):
            return
        upload.state, upload.touched_at = state, now
        upload.why, upload.advice = why[:500], advice[:500]
        upload.save()
        if seat is not None:
            detail = {"why": upload.why} if why else {}
            note(seat, f"package {state}", now=now, subject=upload.ident, detail=detail)
        if state != FAILED:
            transaction.on_commit(lambda: remove_file(upload.ident))
