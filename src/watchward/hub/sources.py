"""Use of sources in the form of the report's Figure 14, from what arrived and not from a survey.

In July 2007 the report asked partnerships which sources they always used, had started to use in the
last twelve months, had used before, or never. Here each body that owes or has sent a source is
counted by the months that it sent: its own word is not asked.
"""

import datetime as dt
from collections.abc import Mapping, Set
from dataclasses import dataclass

from watchward.contract.dataset import Dataset, datasets
from watchward.contract.duty import month_of
from watchward.geography.clock import LONDON
from watchward.hub.duties import duties
from watchward.hub.held import Holdings, what_is_held
from watchward.lake.store import Store
from watchward.reference import figure

FIGURE = "nao_data_use"
ALWAYS, STARTED, PAST, NEVER = USES = ("always", "started", "past", "never")
WINDOW = 12


@dataclass(frozen=True)
class SourceUse:
    """One row of the figure: how the bodies here stand, beside the partnerships of 2007."""

    name: str
    datasets: tuple[str, ...]  # that answer to it; none where this version has none
    bodies: Mapping[str, str]  # body → always, started, past, never
    then: tuple[int, ...]  # per cent of those who answered in July 2007
    responses: int

    def percent(self, *uses: str) -> int | None:
        """Of the bodies here, how many in a hundred; None where there is no body."""
        if not self.bodies:
            return None
        found = sum(use in uses for use in self.bodies.values())
        return (200 * found + len(self.bodies)) // (2 * len(self.bodies))

    @property
    def used(self) -> bool:
        """True where any body's records of the last twelve months arrived."""
        return any(use in (ALWAYS, STARTED) for use in self.bodies.values())

    @property
    def used_then(self) -> int:
        """Per cent of partnerships that used it in the twelve months to July 2007."""
        return self.then[0] + self.then[1]


def source_use(store: Store, *, now: dt.datetime) -> tuple[SourceUse, ...]:
    """The eight rows of the figure, in the report's order."""
    held = what_is_held(store)
    month = month_of(now.astimezone(LONDON).date())
    recent = frozenset(range(month - WINDOW, month + 1))
    rows = []
    for printed in figure(FIGURE).data["sources"]:
        sets = [one for one in datasets().values() if printed["name"] in one.survey_sources]
        rows.append(
            SourceUse(
                name=printed["name"],
                datasets=tuple(one.name for one in sets),
                bodies=_bodies(store, sets, held, recent),
                then=tuple(printed["percent"]),
                responses=printed["responses"],
            )
        )
    return tuple(rows)


def _bodies(store: Store, sets: list[Dataset], held: Holdings, recent: Set[int]) -> dict[str, str]:
    names = {one.name for one in sets}
    months: dict[str, set[int]] = {}
    for duty in duties(store):
        if duty.dataset in names and (duty.ends is None or month_of(duty.ends) >= min(recent)):
            months.setdefault(duty.provider, set())
    for (provider, dataset), own in held.found.items():
        if dataset in names and own.first:
            months.setdefault(provider, set()).update(own.first)
    return {provider: _use(came, recent) for provider, came in sorted(months.items())}


def _use(came: Set[int], recent: Set[int]) -> str:
    if not came:
        return NEVER
    before = min(came) < min(recent)
    if came & recent:
        return ALWAYS if before else STARTED
    return PAST
