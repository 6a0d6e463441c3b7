"""What licensing says on the first page of its officers: what is past its day."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from watchward_web.core.first_pages import Line
from watchward_web.core.roles import Role
from watchward_web.licensing.selectors import clocks
from watchward_web.partners.seat import Seat


def overdue_line(seat: Seat, *, now: datetime) -> Line | None:
    """Nothing where nothing is late, or for others."""
    if seat.role != Role.LICENSING:
        return None
    late = sum(one.late for one in clocks(seat, today=now.date()))
    if not late:
        return None
    said = _("Action plans and reviews past their day: %(many)s") % {"many": late}
    home = reverse("licensing:home", kwargs={"partnership": seat.partnership.slug})
    return Line(said, home, urgent=True)
