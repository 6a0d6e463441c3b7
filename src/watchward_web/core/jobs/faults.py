"""Jobs that were given up: kept for administrators, with the place of the fault, not its words."""

import datetime as dt

from django.db.models import Q

from watchward_web.core.jobs.queue import Claimed
from watchward_web.core.models import JobFault

INTERRUPTED = "interrupted"


def place_of(fault: BaseException) -> str:
    """Type, module and line: the words of an exception may quote data."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    module = trace.tb_frame.f_globals.get("__name__", "") if trace else ""
    return f"{type(fault).__name__} {module}:{trace.tb_lineno if trace else 0}"[:200]


def write_down(claimed: Claimed, *, what: str, now: dt.datetime) -> None:
    """One row a job that was given up."""
    JobFault.objects.create(
        name=claimed.name,
        arguments=dict(claimed.arguments),
        key=claimed.key,
        partnership=str(claimed.arguments.get("partnership", "")),
        attempts=claimed.attempt,
        what=what,
        at=now,
    )


def job_faults(partnership: str, *, most: int = 100) -> list[JobFault]:
    """What failed of a partnership's work, and of the site's own; the newest first."""
    return list(JobFault.objects.filter(Q(partnership=partnership) | Q(partnership=""))[:most])


def retry_fault(number: int, *, partnership: str, now: dt.datetime) -> JobFault | None:
    """Mark one as tried again, once; the caller writes the job down in the same transaction."""
    rows = JobFault.objects.filter(Q(partnership=partnership) | Q(partnership=""), pk=number)
    if not rows.filter(again_at=None).update(again_at=now):
        return None
    return rows.get()
