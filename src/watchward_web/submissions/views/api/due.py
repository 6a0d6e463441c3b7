"""What is due from the agency: months not received yet, and months missing between two held."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from watchward.contract.period import month_text
from watchward_web.core.clock import now
from watchward_web.partners.held import own_lines
from watchward_web.submissions.services import note_read
from watchward_web.submissions.views.api.spoken import spoken


@spoken
def due(request: HttpRequest, partnership: str) -> HttpResponse:
    """Of the key's own agency only."""
    moment = now()
    lines = own_lines(request.seat, now=moment)
    note_read(request.seat, "receipts", now=moment)
    told = [
        {
            "dataset": line.dataset,
            "title": line.title,
            "when": line.due,
            "last_held": month_text(line.last),
            "missing": [month_text(month) for month in line.missing],
            "not_received": [month_text(month) for month in line.awaited],
        }
        for line in lines
    ]
    return JsonResponse({"provider": request.seat.agency.provider, "due": told})
