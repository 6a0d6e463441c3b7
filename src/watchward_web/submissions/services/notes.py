"""What the audit log is told of the submissions."""

from collections.abc import Mapping
from datetime import datetime

from watchward_web.core.services import record
from watchward_web.partners.seat import Seat


def note(
    seat: Seat,
    action: str,
    *,
    now: datetime,
    subject: str,
    detail: Mapping[str, object],
) -> None:
    """One entry of the seat's partnership."""
    record(
        by=seat.by,
        action=action,
        now=now,
        partnership=seat.partnership.slug,
        subject=subject,
        detail=detail,
    )


def note_read(seat: Seat, what: str, *, subject: str = "", now: datetime) -> None:
    """Write down who read which page: exact numbers of records stand on it."""
    note(seat, f"{what} read", now=now, subject=subject, detail={})


def note_findings(seat: Seat, receipt: str, *, rows: int, now: datetime) -> None:
    """Write down who took a list of what to mend."""
    note(seat, "findings taken", now=now, subject=receipt, detail={"rows": rows})


def note_refused(seat: Seat, why: str, *, now: datetime) -> None:
    """Write down that a file was not taken, and why; it never became an upload."""
    note(seat, "package refused", now=now, subject="", detail={"why": why})
