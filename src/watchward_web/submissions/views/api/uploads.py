"""To begin an upload, and to see those of one's agency."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from watchward_web.core.clock import now
from watchward_web.submissions.limits import NotTaken, most_bytes
from watchward_web.submissions.selectors import own_uploads
from watchward_web.submissions.services import begin
from watchward_web.submissions.views.api.spoken import (
    Unreadable,
    json_object,
    spoken,
    upload_told,
)

MOST_LISTED = 100


@spoken
def uploads(request: HttpRequest, partnership: str) -> HttpResponse:
    """POST announces a size before a byte is sent; what is too large ends here."""
    if request.method == "POST":
        size, sha256 = _announced(json_object(request))
        upload = begin(request.seat, size=size, sha256=sha256, now=now())
        response = upload_told(upload, status=201 if upload.arrived == 0 else 200)
        named = {"partnership": partnership, "ident": upload.ident}
        response.headers["Location"] = reverse("submissions:api_upload", kwargs=named)
        return response
    found = own_uploads(request.seat)[:MOST_LISTED]
    listed = [
        {"id": one.ident, "state": one.state, "size": one.size, "arrived": one.arrived}
        for one in found
    ]
    return JsonResponse({"uploads": listed, "most_bytes": most_bytes()})


def _announced(told: dict[str, Any]) -> tuple[int, str]:
    size, sha256 = told.pop("size", None), told.pop("sha256", "")
    if told:
        raise Unreadable(422, "Only size and sha256 are known; a file's name is not wanted.")
    if type(size) is not int or size < 1:
        raise Unreadable(422, "size is a number of bytes, at least 1.")
    if size > most_bytes():
        raise NotTaken("too_large")
    if not isinstance(sha256, str) or not re.fullmatch(r"(?:[0-9a-f]{64})?", sha256):
        raise Unreadable(422, "sha256 is 64 hexadecimal digits, in small letters.")
    return size, sha256
