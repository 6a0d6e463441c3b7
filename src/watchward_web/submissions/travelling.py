"""What a receipt repeats of its package's manifest: who stands alone, and what texts came to."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from watchward.briefing.words import month_said
from watchward.contract.dataset import datasets
from watchward.contract.period import MONTH, month_number
from watchward.contract.receipt import Receipt


@dataclass(frozen=True)
class Alone:
    """By what somebody knows: rows that nobody else's resembles, and the smallest group."""

    knows: str
    alone: int
    rows: int
    smallest: int

    @property
    def percent(self) -> str:
        """All and none are said only where it is all or none."""
        share = round(100 * self.alone / self.rows, 1) if self.rows else 0.0
        if 0 < self.alone < self.rows:
            share = min(max(share, 0.1), 99.9)
        return f"{share:g}"


@dataclass(frozen=True)
class Placed:
    """One group of texts, as joined by its provider; `parts` are (label, texts, placed)."""

    title: str
    parts: tuple[tuple[str, int, int | None], ...]


def stands_alone(receipt: Receipt) -> tuple[Alone, ...]:
    """The provider's measures; empty on a receipt of an older version."""
    names = {
        "when and where": _("When and where, as a neighbour does"),
        "age and sex too": _("Age and sex too, as a colleague or relative does"),
        "everything": _("Everything that was sent"),
    }
    found = ((name, receipt.risk.get(key, {})) for key, name in names.items())
    return tuple(
        Alone(name, one["rows_alone"], one["rows"], one["smallest_group"])
        for name, one in found
        if {"rows_alone", "rows", "smallest_group"} <= set(one)
    )


def placed(receipt: Receipt) -> tuple[Placed, ...]:
    """What texts came to, then by patient group: what is missing was too small to be told."""
    known = datasets().get(receipt.dataset)
    if known is None or not known.place.text:
        return ()
    levels = receipt.placed.get("levels", {})
    found = [
        Placed(_("What the texts came to"), tuple((_level(k), n, None) for k, n in levels.items()))
    ]
    titles = {"sex": _("By sex"), "age": _("By age"), "month": _("By month")}
    for group, title in titles.items():
        parts = receipt.placed.get(group, {})
        rows = (
            (_label(name), one["texts"], one["placed"])
            for name, one in parts.items()
            if {"texts", "placed"} <= set(one)
        )
        found.append(Placed(title, tuple(rows)))
    return tuple(one for one in found if one.parts)


def _level(name: str) -> str:
    words = {
        "high": _("Placed, high confidence"),
        "medium": _("Medium confidence, not used"),
        "low": _("Low confidence, not used"),
        "home": _("A home: no place is kept"),
        "unplaced": _("Not placed"),
        "no_text": _("No text"),
    }
    return " / ".join(words.get(part, part) for part in name.split(" or "))


def _label(name: str) -> str:
    words = {"M": _("Male"), "F": _("Female"), "others and not stated": _("Others and not stated")}
    return " / ".join(
        month_said(month_number(part)) if MONTH.fullmatch(part) else words.get(part, part)
        for part in name.split(" or ")
    )
