"""The audit entry of whatever is done in this app: numbers and codes, never what was typed."""

import datetime as dt

from watchward_web.partners.seat import Seat
from watchward_web.partners.services.noting import note as write_down


def note(
    seat: Seat, action: str, subject: str, *, now: dt.datetime, **detail: str | int | bool | None
) -> None:
    """Write it down."""
    write_down(seat, action, subject, now=now, detail=detail)
