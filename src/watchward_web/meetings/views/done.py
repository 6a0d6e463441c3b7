"""A decision was done, or was not after all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.meetings.faults import NotTaken
from watchward_web.meetings.forms import DoneForm
from watchward_web.meetings.selectors.decisions import find_decision
from watchward_web.meetings.services.deciding import finish, reopen


def done(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """The button of a decision that is done opens it again."""
    moment, seat = now(), request.seat
    found = find_decision(seat, number, today=moment.date())
    if request.method == "POST" and "reopen" in request.POST:
        reopen(seat, number, now=moment)
        messages.success(request, _("The decision is open again."))
        return redirect("meetings:decision", partnership=partnership, number=number)
    form = DoneForm(request.POST or None, initial={"done_on": moment.date(), "text": found.note})
    if request.method == "POST" and form.is_valid():
        try:
            finish(seat, number, **form.cleaned_data, now=moment)
        except NotTaken as fault:
            form.add_error("done_on", str(fault))
        else:
            messages.success(request, _("The log says that it was done."))
            return redirect("meetings:decision", partnership=partnership, number=number)
    told = {
        "form": form,
        "decision": found,
        "heading": _("It was done"),
        "button": _("Put it into the log"),
        "log": True,
    }
    return render(request, "meetings/form.html", told)
