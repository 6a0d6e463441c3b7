"""What the audit log is told of the submissions."""

from datetime import datetime

from watchward_web.partners.seat import Seat
from watchward_web.partners.services.noting import note


def note_read(seat: Seat, what: str, *, subject: str = "", now: datetime) -> None:
    """Write down who read which page: exact numbers of records stand on it."""
    note(seat, f"{what} read", now=now, subject=subject, detail={})


def note_findings(seat: Seat, receipt: str, *, rows: int, now: datetime) -> None:
    """Write down who took a list of what to mend."""
    note(seat, "findings taken", now=now, subject=receipt, detail={"rows": rows})


def note_refused(seat: Seat, why: str, *, now: datetime) -> None:
    """Write down that a file was not taken, and why; it never became an upload."""
    note(seat, "package refused", now=now, subject="", detail={"why": why})
