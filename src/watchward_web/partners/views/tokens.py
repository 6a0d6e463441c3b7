"""Keys for machines: one's own; the administrator sees and ends everybody's."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.core.clock import now
from watchward_web.core.roles import Role
from watchward_web.partners.forms import SCOPE_WORDS, TokenForm
from watchward_web.partners.selectors import may_have
from watchward_web.partners.selectors import tokens as tokens_of
from watchward_web.partners.services import NotYours, issue_token, revoke_token


def tokens(request: HttpRequest, partnership: str) -> HttpResponse:
    """Those that work, then those that have ended."""
    seat, moment = request.seat, now()
    found = tokens_of(seat)
    told = {
        "working": [token for token in found if token.open(moment)],
        "ended": [token for token in found if not token.open(moment)],
        "words": SCOPE_WORDS,
        "may_have": may_have(seat),
        "everybody": seat.role == Role.ADMINISTRATOR,
    }
    return render(request, "partners/tokens.html", told)


def new_token(request: HttpRequest, partnership: str) -> HttpResponse:
    """GET asks what for, POST makes it and shows the secret, once."""
    seat = request.seat
    scopes = may_have(seat)
    form = TokenForm(request.POST or None, scopes=scopes)
    if request.method == "POST" and form.is_valid():
        try:
            issued = issue_token(seat, **form.cleaned_data, now=now())
        except NotYours:
            form.add_error(None, _("You have too many keys. End one that you do not need."))
        else:
            told = {"issued": issued, "words": SCOPE_WORDS}
            return render(request, "partners/token_issued.html", told)
    return render(request, "partners/new_token.html", {"form": form, "scopes": scopes})


def end_token(request: HttpRequest, partnership: str, ident: str) -> HttpResponse:
    """POST only."""
    if not revoke_token(request.seat, ident, now=now()):
        raise Http404
    messages.success(request, _("The key no longer works."))
    return redirect("partners:tokens", partnership=partnership)
