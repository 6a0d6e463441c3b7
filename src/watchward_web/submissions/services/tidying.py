"""Forgets uploads that nobody goes on with, and files whose upload has ended."""

from datetime import datetime, timedelta

from django.db import transaction

from watchward_web.core.services import record
from watchward_web.submissions.limits import HOURS
from watchward_web.submissions.models import Upload
from watchward_web.submissions.parts import remove_file, uploads_folder
from watchward_web.submissions.states import ARRIVING, EXPIRED, FAILED, OPEN

KEPT_DAYS = 90


def tidy(*, now: datetime) -> None:
    """Run every quarter of an hour."""
    before = now - timedelta(hours=HOURS)
    for upload in Upload.objects.filter(state=ARRIVING, touched_at__lt=before):
        _expire(upload.pk, before=before, now=now)
    ended = Upload.objects.exclude(state__in=OPEN)
    ended.filter(touched_at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    _remove_left_over(before=before)


def _expire(key: int, *, before: datetime, now: datetime) -> None:
    """Locked and asked once more: a part may just have come."""
    with transaction.atomic():
        rows = Upload.objects.select_for_update().filter(pk=key, state=ARRIVING)
        upload = rows.filter(touched_at__lt=before).first()
        if upload is None:
            return
        upload.state, upload.touched_at = EXPIRED, now
        upload.save()
        record(
            by="job",
            action="upload expired",
            now=now,
            partnership=upload.partnership.slug,
            subject=upload.ident,
        )


def _remove_left_over(*, before: datetime) -> None:
    """A process may have died between a row's last word and its file's removal."""
    folder = uploads_folder()
    if not folder.is_dir():
        return
    states = dict(Upload.objects.values_list("ident", "state"))
    for one in folder.iterdir():
        state = states.get(one.name)
        old = one.stat().st_mtime < before.timestamp()
        # One that failed is kept for a day, to be tried again; one without a row may just begin.
        if state not in OPEN and (old or state not in (None, FAILED)):
            remove_file(one.name)
