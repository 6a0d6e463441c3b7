"""Hand in what was counted of the people of a plan."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward.errors import Refusal
from watchward_web.core.clock import now
from watchward_web.interventions.forms import OutcomeForm
from watchward_web.interventions.register import find
from watchward_web.interventions.services.registering import hand_in


def outcome(request: HttpRequest, partnership: str, ident: str) -> HttpResponse:
    """Only once its months are over; the library says so where they are not."""
    seat, moment = request.seat, now()
    one = find(seat, ident, now=moment)
    followed = one.plan.followed
    if followed is None:
        raise Http404
    form = OutcomeForm(request.POST or None, design=one.plan.design, window=followed.window)
    if request.method == "POST" and form.is_valid():
        try:
            hand_in(seat, ident, form.written, reason=form.cleaned_data["reason"], now=moment)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is handed in, with its hash and today’s date."))
            return redirect("interventions:intervention", partnership=partnership, ident=ident)
    return render(request, "interventions/outcome.html", {"form": form, "one": one})
