"""One receipt as JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from watchward_web.core.clock import now
from watchward_web.submissions.selectors import find_receipt, receipts_for, signed, superseded
from watchward_web.submissions.services import note_read
from watchward_web.submissions.views.api.spoken import spoken


@spoken
def receipt(request: HttpRequest, partnership: str, receipt: str) -> HttpResponse:
    """Rows read = unreadable + left out + accepted + rejected, and why; as the hub signed it."""
    found = find_receipt(request.seat, receipt)
    by = superseded(receipts_for(request.seat))
    note_read(request.seat, "receipt", subject=found.id, now=now())
    return JsonResponse({**signed(request.seat, found), "superseded_by": by.get(found.id)})
