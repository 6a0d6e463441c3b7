"""What the store's ledger says of duties, agreements and locks, read for a seat's partnership.

They are the ledger's and nobody else's: Django keeps none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from watchward.contract.dataset import datasets
from watchward.contract.gateways import gateways
from watchward.errors import StoreRefusal
from watchward.hub.agreements import (
    Agreement,
    Expiry,
    every_agreement,
    expiring,
)
from watchward.hub.bodies import nations
from watchward.hub.covered import agreements_required
from watchward.hub.duties import Duty, duties
from watchward.hub.events import Event, events
from watchward.hub.locks import Lock, locks
from watchward_web.core.rules import rule_of
from watchward_web.core.store import open_partnership
from watchward_web.partners.seat import Seat
from watchward_web.partners.selectors import agencies, people

CHANGES = 20  # of the latest changes, shown below


@dataclass(frozen=True)
class Agreements:
    """Every agreement, those that run out, and whether a feed needs one."""

    every: tuple[Agreement, ...]
    expiring: tuple[Expiry, ...]
    required: bool
    production: bool


def duties_of(seat: Seat) -> tuple[Duty, ...]:
    """Every duty that there is or was."""
    return duties(open_partnership(seat.partnership.store))


def find_duty(seat: Seat, number: int) -> Duty | None:
    """One of them."""
    return next((one for one in duties_of(seat) if one.id == number), None)


def agreements_of(seat: Seat, *, now: datetime) -> Agreements:
    """The agreements of the partnership."""
    store = open_partnership(seat.partnership.store)
    return Agreements(
        every_agreement(store),
        expiring(store, on=now.date()),
        agreements_required(store),
        store.production,
    )


def find_agreement(seat: Seat, number: int) -> Agreement | None:
    """One of them."""
    store = open_partnership(seat.partnership.store)
    return next((one for one in every_agreement(store) if one.id == number), None)


def locks_of(seat: Seat) -> tuple[Lock, ...]:
    """The locks that hold now."""
    return locks(open_partnership(seat.partnership.store))


def find_lock(seat: Seat, number: int) -> Lock | None:
    """One of them; one that was reopened is not there any more."""
    return next((one for one in locks_of(seat) if one.id == number), None)


def changes(seat: Seat, *kinds: str) -> tuple[Event, ...]:
    """The latest changes of these kinds, the newest first."""
    every = events(open_partnership(seat.partnership.store))
    return tuple(reversed([one for one in every if one.kind in kinds]))[:CHANGES]


def titles() -> dict[str, str]:
    """What each data set is called."""
    return {name: one.title for name, one in datasets().items()}


def owed_sets() -> list[tuple[str, str]]:
    """Data sets that somebody can owe, as choices."""
    return [(name, one.title) for name, one in datasets().items() if one.duties]


def ways(dataset: str = "") -> list[tuple[str, str]]:
    """Gateways by which fields leave of one data set, or of any that is owed, as choices."""
    sets = [datasets()[dataset]] if dataset else [one for one in datasets().values() if one.duties]
    used = {code for one in sets for code in one.gateways.values()}
    return [(code, one.title) for code, one in gateways().items() if code in used]


def way_titles() -> dict[str, str]:
    """What each gateway is called."""
    return {code: one.title for code, one in gateways().items()}


def covered_by(agreement: Agreement) -> list[tuple[str, str, bool]]:
    """Title of each field of the data set that leaves, of its gateway, and whether it is covered.

    Without the gateways everything is, for as long as such an agreement counts.
    """
    about, named = datasets()[agreement.dataset], way_titles()
    return [
        (about.field(name).title, named[code], agreement.covers(name, code))
        for name, code in about.gateways.items()
    ]


def bodies(seat: Seat) -> list[tuple[str, str]]:
    """Agencies that have a provider code, as choices."""
    return [(one.provider, one.name) for one in agencies(seat) if one.provider]


def nations_of(seat: Seat) -> Mapping[str, str]:
    """Provider code → England or Wales, where it has been said; nothing without a store."""
    try:
        return nations(open_partnership(seat.partnership.store))
    except StoreRefusal:
        return {}


def names_of_people(seat: Seat) -> dict[str, str]:
    """How the ledger names a person → the person's name; others stand as they are."""
    return {f"person:{one.id}": one.name for one in people(seat)}


def today(now: datetime) -> date:
    """The day that a form starts from."""
    return now.date()


def may(seat: Seat, url: str, verb: str) -> bool:
    """Whether the seat's role may do it, by the same table as the access check."""
    rule = rule_of(url)
    return bool(rule and seat.role in (rule.who(verb) or ()))
