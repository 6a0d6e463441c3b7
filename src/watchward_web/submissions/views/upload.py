"""What has become of a file that was sent: on its way, being checked, received, refused."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watchward_web.submissions.forms import advice
from watchward_web.submissions.selectors import find_upload
from watchward_web.submissions.states import CHECKING, WAITING


def upload(request: HttpRequest, partnership: str, ident: str) -> HttpResponse:
    """Asks again by itself, with or without script, until there is an end."""
    found = find_upload(request.seat, ident)
    told = {
        "upload": found,
        "busy": found.state in (WAITING, CHECKING),
        "advice": advice(found.advice),
    }
    return render(request, "submissions/upload.html", told)
