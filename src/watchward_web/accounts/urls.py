"""allauth's pages that we offer, by the names that allauth looks for, and a person's own page."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from axes.decorators import axes_dispatch, axes_form_invalid
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, re_path
from django.utils.decorators import method_decorator

from watchward_web.accounts.selectors import issuer_name
from watchward_web.accounts.views import issuer, sessions
from watchward_web.accounts.views.home import home


@method_decorator(axes_dispatch, name="dispatch")
@method_decorator(axes_form_invalid, name="form_invalid")
class LoginView(account.LoginView):
    """allauth's, with the lockout, and the organisation's sign-in beside it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """For the template."""
        return super().get_context_data(**kwargs) | {"issuer": issuer_name()}


def change_password(request: HttpRequest) -> HttpResponse:
    """allauth's, for those who have one; others ask for their first one by mail."""
    if request.user.has_usable_password():
        return account.password_change(request)
    return redirect("account_reset_password")


own = (
    [
        path("", home, name="home"),
        path("sessions/", sessions.sessions, name="sessions"),
        path("sessions/end/", sessions.end_sessions, name="end_sessions"),
        path("sessions/<slug:ident>/end/", sessions.end_session, name="end_session"),
        path("organisation/", issuer.start, name="issuer_start"),
        path("organisation/back/", issuer.callback, name="issuer_callback"),
        path("organisation/link/", issuer.link, name="issuer_link"),
        path("organisation/unlink/", issuer.unlink, name="issuer_unlink"),
    ],
    "accounts",
)
urlpatterns = [
    path("", include(own)),
    path("sign-in/", LoginView.as_view(), name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("suspended/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", change_password, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset-done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", factor.index, name="mfa_index"),
    path("second-factor/enter/", factor.authenticate, name="mfa_authenticate"),
    path("second-factor/confirm/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("second-factor/keys/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/keys/add/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path(
        "second-factor/keys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"
    ),
    path(
        "second-factor/keys/confirm/",
        passkey.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("second-factor/keys/sign-in/", passkey.login_webauthn, name="mfa_login_webauthn"),
]
