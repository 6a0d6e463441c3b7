"""What every answer to a program shares: JSON, problems after RFC 9457, bodies read with care."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from watchward.errors import Refusal, StoreRefusal
from watchward_web.partners.machines import problem
from watchward_web.submissions.limits import PART_BYTES, NotTaken

View = Callable[..., HttpResponse]
MOST_JSON = 10_000

# What a program is told, by code; in English only.
SAID: dict[str, tuple[int, str]] = {
    "too_large": (413, "The file is larger than what is taken. Prepare a shorter period."),
    "quota": (429, "Your agency has too much on its way. Wait until it has been received."),
    "no_room": (507, "There is no room on the site's disk. Tell the partnership's administrator."),
    "no_provider": (403, "Your agency is not entered as one that sends packages."),
    "empty": (422, "The file is empty."),
    "wrong_digest": (422, "The part is not what its Content-Digest says. Send it again."),
    "wrong_offset": (409, "The part does not begin where the last one ended."),
    "not_arriving": (409, "The upload is no longer open for parts."),
    "beyond_size": (422, "The part goes beyond the size that was announced."),
    "cut_short": (400, "The part was cut short, or came too slowly."),
}


class Unreadable(Exception):
    """The request itself cannot be understood."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status
        self.said = said


def spoken(view: View) -> View:
    """Every refusal as a problem in JSON; a mistake of ours stays one."""

    @wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            return view(request, **named)
        except Unreadable as wrong:
            return problem(request, wrong.status, wrong.said)
        except NotTaken as refused:
            status, said = SAID[refused.code]
            response = problem(request, status, said)
            if refused.arrived is not None:
                response.headers["Upload-Offset"] = str(refused.arrived)
            return response
        except Http404:
            return problem(request, 404, "There is nothing of that name for your agency.")
        except Refusal as refusal:
            status = 503 if isinstance(refusal, StoreRefusal) else 409
            return problem(request, status, refusal.what)

    return answered


def upload_told(upload: Any, *, status: int = 200) -> JsonResponse:
    """An upload as a program sees it; the offset stands in a header too, for HEAD."""
    told = {
        "id": upload.ident,
        "state": upload.state,
        "size": upload.size,
        "arrived": upload.arrived,
        "part_bytes": PART_BYTES,
        "receipt": upload.receipt or None,
        "why": upload.why or None,
        "advice": upload.advice or None,
        "begun_at": upload.begun_at.isoformat(),
    }
    response = JsonResponse(told, status=status)
    response.headers["Upload-Offset"] = str(upload.arrived)
    response.headers["Upload-Length"] = str(upload.size)
    return response


def body_length(request: HttpRequest) -> int:
    """As it was declared; a body of unknown length is not read at all."""
    declared = request.META.get("CONTENT_LENGTH") or ""
    if not (declared.isascii() and declared.isdigit()):
        raise Unreadable(411, "Say how long the body is (Content-Length).")
    return int(declared)


def json_object(request: HttpRequest) -> dict[str, Any]:
    """A small JSON object, or a refusal."""
    if request.content_type != "application/json":
        raise Unreadable(415, "Send JSON (Content-Type: application/json).")
    if body_length(request) > MOST_JSON:
        raise Unreadable(413, "The body is too long.")
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Unreadable(400, "The body is not JSON.") from None
    if not isinstance(told, dict):
        raise Unreadable(422, "The body is not a JSON object.")
    return told
