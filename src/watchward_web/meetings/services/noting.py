"""The audit entry of whatever is done in this app: numbers and codes, never what was typed."""

import datetime as dt

from watchward_web.core.services import record
from watchward_web.partners.seat import Seat


def note(
    seat: Seat, action: str, subject: str, *, now: dt.datetime, **detail: str | int | bool | None
) -> None:
    """Write it down."""
    record(
        by=seat.by,
        action=action,
        now=now,
        partnership=seat.partnership.slug,
        subject=subject,
        detail=detail,
    )
