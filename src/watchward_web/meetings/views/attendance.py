"""Write down which agency came."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.meetings.forms import AttendanceForm
from watchward_web.meetings.selectors.meetings import attendance as attendance_of
from watchward_web.meetings.selectors.meetings import find_meeting
from watchward_web.meetings.services.calling import write_attendance


def attendance(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """Every agency of the partnership, on one page."""
    seat = request.seat
    found = find_meeting(seat, number, today=now().date())
    form = AttendanceForm(request.POST or None, lines=attendance_of(seat, found))
    if request.method == "POST" and form.is_valid():
        write_attendance(seat, number, form.states, now=now())
        messages.success(request, _("Who came is written down."))
        return redirect("meetings:meeting", partnership=partnership, number=number)
    told = {
        "form": form,
        "meeting": found,
        "heading": _("Who came?"),
        "button": _("Keep"),
    }
    return render(request, "meetings/form.html", told)
