"""What meetings say on the first page of those who call them: what is overdue."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from watchward_web.core.first_pages import Line
from watchward_web.meetings.selectors.decisions import overdue
from watchward_web.meetings.words import CHAIRS
from watchward_web.partners.seat import Seat


def overdue_line(seat: Seat, *, now: datetime) -> Line | None:
    """Nothing where nothing is late."""
    if seat.role not in CHAIRS:
        return None
    late = overdue(seat, today=now.date())
    if not late:
        return None
    said = _("Decisions past their day: %(many)s") % {"many": late}
    log = reverse("meetings:decisions", kwargs={"partnership": seat.partnership.slug})
    return Line(said, f"{log}?state=overdue", urgent=True)
