"""An administrator has failed work done once more."""

from datetime import datetime

from django.db import transaction

from watchward_web.core.jobs import enqueue
from watchward_web.core.jobs.faults import retry_fault
from watchward_web.partners.seat import Seat
from watchward_web.partners.services.noting import note
from watchward_web.submissions.services.accepting import reopen

ACCEPT = "submissions.accept"


def again(seat: Seat, fault_id: int, *, now: datetime) -> bool:
    """False where there is no such failed work here, or it has been tried again already."""
    with transaction.atomic():
        fault = retry_fault(fault_id, partnership=seat.partnership.slug, now=now)
        if fault is None:
            return False
        if fault.name == ACCEPT and not reopen(str(fault.arguments["upload"]), now=now):
            return False
        enqueue(fault.name, key=fault.key, **fault.arguments)
        note(seat, "work tried again", now=now, subject=fault.name, detail={"fault": fault_id})
    return True
