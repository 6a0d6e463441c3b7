"""Sending a package: chosen, looked at, handed to a job that takes it in whole or refuses it."""

import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from watchward.errors import Refusal
from watchward_web.core.clock import now
from watchward_web.submissions.arriving import Limit, taken_from, watch
from watchward_web.submissions.forms import not_taken, refused, too_large, wrong_file
from watchward_web.submissions.limits import MB, PART_BYTES, NotTaken, most_bytes
from watchward_web.submissions.services import hand_in, look, note_refused
from watchward_web.submissions.views.drip import body_length, hurried

FAR_BEYOND = 64 * MB


# Exempt only so that the limit is set before the form is read: `_send` asks for the token.
@csrf_exempt
def send(request: HttpRequest, partnership: str) -> HttpResponse:
    """The limit first, then the token, then the form."""
    limit = watch(request)
    declared = body_length(request)
    if declared > most_bytes() + FAR_BEYOND:
        # Not even read: a little too much is read to its end, so that a browser shows the page.
        return _page(request, error=too_large(most_bytes()), status=413)
    with hurried(request, declared):
        return _send(request, partnership, limit)


@csrf_protect
def _send(request: HttpRequest, partnership: str, limit: Limit) -> HttpResponse:
    if request.method != "POST":
        return _page(request, status=200)
    with tempfile.TemporaryDirectory(prefix="watchward-upload-") as scratch:
        path = taken_from(request, Path(scratch))
        if limit.over:
            return _page(request, error=too_large(most_bytes()), status=413)
        if path is None:
            return _page(request, error=wrong_file(), status=422)
        try:
            look(request.seat, path, now=now())
            upload = hand_in(request.seat, path, now=now())
        except Refusal as refusal:
            note_refused(request.seat, refusal.what, now=now())
            return _page(request, error=refused(refusal), status=422)
        except NotTaken as no:
            return _page(request, error=not_taken(no), status=422)
    return redirect("submissions:upload", partnership=partnership, ident=upload.ident)


def _page(request: HttpRequest, *, status: int, error: str = "") -> HttpResponse:
    told = {
        "error": error,
        "most": most_bytes() // 1024**2,
        "most_bytes": most_bytes(),
        "part_bytes": PART_BYTES,
        "title": _("Send a package"),
        # Not in the template, whose translations give a percent sign a meaning.
        "progress": _("{percent} % has arrived"),
    }
    return render(request, "submissions/send.html", told, status=status)
