"""Jobs that are due of themselves: each moment once, however many processes look.

A moment that passed while nothing ran is made up for once. The first time that a job is seen, only
the present moment is noted, so that a new site does not begin with a burst.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from watchward_web.core.jobs.enqueue import enqueue
from watchward_web.core.jobs.registry import jobs
from watchward_web.core.models import JobSchedule


def last_due(every: int | str, now: dt.datetime) -> dt.datetime:
    """The latest moment, not after `now`, at which a job of this rhythm was due."""
    if isinstance(every, int):
        step = every * 60
        return dt.datetime.fromtimestamp(int(now.timestamp()) // step * step, dt.UTC)
    local = now.astimezone(timezone.get_default_timezone())
    hour, minute = (int(part) for part in every.split(":"))
    at = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (at if at <= local else at - dt.timedelta(days=1)).astimezone(dt.UTC)


def enqueue_due(now: dt.datetime) -> None:
    """Write down every periodic job whose moment has come."""
    known = dict(JobSchedule.objects.values_list("name", "due_at"))
    for one in jobs():
        if one.every is None:
            continue
        due = last_due(one.every, now)
        if known.get(one.name) != due:
            _note(one.name, due)


def _note(name: str, due: dt.datetime) -> None:
    with transaction.atomic():
        _, made = JobSchedule.objects.get_or_create(name=name, defaults={"due_at": due})
        rows = JobSchedule.objects.select_for_update().filter(name=name, due_at__lt=due)
        if not made and rows.update(due_at=due):
            enqueue(name, key=f"periodic {name}")
