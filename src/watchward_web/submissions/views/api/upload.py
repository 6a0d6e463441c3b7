"""One upload: where it has got to (GET, HEAD), one part more (PATCH), enough of it (DELETE)."""

import base64
import binascii
import re

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from watchward_web.core.clock import now
from watchward_web.submissions.limits import MOST_PART_BYTES, NotTaken
from watchward_web.submissions.selectors import find_upload
from watchward_web.submissions.services import append, cancel
from watchward_web.submissions.views.api.spoken import (
    Unreadable,
    body_length,
    spoken,
    upload_told,
)
from watchward_web.submissions.views.drip import hurried

KIND = "application/offset+octet-stream"
DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/=]{44}):")
OFFSET = re.compile(r"\d{1,12}", re.ASCII)


@spoken
def upload(request: HttpRequest, partnership: str, ident: str) -> HttpResponse:
    """Another agency's upload is as good as not there."""
    if request.method == "PATCH":
        at, digest, part = _part(request, ident)
        grown = append(request.seat, ident, part, at=at, digest=digest, now=now())
        return upload_told(grown)
    if request.method == "DELETE":
        return upload_told(cancel(request.seat, ident, now=now()))
    return upload_told(find_upload(request.seat, ident))


def _part(request: HttpRequest, ident: str) -> tuple[int, bytes, bytes]:
    """Headers first, so that nothing wrong or foreign is read to its end."""
    find_upload(request.seat, ident)
    if request.content_type != KIND:
        raise Unreadable(415, f"Send the part as {KIND}.")
    at = request.headers.get("Upload-Offset", "")
    if not OFFSET.fullmatch(at):
        raise Unreadable(422, "Upload-Offset is the number of bytes before this part.")
    said = DIGEST.fullmatch(request.headers.get("Content-Digest", ""))
    try:
        digest = base64.b64decode(said[1], validate=True) if said else b""
    except binascii.Error:
        digest = b""
    if len(digest) != 32:
        raise Unreadable(422, "Content-Digest is the part's SHA-256 after RFC 9530.")
    length = body_length(request)
    if not 0 < length <= MOST_PART_BYTES:
        raise Unreadable(413, f"A part has between 1 and {MOST_PART_BYTES} bytes.")
    with hurried(request, length):
        part = _read(request, length)
    return int(at), digest, part


def _read(request: HttpRequest, length: int) -> bytes:
    try:
        part = bytes(request.read(length))
    except UnreadablePostError:
        raise NotTaken("cut_short") from None
    if len(part) != length:
        raise NotTaken("cut_short")
    return part
