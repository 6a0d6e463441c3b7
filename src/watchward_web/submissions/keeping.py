"""Why each field may be here, and until when: from what arrived with packages, and the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from watchward.contract.dataset import datasets
from watchward.contract.gateways import Gateway, gateways
from watchward.contract.receipt import Receipt
from watchward.hub.bodies import asked_of, nations
from watchward.hub.ledger import receipts
from watchward.hub.linking import Permission, every_permission
from watchward.hub.removal import certificates
from watchward.hub.retention import Due, due
from watchward_web.core.roles import Role
from watchward_web.core.store import open_partnership
from watchward_web.partners.seat import Seat

AHEAD = timedelta(days=92)  # how far the page looks for what falls due next


@dataclass(frozen=True)
class Leaving:
    """One field: its gateway, and whether the last package sent it."""

    title: str
    gateway: Gateway
    left: bool


@dataclass(frozen=True)
class Passage:
    """One body's data set as its last package states it."""

    receipt: Receipt
    title: str
    asked: tuple[str, ...]  # approvals that the data set asks for in the body's nation
    nation: str  # empty where nobody has said
    fields: tuple[Leaving, ...]


def passages(seat: Seat) -> tuple[Passage, ...]:
    """The newest receipt of each body's data set; a hospital's officer sees the own body's."""
    own = seat.agency.provider if seat.role == Role.HOSPITAL else None
    newest: dict[tuple[str, str], Receipt] = {}
    store = open_partnership(seat.partnership.store)
    for one in receipts(store):
        if own is None or one.provider == own:
            newest[(one.provider, one.dataset)] = one
    where = nations(store)
    return tuple(
        _passage(one, where.get(one.provider, ""))
        for one in newest.values()
        if one.dataset in datasets()
    )


def _passage(receipt: Receipt, nation: str) -> Passage:
    of = datasets()[receipt.dataset]
    fields = tuple(
        Leaving(of.field(name).title, gateways()[code], name in receipt.gateways)
        for name, code in of.gateways.items()
    )
    return Passage(receipt, of.title, asked_of(of, nation), nation, fields)


@dataclass(frozen=True)
class Linking:
    """One consent to linking of records, or the assessment (no `provider`), and if it stands."""

    permission: Permission
    stands: bool


def linking(seat: Seat, *, now: datetime) -> tuple[Linking, ...]:
    """The newest first; a hospital's officer sees the own body's consents and the assessments."""
    own = seat.agency.provider if seat.role == Role.HOSPITAL else None
    every = every_permission(open_partnership(seat.partnership.store))
    return tuple(
        Linking(one, one.stands(now.date()))
        for one in reversed(every)
        if own is None or one.provider in ("", own)
    )


@dataclass(frozen=True)
class Retained:
    """What is due today or within three months, and the certificates of what was removed."""

    due: tuple[Due, ...]
    removed: tuple[Mapping[str, Any], ...]


def retained(seat: Seat, *, now: datetime) -> Retained:
    """Months and rules, without numbers of rows: others than the provider see them too."""
    store = open_partnership(seat.partnership.store)
    coming = sorted(due(store, now=now + AHEAD), key=lambda one: one.since)
    return Retained(tuple(coming), tuple(certificates(store)))
