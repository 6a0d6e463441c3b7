"""The audit entry of whatever a seat does: numbers, codes and our names, never what was typed."""

import datetime as dt
from collections.abc import Mapping

from watchward_web.core.services import record
from watchward_web.partners.seat import Seat


def note(
    seat: Seat,
    action: str,
    subject: str = "",
    *,
    now: dt.datetime,
    detail: Mapping[str, object] | None = None,
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
