"""What happens at each sign-in and sign-out: it is written down, and the session gets its marks."""

from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.account.signals import user_logged_in as arrived
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from watchward_web.accounts.device import device_words
from watchward_web.accounts.models import User
from watchward_web.accounts.services.sessions import end_oldest, end_sessions
from watchward_web.core.clock import now as present
from watchward_web.core.services import record


def listen() -> None:
    """Note sign-ins, sign-outs and failures; a failure says nothing of the name that was tried."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit-in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit-out")
    user_login_failed.connect(_failed, dispatch_uid="audit-failed")
    arrived.connect(_arrived, dispatch_uid="issuer-factor")
    authentication_step_completed.connect(_confirmed, dispatch_uid="session-renewed")
    for changed in (authenticator_added, authenticator_removed, authenticator_reset):
        changed.connect(_factor_changed, dispatch_uid="factor-changed")


def _signed_in(sender: Any, user: User, request: Any = None, **_more: Any) -> None:
    moment = present()
    if request is not None:
        request.session["signed_in_at"] = moment.timestamp()
        request.session["seen_at"] = moment.timestamp()
        request.session["renewed_at"] = moment.timestamp()
        request.session["device"] = device_words(request.META.get("HTTP_USER_AGENT", ""))
        end_oldest(user.pk, but=request.session.session_key or "", now=moment)
    record(by=f"person:{user.pk}", action="signed in", now=moment)


def _signed_out(sender: Any, user: User | None, request: Any = None, **_more: Any) -> None:
    if request is not None:
        request.signed_out = True
    if user is not None and user.pk:
        record(by=f"person:{user.pk}", action="signed out", now=present())


def _failed(sender: Any, **_more: Any) -> None:
    record(by="anonymous", action="sign-in failed", now=present())


def _arrived(sender: Any, request: Any, sociallogin: Any = None, **_more: Any) -> None:
    """A second factor that the issuer asked for holds for this session, and for no other."""
    told = sociallogin.account.extra_data if sociallogin else {}
    request.session["issuer_factor"] = bool(told.get("second_factor"))


def _confirmed(sender: Any, request: Any, **how: Any) -> None:
    """Whoever has proved once more who they are goes on under a new session name."""
    if how.get("reauthenticated"):
        request.session.cycle_key()


def _factor_changed(sender: Any, request: Any, user: User, **_more: Any) -> None:
    """Whoever got in with the old factors is out; the browser that changed them stays."""
    moment, by = present(), f"person:{user.pk}"
    record(by=by, action="second factor changed", now=moment)
    end_sessions(user.pk, by=by, now=moment, but=request.session.session_key or "")
