"""One person: role, agency, suspend, reinstate."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.partners.forms import PlaceForm
from watchward_web.partners.selectors import agencies, find_person
from watchward_web.partners.services import Gone, change_role, set_active


def person(request: HttpRequest, partnership: str, person_id: int) -> HttpResponse:
    """GET shows, POST changes the role or the agency."""
    seat = request.seat
    found = find_person(seat, person_id)
    if found is None:
        raise Http404
    start = {"role": found.role.value, "agency": found.agency_id}
    form = PlaceForm(request.POST or None, initial=start, agencies=agencies(seat))
    if request.method == "POST" and form.is_valid():
        try:
            change_role(
                seat,
                person_id,
                role=form.chosen_role,
                agency_id=form.cleaned_data["agency"],
                now=now(),
            )
        except Gone as gone:
            raise Http404 from gone
        messages.success(request, _("The role has been changed."))
        return redirect("partners:people", partnership=partnership)
    told = {"found": found, "form": form, "own": found.id == seat.person_id}
    return render(request, "partners/person.html", told)


def activity(request: HttpRequest, partnership: str, person_id: int) -> HttpResponse:
    """POST suspends or reinstates."""
    active = request.POST.get("active") == "yes"
    try:
        set_active(request.seat, person_id, active=active, now=now())
    except Gone as gone:
        raise Http404 from gone
    told = _("The person can sign in to this partnership again.")
    if not active:
        told = _("The person is suspended, from their next click on.")
    messages.success(request, told)
    return redirect("partners:people", partnership=partnership)
