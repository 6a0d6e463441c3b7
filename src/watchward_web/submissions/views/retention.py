"""What falls due for deletion, by which rule, and what was removed, with its proof."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.core.clock import now
from watchward_web.partners.owing import names_of_people, today
from watchward_web.partners.selectors import agency_names
from watchward_web.submissions.keeping import retained
from watchward_web.submissions.selectors import titles
from watchward_web.submissions.services import note_read


def retention(request: HttpRequest, partnership: str) -> HttpResponse:
    """The page only reads: removal is a command, for it cannot be taken back."""
    seat, moment = request.seat, now()
    told = {
        "found": retained(seat, now=moment),
        "today": today(moment),
        "names": agency_names(seat),
        "titles": titles(),
        "people": names_of_people(seat),
    }
    note_read(seat, "retention", now=moment)
    return render(request, "submissions/retention.html", told)
