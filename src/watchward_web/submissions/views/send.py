"""Sending a package: chosen, checked, taken whole or refused whole, and told at once."""

import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from watchward.errors import Refusal
from watchward_web.core.clock import now
from watchward_web.submissions.arriving import Limit, most_bytes, taken_from, watch
from watchward_web.submissions.forms import refused, too_large, wrong_file
from watchward_web.submissions.services import take


# Exempt only so that the limit is set before the form is read: `_send` asks for the token.
@csrf_exempt
def send(request: HttpRequest, partnership: str) -> HttpResponse:
    """The limit first, then the token, then the form."""
    limit = watch(request)
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
            taken = take(request.seat, path, now=now())
        except Refusal as refusal:
            return _page(request, error=refused(refusal), status=422)
    response = redirect("submissions:receipt", partnership=partnership, receipt=taken.receipt)
    if taken.already:
        response.headers["Location"] += "?already=1"
    return response


def _page(request: HttpRequest, *, status: int, error: str = "") -> HttpResponse:
    told = {"error": error, "most": most_bytes() // 1024**2, "title": _("Send a package")}
    return render(request, "submissions/send.html", told, status=status)
