"""Forms about meetings and decisions."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from watchward_web.meetings.words import (
    AUDIENCE_WORDS,
    LANGUAGE_WORDS,
    STATE_WORDS,
    WEEKDAYS,
    WEEKS,
)
from watchward_web.partners.seat import AgencySeen
from watchward_web.partners.selectors import PersonSeen

MONTHS = (
    (1, _("Every month")),
    (2, _("Every second month")),
    (3, _("Every third month")),
    (6, _("Every sixth month")),
    (12, _("Once a year")),
)
ISO = "%Y-%m-%d"


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format=ISO, attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **more)


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}))


def _number(label: Any, *, low: int, high: int, **more: Any) -> forms.IntegerField:
    """Typed as digits: GOV.UK does not use number inputs."""
    return forms.IntegerField(
        label=label,
        validators=[MinValueValidator(low), MaxValueValidator(high)],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        **more,
    )


def _text(label: Any, most: int, *, rows: int, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=False, widget=widget, **more)


def _language(*more: tuple[str, Any]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Language of the papers"),
        choices=[*LANGUAGE_WORDS.items(), *more],
        required=False,
        empty_value="en",
        help_text=_("Papers for anybody stay English until a speaker has reviewed the Welsh."),
    )


class ChairedForm(forms.Form):
    """Whatever a person of the partnership chairs."""

    chair = forms.TypedChoiceField(
        label=_("Chair"), coerce=int, required=False, empty_value=None, choices=()
    )

    def __init__(self, *args: Any, people: Iterable[PersonSeen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = [(one.id, one.name) for one in people if one.active]
        self.fields["chair"].choices = [("", _("Not said yet")), *active]


class MeetingForm(ChairedForm):
    """One meeting."""

    title = forms.CharField(label=_("What is the meeting called?"), max_length=120)
    held_on = _day(_("Day"))
    starts_at = _time(_("Begins at"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    papers_days = _number(
        _("Make the papers how many days before? (optional)"),
        low=0,
        high=60,
        required=False,
        help_text=_("Leave it empty to make them by hand."),
    )
    language = _language()
    field_order: tuple[str, ...] = (
        "title",
        "held_on",
        "starts_at",
        "place",
        "chair",
        "papers_days",
        "language",
    )


class ChangeForm(MeetingForm):
    """The same, with its notes, and whether it takes place."""

    notes = _text(
        _("Notes of the meeting (optional)"),
        4000,
        rows=8,
        help_text=_("Short. Decisions go into the decision log. Name no victim and no suspect."),
    )
    cancelled = forms.BooleanField(label=_("The meeting does not take place"), required=False)
    field_order: tuple[str, ...] = (*MeetingForm.field_order, "notes", "cancelled")


class SeriesForm(ChairedForm):
    """Meetings that come again."""

    title = forms.CharField(label=_("What are the meetings called?"), max_length=120)
    week = forms.TypedChoiceField(
        label=_("Which week of the month?"), coerce=int, choices=list(WEEKS.items())
    )
    weekday = forms.TypedChoiceField(
        label=_("Which day?"), coerce=int, choices=list(enumerate(WEEKDAYS))
    )
    every_months = forms.TypedChoiceField(label=_("How often?"), coerce=int, choices=MONTHS)
    starts_at = _time(_("Begins at"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    papers_days = _number(_("Make the papers how many days before?"), low=0, high=60, initial=5)
    language = _language()
    active = forms.BooleanField(
        label=_("Put the next meetings into the calendar"), required=False, initial=True
    )
    field_order = (
        *("title", "every_months", "week", "weekday", "starts_at"),
        *("place", "chair", "papers_days", "language", "active"),
    )


class BriefingForm(forms.Form):
    """In which language one's own papers are made, and with which further pages."""

    language = _language(("both", _("Both, one after the other")))
    more = forms.MultipleChoiceField(
        label=_("Further pages (optional)"),
        help_text=_("Each is put behind the briefing's own pages."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, offered: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["more"].choices = list(offered.items())

    @property
    def languages(self) -> tuple[str, ...]:
        """What was asked for, once the form is valid."""
        chosen = str(self.cleaned_data["language"])
        return tuple(LANGUAGE_WORDS) if chosen == "both" else (chosen,)


class ItemForm(forms.Form):
    """One more item."""

    title = forms.CharField(label=_("Item"), max_length=200)
    lead = forms.CharField(label=_("Who leads (optional)"), max_length=120, required=False)
    minutes = _number(_("Minutes"), low=1, high=240, initial=5)


class MemberForm(forms.Form):
    """One more member."""

    person = forms.TypedChoiceField(label=_("Member"), coerce=int)

    def __init__(self, *args: Any, people: Iterable[PersonSeen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(one.id, f"{one.name}, {one.agency}") for one in people]


class GuestForm(forms.Form):
    """Somebody without an account."""

    guest = forms.CharField(
        label=_("Name or post of the guest"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    audience = forms.ChoiceField(
        label=_("Which papers?"),
        choices=[(name, AUDIENCE_WORDS[name]) for name in ("guest", "open")],
    )
    premises = forms.CharField(
        label=_("Their own premises (optional)"),
        max_length=200,
        required=False,
        help_text=_("As named in the evidence. Guests see areas, and their own premises by name."),
    )


class AttendanceForm(forms.Form):
    """One choice an agency."""

    def __init__(self, *args: Any, lines: list[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not written down")), *STATE_WORDS.items()]
        for number, name, state in lines:
            self.fields[f"agency-{number}"] = forms.ChoiceField(
                label=name, choices=choices, required=False, initial=state
            )

    @property
    def states(self) -> dict[int, str]:
        """Agency -> state, once the form is valid."""
        given = self.cleaned_data.items()
        return {int(name.removeprefix("agency-")): str(state) for name, state in given}


class OwnedForm(forms.Form):
    """Who owes it, by when."""

    agency = forms.TypedChoiceField(label=_("Which agency owes it?"), coerce=int)
    owner = forms.CharField(
        label=_("Who there? (optional)"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due = _day(_("By when? (optional)"), required=False)

    def __init__(self, *args: Any, agencies: Iterable[AgencySeen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [(one.id, one.name) for one in agencies]


class DecisionForm(OwnedForm):
    """A decision and what it rests on."""

    what = forms.CharField(label=_("What was decided?"), max_length=300)
    why = _text(_("Why? (optional)"), 2000, rows=4)
    decided_on = _day(_("Decided on"))
    analysis = forms.ChoiceField(
        label=_("Which evidence does it rest on?"),
        required=False,
        help_text=_("It is kept as partners were shown it, and asked again later."),
    )
    row = forms.CharField(
        label=_("Which row of it? (optional)"),
        max_length=200,
        required=False,
        help_text=_("For example the name of a place, as it is printed. Empty keeps the table."),
    )
    field_order = ("what", "why", "decided_on", "analysis", "row", "agency", "owner", "due")

    def __init__(self, *args: Any, labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["analysis"].choices = [("", _("None")), *labels.items()]


class DoneForm(forms.Form):
    """It was done."""

    done_on = _day(_("Done on"))
    done_by = forms.CharField(
        label=_("By whom? (optional)"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = _text(_("What came of it? (optional)"), 2000, rows=4)


class FilterForm(forms.Form):
    """Which decisions are listed; both choices stand in the address."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("overdue", _("Overdue")),
            ("open", _("Open")),
            ("done", _("Done")),
        ],
    )
    agency = forms.TypedChoiceField(
        label=_("Owner"), required=False, coerce=int, empty_value=None, choices=()
    )

    def __init__(self, *args: Any, agencies: Iterable[AgencySeen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("All")), *((a.id, a.name) for a in agencies)]


def at_hour(value: dt.time) -> str:
    """A time as the browser's input takes it."""
    return f"{value:%H:%M}"
