"""The list boxes of a page: for an analyst everything that may be asked, for others the declared.

What is declared is what the cube holds: it was protected together, and nothing else can be asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchward.contract.about import Options
from watchward.contract.dataset import datasets
from watchward.contract.period import month_text
from watchward.contract.result import Source
from watchward_web.evidence.answers import Asking, made_views, plain_sources, years_offered
from watchward_web.evidence.choices import (
    CELLS,
    CHOOSES,
    LENGTHS,
    LEVELS,
    MONEY,
    NOTHING,
    REDUCTIONS,
    Choice,
)
from watchward_web.evidence.questions import Page

MONTHS = 36  # how far back the list of months goes
GRIDDED = frozenset({"hot_spots"})  # pages with a grid and a test on it
SERIES = frozenset({"trends"})  # pages that show every month held, whatever the window
LABELS: dict[str, str | Promise] = {
    "month": _("Last month"),
    "months": _("Months counted"),
    "dataset": _("Data set"),
    "cell_metres": _("Size of a cell, metres"),
    "level": _("False discoveries allowed"),
    "reduction": _("How much less violence, per cent"),
    "prices": _("In prices of"),
}
ALL: dict[str, str | Promise] = {
    "month": _("The last one held"),
    "dataset": _("All"),
    "prices": _("The costs’ own year"),
}


@dataclass(frozen=True)
class Box:
    """One list box: its name in the address, and (value, words, chosen) for each entry."""

    name: str
    label: str | Promise
    entries: tuple[tuple[str, str | Promise, bool], ...]


def boxes(asking: Asking, page: Page, choice: Choice) -> tuple[Box, ...]:
    """What may be chosen on a page; none where there is nothing to choose between."""
    if asking.audience != CHOOSES:
        offered = _declared(made_views(asking).get(page.name, ()))
    else:
        offered = _free(page, plain_sources(asking, page))
    if page.name in MONEY:
        offered["reduction"] = tuple(str(one) for one in REDUCTIONS)
        offered["prices"] = years_offered(asking)
    made = (_box(name, values, choice) for name, values in offered.items())
    return tuple(box for box in made if len(box.entries) > 1)


def _free(page: Page, sources: Sequence[Source]) -> dict[str, tuple[str, ...]]:
    if not sources:
        return {}
    first = min(source.first_month for source in sources)
    last = max(source.last_month for source in sources)
    months = range(last, max(first, last - MONTHS + 1) - 1, -1)
    offered = {
        "month": tuple(month_text(at) for at in months),
        "dataset": tuple(dict.fromkeys(source.dataset for source in sources)),
    }
    if page.name not in SERIES:
        offered["months"] = tuple(str(length) for length in LENGTHS)
    if page.name in GRIDDED:
        offered["cell_metres"] = tuple(str(metres) for metres in CELLS)
        offered["level"] = tuple(str(level) for level in LEVELS)
    return offered


def _declared(views: Sequence[Options]) -> dict[str, tuple[str, ...]]:
    """Months are windows' ends; the last of them is what nobody need choose."""
    ends = sorted({one.month for one in views if one.month is not None}, reverse=True)
    return {
        "month": tuple(month_text(month) for month in ends[1:]),
        "dataset": tuple(dict.fromkeys(one.dataset for one in views if one.dataset)),
    }


def _box(name: str, values: Sequence[str], choice: Choice) -> Box:
    chosen = choice.written.get(name, "")
    titles = {known: about.title for known, about in datasets().items()}
    entries: list[tuple[str, str | Promise, bool]] = []
    if name in ALL:
        entries.append(("", ALL[name], not chosen))
    usual = chosen or ("" if name in ALL else str(getattr(NOTHING, name)))
    entries += [(value, titles.get(value, value), value == usual) for value in values]
    return Box(name, LABELS[name], tuple(entries))
