"""Forms about people."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchward_web.accounts.selectors import username_taken
from watchward_web.core.roles import ROLES, Role
from watchward_web.partners.seat import AgencySeen
from watchward_web.partners.tokens import DAYS, FEED, SUBMIT

SCOPE_WORDS = {
    FEED: _("Reading the evidence that you may see"),
    SUBMIT: _("Sending your agency's packages"),
}
LASTS = ((30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (DAYS, _("A year")))


class PlaceForm(forms.Form):
    """A role and an agency."""

    role = forms.ChoiceField(label=_("Role"))
    agency = forms.TypedChoiceField(label=_("Agency"), coerce=int)

    def __init__(self, *args: Any, agencies: list[AgencySeen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, about.name) for role, about in ROLES.items()]
        self.fields["agency"].choices = [(agency.id, agency.name) for agency in agencies]

    @property
    def chosen_role(self) -> Role:
        """The role, once the form is valid."""
        return Role(self.cleaned_data["role"])


class AgencyForm(forms.Form):
    """A new agency of the partnership."""

    name = forms.CharField(label=_("Name of the agency"), max_length=120)
    provider = forms.SlugField(
        label=_("Provider code (optional)"),
        max_length=60,
        required=False,
        help_text=_("What the agency signs its packages with. Leave it empty if it sends none."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )


class InviteForm(PlaceForm):
    """Whom to invite, as what, for whom."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("email", "role", "agency")


class JoinForm(forms.Form):
    """What an invited person tells about themselves."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.SlugField(
        label=_("User name"),
        max_length=60,
        help_text=_(
            "Letters, digits and hyphens. You can sign in with it or with your e-mail address."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_(
            "At least twelve characters. Three words that do not belong together are good."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        """Not one that somebody has."""
        username = str(self.cleaned_data["username"]).lower()
        if username_taken(username):
            raise ValidationError(_("Somebody has this user name. Choose another one."))
        return username

    def clean_password(self) -> str:
        """By the site's rules."""
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class TokenForm(forms.Form):
    """What a key is for, what it is called, how long it works."""

    scope = forms.ChoiceField(label=_("What is the key for?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name of the key"),
        max_length=80,
        help_text=_("Say which program uses it and where, so that you know it again."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(label=_("How long does it work?"), coerce=int, choices=LASTS)

    def __init__(self, *args: Any, scopes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = [(scope, SCOPE_WORDS[scope]) for scope in scopes]
        if len(scopes) == 1:
            self.fields["scope"].initial = scopes[0]
        self.fields["days"].initial = 90
