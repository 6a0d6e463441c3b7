"""Forms about duties, agreements and locks. Each change asks why, and the reason is kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchward.contract.period import Period
from watchward.errors import Refusal, UsageRefusal
from watchward.hub.agreements import Basis

FLOOR = 3
REASON = 500


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day; a browser that knows the field shows a calendar, others take 2026-04-01."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text or _("Year, month, day: for example 2026-04-01."),
        widget=forms.DateInput(attrs={"autocomplete": "off"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


class RefusingForm(forms.Form):
    """Can say what the library refused."""

    def refuse(self, refusal: Refusal) -> None:
        """The library's own words; what to type on a command line is left out."""
        do = "" if "watchward " in refusal.do else refusal.do
        self.add_error(None, f"{refusal.what} {do}".strip())


class ReasonForm(RefusingForm):
    """Why; names no patient."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=REASON,
        help_text=_("In a sentence, without naming a patient. It stays in the history."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class BodyForm(ReasonForm):
    """Which body and which data set."""

    provider = forms.ChoiceField(label=_("Body"))
    dataset = forms.ChoiceField(label=_("Data set"))

    def __init__(
        self,
        *args: Any,
        bodies: list[tuple[str, str]],
        datasets: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = bodies
        self.fields["dataset"].choices = datasets


class DutyForm(BodyForm):
    """A duty that begins."""

    starts = day_field(_("First day"))
    ends = day_field(_("Last day (optional)"), required=False)
    field_order = ("provider", "dataset", "starts", "ends", "reason")


class EndForm(ReasonForm):
    """The last day of a duty or of an agreement."""

    last = day_field(_("Last day"))
    field_order = ("last", "reason")


class GatewaysForm(ReasonForm):
    """By which gateways fields come under an agreement, and which."""

    gateways = forms.MultipleChoiceField(
        label=_("Gateways that it rests on"),
        help_text=_("As the agreement states them. What comes by another is refused."),
        widget=forms.CheckboxSelectMultiple,
    )
    fields_named = forms.CharField(
        label=_("Fields that it lists (optional)"),
        required=False,
        max_length=1000,
        help_text=_(
            "Names with commas between them: victim_age, victim_sex. Leave it empty if the "
            "agreement covers every field that leaves by its gateways."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )
    field_order: tuple[str, ...] = ("gateways", "fields_named", "reason")

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gateways"].choices = ways

    @property
    def given(self) -> Basis:
        """Gateways and fields, with the law where the form asks it."""
        told = self.cleaned_data
        named = str(told["fields_named"]).replace("\n", ",").split(",")
        fields = tuple(one.strip() for one in named if one.strip())
        return Basis(tuple(told["gateways"]), fields, told.get("basis", ""))


class AgreementForm(GatewaysForm, BodyForm):
    """What was signed; its purpose is the reason."""

    basis = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("As the agreement states it, for example an Act and its section."),
    )
    floor = forms.IntegerField(
        label=_("Smallest count that is shown"),
        min_value=FLOOR,
        max_value=100,
        help_text=_("No count below it is shown to partners; 3 at the least."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    valid_from = day_field(_("First day"))
    valid_to = day_field(_("Last day"))
    field_order = (
        *("provider", "dataset", "reason", "basis", "gateways", "fields_named"),
        *("floor", "valid_from", "valid_to"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Purpose")
        self.fields["reason"].help_text = _("What the data may be used for.")


class NationForm(RefusingForm):
    """A body's nation, or the official code that it follows from."""

    nation = forms.ChoiceField(
        label=_("Nation"),
        required=False,
        choices=[("England", _("England")), ("Wales", _("Wales"))],
        widget=forms.RadioSelect,
    )
    code = forms.CharField(
        label=_("Or its nine-character official code"),
        required=False,
        max_length=9,
        help_text=_("It begins with E or W, as E06000001. A hospital trust has none: choose."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class LockForm(BodyForm):
    """Months to close."""

    period = forms.CharField(
        label=_("Months"),
        max_length=20,
        help_text=_("A month, or the first and the last: 2026-04 or 2026-04..2026-06."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("provider", "dataset", "period", "reason")

    def clean_period(self) -> Period:
        """As a period."""
        try:
            return Period.parse(str(self.cleaned_data["period"]).replace(" ", ""))
        except UsageRefusal as refusal:
            raise ValidationError(f"{refusal.what} {refusal.do}".strip()) from refusal
