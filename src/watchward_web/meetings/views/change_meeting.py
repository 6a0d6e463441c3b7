"""Move a meeting, cancel it, write its notes."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.meetings.faults import NotTaken
from watchward_web.meetings.forms import ChangeForm, at_hour
from watchward_web.meetings.selectors.meetings import chair_of, find_meeting
from watchward_web.meetings.services.calling import change_meeting as write
from watchward_web.partners.selectors import people


def change_meeting(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """Subscribed calendars follow."""
    seat = request.seat
    found = find_meeting(seat, number, today=now().date())
    had = asdict(found) | {
        "starts_at": at_hour(found.starts_at),
        "chair": chair_of(seat, number),
    }
    form = ChangeForm(request.POST or None, people=people(seat), initial=had)
    if request.method == "POST" and form.is_valid():
        try:
            write(seat, number, given=form.cleaned_data, now=now())
        except NotTaken as fault:
            form.add_error("held_on", str(fault))
        else:
            messages.success(request, _("The meeting has been changed."))
            return redirect("meetings:meeting", partnership=partnership, number=number)
    told = {
        "form": form,
        "meeting": found,
        "heading": _("Change the meeting"),
        "button": _("Keep the changes"),
    }
    return render(request, "meetings/form.html", told)
