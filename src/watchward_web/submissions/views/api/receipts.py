"""The receipts that a program may open: its owner's agency's, or all for an analyst's."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from watchward_web.core.clock import now
from watchward_web.submissions.selectors import receipts_for, superseded
from watchward_web.submissions.services import note_read
from watchward_web.submissions.views.api.spoken import spoken


@spoken
def receipts(request: HttpRequest, partnership: str) -> HttpResponse:
    """The newest first; `superseded_by` names the receipt that replaced one."""
    found = receipts_for(request.seat)
    by = superseded(found)
    note_read(request.seat, "receipts", now=now())
    told = [{**one.to_json(), "superseded_by": by.get(one.id)} for one in found]
    return JsonResponse({"receipts": told})
