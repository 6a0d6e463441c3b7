"""Call a meeting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.meetings.forms import MeetingForm
from watchward_web.meetings.services.calling import call_meeting
from watchward_web.partners.selectors import people


def new_meeting(request: HttpRequest, partnership: str) -> HttpResponse:
    """It begins with the standing agenda and everybody who sees evidence."""
    form = MeetingForm(request.POST or None, people=people(request.seat))
    if request.method == "POST" and form.is_valid():
        number = call_meeting(request.seat, given=form.cleaned_data, now=now())
        messages.success(request, _("The meeting is in the calendar."))
        return redirect("meetings:meeting", partnership=partnership, number=number)
    told = {"form": form, "heading": _("Call a meeting"), "button": _("Call the meeting")}
    return render(request, "meetings/form.html", told)
