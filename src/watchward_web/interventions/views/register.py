"""Register an intervention."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward.errors import Refusal
from watchward_web.core.clock import now
from watchward_web.interventions.forms import RegisterForm
from watchward_web.interventions.services.registering import register as write_down
from watchward_web.partners.owing import titles


def register(request: HttpRequest, partnership: str) -> HttpResponse:
    """Written down with its hash and the day; what cannot be judged is refused with its field."""
    form = RegisterForm(request.POST or None, datasets=sorted(titles().items()))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = write_down(
                request.seat, given["name"], form.written, reason=given["reason"], now=now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is registered, with its hash and today’s date."))
            if made.seen:
                messages.warning(
                    request, _("Its outcome could be looked at already: every answer will say so.")
                )
            return redirect(
                "interventions:intervention", partnership=partnership, ident=given["name"]
            )
    return render(request, "interventions/register.html", {"form": form})
