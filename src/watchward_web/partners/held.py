"""What the store's ledger holds of a seat's partnership, for every app that shows it."""

from datetime import datetime

from watchward.hub.ledger import receipts
from watchward.hub.removal import removed_of
from watchward_web.core.store import open_partnership
from watchward_web.partners.months import Line, lines
from watchward_web.partners.seat import Seat


def ledger_lines(seat: Seat, *, now: datetime) -> tuple[Line, ...]:
    """What is held of every provider of the partnership."""
    store = open_partnership(seat.partnership.store)
    return lines(receipts(store), today=month_of(now), removed=removed_of(store))


def own_lines(seat: Seat, *, now: datetime) -> tuple[Line, ...]:
    """What is held of the seat's own agency."""
    return tuple(one for one in ledger_lines(seat, now=now) if one.provider == seat.agency.provider)


def month_of(now: datetime) -> int:
    """The month that is running, as a month number."""
    return now.year * 12 + now.month - 1
