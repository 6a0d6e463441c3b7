"""Forms of the evidence."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SaveForm(forms.Form):
    """What a view is called, and who sees it in the list."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=80,
        help_text=_("Name what was chosen, never a person or a number of people."),
    )
    shared = forms.BooleanField(
        label=_("Everybody in the partnership finds it in their list"),
        required=False,
        help_text=_("Whoever opens it sees the answer of their own role."),
    )
