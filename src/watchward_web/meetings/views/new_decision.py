"""Write a decision down, with the evidence that it rests on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.meetings.faults import Gone, NotTaken
from watchward_web.meetings.forms import DecisionForm
from watchward_web.meetings.selectors.meetings import find_meeting
from watchward_web.meetings.services.deciding import decide
from watchward_web.meetings.standing import evidence_labels
from watchward_web.partners.selectors import agencies


def new_decision(request: HttpRequest, partnership: str) -> HttpResponse:
    """`meeting` in the address says at which; its papers are then the evidence."""
    moment, seat = now(), request.seat
    today = moment.date()
    asked = request.GET.get("meeting", "")
    meeting = find_meeting(seat, int(asked), today=today) if asked.isdecimal() else None
    form = DecisionForm(
        request.POST or None,
        agencies=agencies(seat),
        labels=evidence_labels(),
        initial={"decided_on": min(meeting.held_on, today) if meeting else today},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"meeting": meeting.number if meeting else None}
        try:
            number = decide(seat, given=given, now=moment)
        except Gone as gone:
            raise Http404 from gone
        except NotTaken as fault:
            form.add_error("row" if form.cleaned_data["row"] else "analysis", str(fault))
        else:
            messages.success(request, _("The decision is in the log."))
            return redirect("meetings:decision", partnership=partnership, number=number)
    told = {
        "form": form,
        "meeting": meeting,
        "heading": _("Write a decision down"),
        "button": _("Put it into the log"),
        "log": True,
    }
    return render(request, "meetings/form.html", told)
