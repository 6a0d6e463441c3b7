"""Another owner or another day for a decision."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.meetings.faults import Gone
from watchward_web.meetings.forms import OwnedForm
from watchward_web.meetings.selectors.decisions import find_decision
from watchward_web.meetings.services.deciding import hand_over as write
from watchward_web.partners.selectors import agencies


def hand_over(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """What was decided stays as it was written."""
    moment, seat = now(), request.seat
    found = find_decision(seat, number, today=moment.date())
    had = {"agency": found.agency_id, "owner": found.owner, "due": found.due}
    form = OwnedForm(request.POST or None, agencies=agencies(seat), initial=had)
    if request.method == "POST" and form.is_valid():
        try:
            write(seat, number, **form.cleaned_data, now=moment)
        except Gone as gone:
            raise Http404 from gone
        messages.success(request, _("The log has the new owner and day."))
        return redirect("meetings:decision", partnership=partnership, number=number)
    told = {
        "form": form,
        "decision": found,
        "heading": _("Who owes it, by when"),
        "button": _("Keep"),
        "log": True,
    }
    return render(request, "meetings/form.html", told)
