"""To the organisation's own sign-in and back, and the link between it and an account.

The way there is a link, not a form: a browser that obeys our policy follows no form's answer to
another host. What a link could be abused for (joining accounts) first needs a form of ours.
"""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from requests import RequestException

from watchward_web.accounts.provider import LINK_SHOWN, IssuerClient
from watchward_web.accounts.selectors import issuer_name, issuer_provider
from watchward_web.accounts.services import unlink_issuer
from watchward_web.core.clock import now

LINKING = "issuer_linking"
# The issuer does not answer, or answers with something that no issuer would.
FAILURES = (RequestException, OAuth2Error, KeyError, TypeError, ValueError, AttributeError)


def start(request: HttpRequest) -> HttpResponse:
    """Send the person to the issuer; a signed-in one only if they have just asked for a link."""
    linking = request.session.pop(LINKING, False)
    if request.user.is_authenticated and not linking:
        return redirect("partners:choose")
    if "invited" not in request.GET:
        request.session.pop(LINK_SHOWN, None)
    after = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(after, allowed_hosts=None) or after[:1] != "/":
        after = ""
    process = AuthProcess.CONNECT if request.user.is_authenticated else AuthProcess.LOGIN
    try:
        sent: HttpResponse = _provider(request).redirect(request, process, next_url=after)
    except FAILURES as failed:
        return _told(request, failed)
    return sent


def callback(request: HttpRequest) -> HttpResponse:
    """The person comes back with a code."""
    provider = _provider(request)
    if request.GET.get("iss", provider.app.settings["issuer"]) != provider.app.settings["issuer"]:
        return _told(request, None)
    view = Callback.adapter_view(IssuerClient(request, provider.app.provider_id))
    try:
        answer: HttpResponse = view(request)
    except FAILURES as failed:
        return _told(request, failed)
    return answer


class Callback(OAuth2CallbackView):
    """allauth's, which hands the state on to whoever reads the ID token."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, answer = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, answer


def link(request: HttpRequest) -> HttpResponse:
    """POST only, and the password is asked for first."""
    _provider(request)
    return _may_link(request)


@reauthentication_required
def _may_link(request: HttpRequest) -> HttpResponse:
    """The next page's link joins the two accounts."""
    request.session[LINKING] = True
    return render(request, "account/issuer_link.html", {"issuer": issuer_name()})


def unlink(request: HttpRequest) -> HttpResponse:
    """POST only; not for somebody who has no other way in."""
    if unlink_issuer(request.user.pk or 0, now=now()):
        messages.success(request, _("The accounts are no longer linked."))
    else:
        messages.error(request, _("Set a password first, so that you can still sign in."))
    return redirect("accounts:home")


def _provider(request: HttpRequest) -> Any:
    found = issuer_provider(request)
    if found is None:
        raise Http404
    return found


def _told(request: HttpRequest, failed: Exception | None) -> HttpResponse:
    """The page that the adapter has for a failure of the issuer's."""
    try:
        get_adapter(request).on_authentication_error(request, _provider(request), exception=failed)
    except ImmediateHttpResponse as answer:
        page: HttpResponse = answer.response
        return page
    raise Http404
