"""The form that registers an intervention: what the file of the command line holds."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchward.contract.followed import GROUPS as NEEDED
from watchward.contract.followed import MAY_BE
from watchward.contract.intervention import BEST, OF_PEOPLE
from watchward.contract.intervention_file import as_file
from watchward.errors import Refusal
from watchward_web.core.welsh import in_words
from watchward_web.interventions.words import (
    ACTS_ON,
    CONFIDENCE,
    DESIGNS,
    EMMIE,
    GROUPS,
    KINDS,
)

NAME = re.compile(r"[a-z][a-z0-9-]{1,60}")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
TEXTS = ("title", "problem", "mechanism", "target", "dose", "funder")
FOLLOWED = ("design", "who", "counted", "chosen", "window", "first", "start", "last")
EVALUATION = ("dataset", "design", "areas", "comparison", "buffer", "first", "start", "last")
MONEY = ("set_up", "a_year", "price_year", "confidence", "pays")


def _line(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=300, **more)


def _choice(label: Any, choices: Mapping[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices.items()))


def _area(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=4000, widget=widget, **more)


def _month(label: Any) -> forms.CharField:
    return forms.RegexField(
        MONTH,
        label=label,
        help_text=_("Year and month: for example 2026-04."),
        error_messages={"invalid": _("Write the month as 2026-04.")},
    )


def _pounds(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, required=False)


def _refused(refusal: Refusal) -> str:
    """In the reader's language; whoever writes into the register is never anybody."""
    return in_words(f"{refusal.what} {refusal.do}".strip(), audience="partner")


class RegisterForm(forms.Form):
    """What, why, where, at what cost, and how it will be judged."""

    name = forms.RegexField(
        NAME,
        label=_("Short name"),
        help_text=_("Small letters, digits and hyphens, such as taxi-marshals."),
        error_messages={"invalid": _("Use small letters, digits and hyphens.")},
    )
    title = _line(_("What is it called?"))
    problem = _area(_("Which problem is it for?"), help_text=_("Name no victim and no suspect."))
    target = _area(_("Where, when and whom does it reach?"))
    mechanism = _area(_("How should it work?"))
    dose = _line(_("How much of it, how often?"))
    kind = _choice(_("What kind is it?"), KINDS)
    acts_on = _choice(_("Does it act on a cause or on a consequence?"), ACTS_ON)
    funder = _line(_("Who funds it?"))
    design = _choice(_("How will it be judged?"), DESIGNS)
    dataset = forms.ChoiceField(label=_("Whose records are counted?"))
    areas = _area(
        _("Codes of the areas where it is done"), required=False, help_text=_("One on each line.")
    )
    comparison = _area(_("Codes of areas to compare with (optional)"), required=False)
    buffer = _area(_("Codes of the areas round about, for displacement (optional)"), required=False)
    who = _line(_("Who is followed? (where people are)"), required=False)
    counted = _line(_("What is counted of them? (where people are followed)"), required=False)
    chosen = _line(_("How are they chosen? (where people are followed)"), required=False)
    window = forms.IntegerField(
        label=_("For how many months is each followed? (where people are)"),
        min_value=1,
        required=False,
    )
    first = _month(_("First month of the time before"))
    start = _month(_("Month in which it begins"))
    last = _month(_("Last month that is judged"))
    set_up = _pounds(_("Cost to set up, in pounds (optional)"))
    a_year = _pounds(_("Cost of a year, in pounds (optional)"))
    price_year = _line(_("Year of these prices (optional)"), required=False)
    confidence = _choice(_("How well are costs and effect known?"), CONFIDENCE)
    pays = _area(
        _("Who pays? (optional)"),
        required=False,
        help_text=_("One on each line, with the share in per cent: The council: 50"),
    )
    reason = _line(_("Why is it changed? (only where it is registered already)"), required=False)

    def __init__(self, *args: Any, datasets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dataset"].choices = datasets
        for name, label in EMMIE.items():
            self.fields[f"emmie_{name}"] = forms.TypedChoiceField(
                label=_("EMMIE grade: %(what)s (optional)") % {"what": label},
                choices=[("", "–"), *((str(at), str(at)) for at in range(BEST + 1))],
                coerce=int,
                empty_value=None,
                required=False,
            )
        self.order_fields([name for name in self.fields if name != "reason"])

    def clean_pays(self) -> dict[str, float]:
        """Who, and how many per cent."""
        shares: dict[str, float] = {}
        for line in str(self.cleaned_data["pays"]).splitlines():
            who, _colon, share = line.rpartition(":")
            if not line.strip():
                continue
            try:
                shares[" ".join(who.split())] = float(share.strip().rstrip("% "))
            except ValueError:
                raise ValidationError(_("Write who, a colon and the per cent.")) from None
        return shares

    @property
    def written(self) -> bytes:
        """The file that is registered."""
        given = self.cleaned_data
        for name in ("areas", "comparison", "buffer"):
            given[name] = str(given[name]).replace(",", " ").split()
        return as_file(
            {name: given[name] for name in (*TEXTS, "kind", "acts_on")}
            | {
                "emmie": {name: given[f"emmie_{name}"] for name in EMMIE},
                "evaluation": {
                    name: given[name]
                    for name in (FOLLOWED if given["design"] in OF_PEOPLE else EVALUATION)
                },
                "money": {name: given[name] for name in MONEY},
            }
        )

    def refuse(self, refusal: Refusal) -> None:
        """The library's own words."""
        self.add_error(None, _refused(refusal))


class OutcomeForm(forms.Form):
    """Totals of the people of a plan, by group; nothing of one person."""

    reason = _line(_("Why is it changed? (only where it was handed in already)"), required=False)

    def __init__(self, *args: Any, design: str, window: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed, self.groups = NEEDED[design], (*NEEDED[design], *MAY_BE[design])
        for group in self.groups:
            for name, label in self._asked(window).items():
                kind = forms.FloatField if name == "months" else forms.IntegerField
                self.fields[f"{group}_{name}"] = kind(
                    label=f"{GROUPS[group]}: {label}",
                    min_value=0,
                    required=group in self.needed and name != "lost",
                )
        self.order_fields([name for name in self.fields if name != "reason"])

    @staticmethod
    def _asked(window: int) -> dict[str, Any]:
        return {
            "people": _("how many people"),
            "counted": _("how many of whom it was counted"),
            "lost": _("how many could not be followed to the end"),
            "months": _("months that each was followed, on average (at most %(most)s)")
            % {"most": window},
        }

    @property
    def written(self) -> bytes:
        """The file that is handed in."""
        made: dict[str, dict[str, int | float]] = {}
        for group in self.groups:
            given = {name: self.cleaned_data[f"{group}_{name}"] for name in self._asked(0)}
            if group in self.needed or any(value is not None for value in given.values()):
                made[group] = {name: value for name, value in given.items() if value is not None}
        return as_file(made)

    def refuse(self, refusal: Refusal) -> None:
        """The library's own words."""
        self.add_error(None, _refused(refusal))
