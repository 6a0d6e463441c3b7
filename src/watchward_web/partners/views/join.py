"""Where an invitation's link leads."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.accounts.provider import LINK_SHOWN
from watchward_web.accounts.selectors import issuer_name, person_with_email
from watchward_web.core.clock import now
from watchward_web.partners.forms import JoinForm
from watchward_web.partners.selectors import find_invitation
from watchward_web.partners.services import Gone, accept, accept_as


def join(request: HttpRequest, secret: str) -> HttpResponse:
    """A new person opens their account; one who has an account and is signed in takes the place."""
    invitation = find_invitation(secret, now=now())
    if invitation is None:
        raise Http404
    told = {"invitation": invitation, "known": person_with_email(invitation.email) is not None}
    if told["known"]:
        if request.method == "POST" and request.user.is_authenticated:
            try:
                accept_as(secret, request.user, now=now())
            except Gone as gone:
                raise Http404 from gone
            return redirect("partners:choose")
        return render(request, "partners/join.html", told)
    told["issuer"] = issuer_name()
    if told["issuer"]:
        request.session[LINK_SHOWN] = invitation.secret_hash
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accept(secret, **form.cleaned_data, now=now())
        except Gone as gone:
            raise Http404 from gone
        messages.success(request, _("Your account is open. Sign in."))
        return redirect("account_login")
    return render(request, "partners/join.html", told | {"form": form})
