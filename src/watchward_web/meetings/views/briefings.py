"""The papers: one button makes them for one's own audience; below, those made before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.meetings.selectors.briefings import briefings_for, release_said
from watchward_web.meetings.services.briefings import make_briefing


def briefings(request: HttpRequest, partnership: str) -> HttpResponse:
    """Making them twice from the same records gives the same papers."""
    if request.method == "POST":
        ident = make_briefing(request.seat, now=now())
        messages.success(request, _("The briefing is ready."))
        return redirect("meetings:briefing", partnership=partnership, ident=ident)
    told = {
        "briefings": briefings_for(request.seat),
        "release": release_said(request.seat.audience),
    }
    return render(request, "meetings/briefings.html", told)
