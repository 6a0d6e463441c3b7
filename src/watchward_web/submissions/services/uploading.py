"""An upload begins, grows part by part, and is handed to a job: each step whole or not at all.

A part is on the disk before its row says so, and the row is locked meanwhile: of two writers at one
offset one is told where the other has got to.
"""

import hashlib
import secrets
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Sum
from django.http import Http404

from watchward_web.core.jobs import enqueue
from watchward_web.partners.models import Agency
from watchward_web.partners.seat import Seat
from watchward_web.partners.services.noting import note
from watchward_web.submissions.limits import NotTaken, Underway, check_room
from watchward_web.submissions.models import Upload
from watchward_web.submissions.parts import (
    adopt_file,
    begin_file,
    begins_like_a_package,
    remove_file,
    uploads_folder,
    write_part,
)
from watchward_web.submissions.selectors import own_uploads
from watchward_web.submissions.states import ARRIVING, CANCELLED, OPEN, REFUSED, WAITING


def begin(seat: Seat, *, size: int, sha256: str = "", now: datetime) -> Upload:
    """A new upload; or the unfinished one of the very same file, to be gone on with."""
    with transaction.atomic():
        _check_agency(seat, size)
        if sha256:
            same = own_uploads(seat).filter(state=ARRIVING, sha256=sha256, size=size).first()
            if same is not None:
                return same
        _check_room(seat, size)
        made = _make(seat, size=size, sha256=sha256, now=now)
        begin_file(made.ident)
    return made


def append(seat: Seat, ident: str, part: bytes, *, at: int, digest: bytes, now: datetime) -> Upload:
    """Add one part at the offset where the last one ended; the last part hands the upload in."""
    if hashlib.sha256(part).digest() != digest:
        raise NotTaken("wrong_digest")
    with transaction.atomic():
        upload = _locked(seat, ident)
        if upload.state != ARRIVING:
            raise NotTaken("not_arriving", arrived=upload.arrived)
        if at != upload.arrived:
            raise NotTaken("wrong_offset", arrived=upload.arrived)
        if at + len(part) > upload.size:
            raise NotTaken("beyond_size", arrived=upload.arrived)
        if at == 0 and not begins_like_a_package(part):
            return _refuse(seat, upload, now=now)
        write_part(ident, part, at=at)
        upload.arrived += len(part)
        upload.touched_at = now
        if upload.arrived == upload.size:
            _to_be_checked(upload)
            note(seat, "upload complete", now=now, subject=ident, detail={"bytes": upload.size})
        upload.save()
    return upload


def hand_in(seat: Seat, path: Path, *, now: datetime) -> Upload:
    """A file that came whole, by a form."""
    size = path.stat().st_size
    with transaction.atomic():
        _check_agency(seat, size)
        _check_room(seat, size)
        made = _make(seat, size=size, sha256="", now=now)
        adopt_file(made.ident, path)
        made.arrived = size
        _to_be_checked(made)
        made.save()
        note(seat, "upload complete", now=now, subject=made.ident, detail={"bytes": size})
    return made


def cancel(seat: Seat, ident: str, *, now: datetime) -> Upload:
    """The sender does not want to go on; what is being checked can no longer be called back."""
    with transaction.atomic():
        upload = _locked(seat, ident)
        if upload.state != ARRIVING:
            raise NotTaken("not_arriving", arrived=upload.arrived)
        upload.state, upload.touched_at = CANCELLED, now
        upload.save()
        note(seat, "upload cancelled", now=now, subject=ident, detail={})
        transaction.on_commit(lambda: remove_file(ident))
    return upload


def _check_agency(seat: Seat, size: int) -> None:
    if not seat.agency.provider:
        raise NotTaken("no_provider")
    if size < 1:
        raise NotTaken("empty")


def _check_room(seat: Seat, size: int) -> None:
    # Two beginnings of one agency take turns, so that together they stay within its share.
    Agency.objects.select_for_update().get(pk=seat.agency.id)
    rows = own_uploads(seat).filter(state__in=OPEN)
    held = rows.aggregate(total=Sum("size"))["total"] or 0
    check_room(size, underway=Underway(rows.count(), held), folder=uploads_folder())


def _make(seat: Seat, *, size: int, sha256: str, now: datetime) -> Upload:
    ident = secrets.token_hex(12)
    made = Upload.objects.create(
        ident=ident,
        partnership_id=seat.partnership.id,
        agency_id=seat.agency.id,
        person_id=seat.person_id,
        machine=seat.machine,
        size=size,
        sha256=sha256,
        state=ARRIVING,
        begun_at=now,
        touched_at=now,
    )
    note(seat, "upload begun", now=now, subject=ident, detail={"bytes": size})
    return made


def _locked(seat: Seat, ident: str) -> Upload:
    found = own_uploads(seat).select_for_update().filter(ident=ident).first()
    if found is None:
        raise Http404
    return found


def _to_be_checked(upload: Upload) -> None:
    upload.state = WAITING
    enqueue(
        "submissions.accept",
        key=f"accept {upload.ident}",
        upload=upload.ident,
        partnership=upload.partnership.slug,
    )


def _refuse(seat: Seat, upload: Upload, *, now: datetime) -> Upload:
    upload.state, upload.touched_at = REFUSED, now
    upload.why = "The file is not a package."
    upload.advice = "Choose a file that ends in .wwp or .wwp.age. Never send the extract itself."
    upload.save()
    note(seat, "package refused", now=now, subject=upload.ident, detail={"why": upload.why})
    transaction.on_commit(lambda: remove_file(upload.ident))
    return upload
