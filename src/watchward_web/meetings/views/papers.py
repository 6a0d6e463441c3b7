"""Make the papers of a meeting: POST only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.meetings.selectors.meetings import find_meeting
from watchward_web.meetings.services.papers import ask_for_papers


def papers(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """Asked for twice, they are made once."""
    found = find_meeting(request.seat, number, today=now().date())
    ask_for_papers(request.seat, found, now=now())
    messages.success(request, _("The papers are being made. Open this page again in a minute."))
    return redirect("meetings:invited", partnership=partnership, number=number)
