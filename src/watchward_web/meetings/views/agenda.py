"""A meeting's agenda: add an item, move one, take one off."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from watchward_web.core.clock import now
from watchward_web.meetings.faults import Gone, NotTaken
from watchward_web.meetings.forms import ItemForm
from watchward_web.meetings.selectors.meetings import agenda as agenda_of
from watchward_web.meetings.selectors.meetings import find_meeting
from watchward_web.meetings.services.calling import add_item, drop_item, move_item
from watchward_web.partners.seat import Seat


def agenda(request: HttpRequest, partnership: str, number: int) -> HttpResponse:
    """Each button says what it does; without one, the form adds an item."""
    found = find_meeting(request.seat, number, today=now().date())
    asked = request.POST.get("item", "")
    form = ItemForm(request.POST if request.method == "POST" and not asked else None)
    if request.method == "POST":
        try:
            if asked:
                _do(request.seat, number, asked, request.POST.get("do", ""))
                return redirect("meetings:agenda", partnership=partnership, number=number)
            if form.is_valid():
                add_item(request.seat, number, **form.cleaned_data, now=now())
                return redirect("meetings:agenda", partnership=partnership, number=number)
        except Gone as gone:
            raise Http404 from gone
        except NotTaken as fault:
            form.add_error("title", str(fault))
    told = {"meeting": found, "agenda": agenda_of(found), "form": form}
    return render(request, "meetings/agenda.html", told)


def _do(seat: Seat, number: int, item: str, what: str) -> None:
    if not item.isdecimal() or what not in ("up", "down", "drop"):
        raise Gone
    if what == "drop":
        drop_item(seat, number, int(item), now=now())
    else:
        move_item(seat, number, int(item), up=what == "up", now=now())
