"""Where one is signed in, and out with it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from watchward_web.accounts.selectors import sessions_of
from watchward_web.accounts.services import end_session as end_one
from watchward_web.accounts.services import end_sessions as end_all
from watchward_web.core.clock import now


def sessions(request: HttpRequest) -> HttpResponse:
    """One's own only."""
    key = request.session.session_key or ""
    found = sessions_of(request.user.pk or 0, key=key, now=now())
    return render(request, "account/sessions.html", {"sessions": found})


def end_session(request: HttpRequest, ident: str) -> HttpResponse:
    """POST only."""
    if not end_one(request.user.pk or 0, ident, now=now()):
        raise Http404
    messages.success(request, _("That browser is signed out."))
    return redirect("accounts:sessions")


def end_sessions(request: HttpRequest) -> HttpResponse:
    """POST only; this browser too."""
    person = request.user.pk or 0
    logout(request)
    end_all(person, by=f"person:{person}", now=now())
    return redirect("account_login")
