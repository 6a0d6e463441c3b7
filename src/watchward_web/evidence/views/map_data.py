"""What an interactive map is drawn from: the answer of the page it is on, and nothing beside it."""

from django.http import Http404, HttpRequest, JsonResponse

from watchward_web.core.clock import now
from watchward_web.evidence.answers import answer
from watchward_web.evidence.bodies import settled
from watchward_web.evidence.choices import read_choice
from watchward_web.evidence.mapped import as_map, has_map
from watchward_web.evidence.selectors import asking, find_page
from watchward_web.evidence.services import note_read


def map_data(request: HttpRequest, partnership: str, analysis: str) -> JsonResponse:
    """The same choice in the address as on the page draws the same answer."""
    moment, page = now(), find_page(analysis, request.seat)
    gate = asking(request.seat, now=moment)
    if not gate.standing.store_version:
        raise Http404
    read = settled(gate, page, read_choice(request.GET, audience=gate.audience))
    shown = answer(gate, page, read.choice)
    if not has_map(shown.result):
        raise Http404
    note_read(request.seat, shown, action="map read", now=moment)
    return JsonResponse(as_map(shown.result))
