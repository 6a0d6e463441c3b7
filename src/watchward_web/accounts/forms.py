"""allauth's forms in our words: labels that our own Welsh covers, and no placeholders."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from watchward_web.core.jobs import enqueue

LABELS = {
    "login": _("User name or e-mail address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "email": _("E-mail address"),
    "code": _("Code"),
    "name": _("Name of the passkey"),
    "passwordless": _("Sign in with it alone, without a password"),
}
HINTS = {"password1": _("At least twelve characters. Three words that do not belong are good.")}
FILLED_BY_BROWSER = {"login": "username"}


class OurWords:
    """Goes before an allauth form among its bases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = LABELS.get(name, field.label)
            field.help_text = HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name in FILLED_BY_BROWSER:
                field.widget.attrs["autocomplete"] = FILLED_BY_BROWSER[name]


class LoginForm(OurWords, account.LoginForm):
    """Sign in."""

    def user_credentials(self) -> dict[str, str]:
        """A name or an address, never both: allauth would check the password of an address twice,
        and an address that nobody has would show by taking half as long.
        """
        found: dict[str, str] = super().user_credentials()
        if "email" in found:
            found.pop("username", None)
        return found


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    """Give the password once more."""


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """Change the password."""


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    """Ask for a new password. The same is done for an address that nobody has."""

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        """The mail is a job's: sending it here would take longer than not sending it."""
        person = next((user.pk for user in self.users), 0)
        site = request.build_absolute_uri("/")
        enqueue("accounts.reset", person=person, site=site, language=get_language())
        return str(self.cleaned_data["email"])


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    """Set a new password."""


class CodeForm(OurWords, factor.AuthenticateForm):
    """Second factor when signing in."""


class ConfirmCodeForm(OurWords, factor.ReauthenticateForm):
    """Second factor once more."""


class AppForm(OurWords, totp.ActivateTOTPForm):
    """Set up codes from an app."""


class PasskeyForm(OurWords, passkey.AddWebAuthnForm):
    """Add a passkey."""
