"""The register as pages need it, and each one's answer where the audience may have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from watchward.briefing.compared import MOST
from watchward.contract.about import Options
from watchward.contract.intervention import Plan, Registered
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.standing import standing
from watchward.hub.interventions import known
from watchward_web.core.remembered import Remembered
from watchward_web.core.roles import Role
from watchward_web.core.store import open_partnership
from watchward_web.partners.asking import released
from watchward_web.partners.seat import Seat

AUDIENCE = "analyst"
ANALYSIS = "evaluation"
FILTERS = ("state", "kind", "acts_on")
_asked: Remembered[SafeResult | str] = Remembered(32)


@dataclass(frozen=True)
class Seen:
    """One of the register, and where it stands today."""

    registered: Registered
    state: str  # planned, running, over

    @property
    def name(self) -> str:
        """As its address has it."""
        return self.registered.intervention.name

    @property
    def title(self) -> str:
        """What people call it."""
        return self.registered.intervention.title

    @property
    def plan(self) -> Plan:
        """How it is judged."""
        return self.registered.intervention.plan

    def fits(self, wanted: Mapping[str, str]) -> bool:
        """Whether it is of every kind that was asked for."""
        about = self.registered.intervention
        own = {"state": self.state, "kind": about.kind, "acts_on": about.acts_on}
        return all(own[name] == value for name, value in wanted.items() if value)


def every(seat: Seat, *, now: datetime) -> tuple[Seen, ...]:
    """By name."""
    month = now.year * 12 + now.month - 1
    return tuple(
        Seen(one, _state(one.intervention.plan, month))
        for one in known(open_partnership(seat.partnership.store))
    )


def find(seat: Seat, name: str, *, now: datetime) -> Seen:
    """One by its name."""
    found = next((one for one in every(seat, now=now) if one.name == name), None)
    if found is None:
        raise Http404
    return found


def overlapping(seen: Seen, others: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """Done in its areas, treated or compared, before its months are over."""
    here = {*seen.plan.areas, *seen.plan.comparison}
    return tuple(
        one
        for one in others
        if one.name != seen.name and here & set(one.plan.areas) and one.plan.start <= seen.plan.last
    )


def chosen(given: list[str], listed: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """Those named in an address, in its order, each once: as many as fit beside each other."""
    by_name = {one.name: one for one in listed}
    return tuple(by_name[name] for name in dict.fromkeys(given) if name in by_name)[:MOST]


def answer(seat: Seat, seen: Seen, *, now: datetime) -> SafeResult | str:
    """What was found; or why nothing can be said to this reader, or yet."""
    if seat.role != Role.ANALYST:
        return _("What was found rests on exact counts of small areas: an analyst can open it.")
    if seen.state != "over":
        return _("It is judged when its months are over, and not before.")
    store = open_partnership(seat.partnership.store)
    on, options = standing(store, on=now.date()), Options(intervention=seen.name)
    return _asked.get(
        (store.path, on, seen.name),
        lambda: released(seat, ANALYSIS, AUDIENCE, now=now, on=on, options=options),
    )


def _state(plan: Plan, month: int) -> str:
    if month < plan.start:
        return "planned"
    return "running" if month <= plan.last else "over"
