"""Forms about premises."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchward.contract.period import month_number
from watchward.errors import UsageRefusal
from watchward_web.licensing.library import conditions
from watchward_web.licensing.services.found import Answer
from watchward_web.licensing.words import (
    CLOCKED,
    JUDGED,
    KEPT,
    OBJECTIVES,
    RESULTS,
    SEVERITIES,
    STATES,
    THEMES,
)

ISO = "%Y-%m-%d"
OWN = "own"


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format=ISO, attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **more)


def _text(label: Any, most: int, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


def _source() -> forms.CharField:
    return forms.CharField(
        label=_("Where can it be checked? (optional)"),
        max_length=200,
        required=False,
        help_text=_("A reference, such as a crime number or the file of a letter."),
    )


def _exhibit() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("It may go into an evidence pack"),
        required=False,
        help_text=_("Papers of a hearing become public. Only with a source."),
    )


class EntryForm(forms.Form):
    """What happened; fields that the kind has no use for are left out."""

    happened_on = _day(_("Day"))
    what = forms.CharField(label=_("What was it, in one line?"), max_length=300)
    text = _text(
        _("What should be remembered? (optional)"),
        4000,
        required=False,
        help_text=_("Name no victim and no suspect."),
    )
    result = forms.ChoiceField(
        label=_("Result"), choices=[("", _("Not known yet")), *RESULTS.items()], required=False
    )
    due = _day(_("To be done by (optional)"), required=False)
    source = _source()
    exhibit = _exhibit()

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind not in JUDGED:
            del self.fields["result"]
        if kind not in CLOCKED:
            del self.fields["due"]
        elif kind == "plan":
            self.fields["due"].help_text = _("Left empty, it is twelve weeks from the day.")

    def clean(self) -> dict[str, Any]:
        """Nothing goes into a pack without a source."""
        given = super().clean() or {}
        if given.get("exhibit") and not given.get("source"):
            self.add_error("source", _("Say where it can be checked, or keep it out of the pack."))
        return given


class FinishForm(forms.Form):
    """What came of an entry."""

    done_on = _day(_("Done on (optional)"), required=False)
    result = forms.ChoiceField(
        label=_("Result"), choices=[("", _("Not known yet")), *RESULTS.items()], required=False
    )
    text = _text(_("What should be remembered? (optional)"), 4000, required=False)
    source = _source()
    exhibit = _exhibit()


class ConditionForm(forms.Form):
    """One of the library's, or words of one's own with their theme and objective."""

    chosen = forms.ChoiceField(label=_("Choose a condition"), widget=forms.RadioSelect)
    text = _text(_("Your own wording"), 1000, required=False)
    theme = forms.ChoiceField(
        label=_("Theme of your own wording"), choices=list(THEMES.items()), required=False
    )
    objective = forms.ChoiceField(
        label=_("Objective of your own wording"), choices=list(OBJECTIVES.items()), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [
            (str(at), f"{THEMES[one.theme]}: {one.text}") for at, one in enumerate(conditions())
        ]
        self.fields["chosen"].choices = [*listed, (OWN, _("In my own words"))]

    def clean(self) -> dict[str, Any]:
        """Own words must be there where they were chosen."""
        given = super().clean() or {}
        if given.get("chosen") == OWN and not given.get("text"):
            self.add_error("text", _("Write the condition."))
        return given

    def condition(self) -> dict[str, str]:
        """What was chosen, whole."""
        given = self.cleaned_data
        if given["chosen"] == OWN:
            return {name: given[name] for name in ("theme", "objective", "text")}
        one = conditions()[int(given["chosen"])]
        return {"theme": one.theme, "objective": one.objective, "text": one.text}


class CheckForm(forms.Form):
    """How a condition stands."""

    state = forms.ChoiceField(label=_("How it stands"), choices=list(STATES.items()))
    kept = forms.ChoiceField(
        label=_("What an officer found today"), choices=list(KEPT.items()), required=False
    )


class ChallengeForm(forms.Form):
    """Which line is contested, by whom and why."""

    line = forms.ChoiceField(label=_("Which line of the score?"))
    raised_by = forms.CharField(
        label=_("Who contests it?"),
        max_length=120,
        help_text=_("A role or the business, such as “the licence holder”, not a person’s name."),
    )
    why = _text(_("Why?"), 2000)

    def __init__(self, *args: Any, lines: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(line, line) for line in lines]
        choices.append(("the colour", _("The colour as a whole")))
        self.fields["line"].choices = choices


class AnswerForm(forms.Form):
    """What was answered."""

    answer = _text(_("Answer"), 2000)
    upheld = forms.TypedChoiceField(
        label=_("Was the challenge right?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    incidents = forms.IntegerField(
        label=_("How many incidents are left out of the score for it?"),
        min_value=0,
        max_value=999,
        initial=0,
        help_text=_(
            "0 where a condition or the register has to be put right instead. "
            "The records themselves stay as they were sent."
        ),
    )
    severity = forms.ChoiceField(
        label=_("Of which kind?"),
        choices=[("", _("None is left out")), *SEVERITIES.items()],
        required=False,
    )
    month = forms.CharField(
        label=_("Of which month?"),
        required=False,
        help_text=_("Written as year and month, such as 2026-03."),
    )

    def clean_month(self) -> int:
        """As a month's number; 0 where none was written."""
        written = self.cleaned_data["month"]
        try:
            return month_number(written) if written else 0
        except UsageRefusal as refusal:
            raise forms.ValidationError(_("Write it as 2026-03.")) from refusal

    def clean(self) -> dict[str, Any]:
        """Only a right challenge takes anything out, and then it is said what."""
        given = super().clean() or {}
        if given.get("incidents") and not given.get("upheld", True):
            self.add_error("incidents", _("Nothing is left out where the challenge was not right."))
        elif given.get("incidents"):
            for name in ("severity", "month"):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, _("Say of which, so that they can be left out."))
        return given

    def answered(self) -> Answer:
        """What was answered, whole."""
        return Answer(**self.cleaned_data)
