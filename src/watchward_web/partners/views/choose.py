"""After signing in: to the one partnership that is theirs, or a list of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from watchward_web.partners.selectors import seats_of


def choose(request: HttpRequest) -> HttpResponse:
    """A person without a partnership is told so."""
    seats = seats_of(request.user.pk or 0)
    if len(seats) == 1:
        return redirect("partners:home", partnership=seats[0].partnership.slug)
    return render(request, "partners/choose.html", {"seats": seats})
