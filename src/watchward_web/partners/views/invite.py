"""Invite somebody; the link is shown once, to be handed over."""

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.partners.forms import InviteForm
from watchward_web.partners.selectors import agencies
from watchward_web.partners.services import Gone, withdraw_invitation
from watchward_web.partners.services import invite as write


def invite(request: HttpRequest, partnership: str) -> HttpResponse:
    """GET asks whom, POST writes the invitation and sends it."""
    seat = request.seat
    form = InviteForm(request.POST or None, agencies=agencies(seat))
    if request.method != "POST" or not form.is_valid():
        return render(request, "partners/invite.html", {"form": form})
    email = form.cleaned_data["email"]
    try:
        secret = write(
            seat,
            email=email,
            agency_id=form.cleaned_data["agency"],
            role=form.chosen_role,
            now=now(),
        )
    except Gone as gone:
        raise Http404 from gone
    link = request.build_absolute_uri(reverse("partners:join", kwargs={"secret": secret}))
    told = {"link": link, "email": email, "partnership_name": seat.partnership.name}
    send_mail(
        _("You are invited to Watchward"),
        render_to_string("partners/invitation.txt", told),
        settings.DEFAULT_FROM_EMAIL,
        [email],
    )
    return render(request, "partners/invited.html", told)


def withdraw(request: HttpRequest, partnership: str, invitation_id: int) -> HttpResponse:
    """POST only."""
    try:
        withdraw_invitation(request.seat, invitation_id, now=now())
    except Gone as gone:
        raise Http404 from gone
    messages.success(request, _("The invitation no longer works."))
    return redirect("partners:people", partnership=partnership)
