"""Which fields may pass, by which gateway, on the day; what no basis covers stays behind."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from watchward.contract.dataset import Dataset, Field
from watchward.contract.gateways import Gateway, forbidden, gateways
from watchward.contract.package import PERSONAL
from watchward.errors import PrivacyRefusal
from watchward.provider.approvals import (
    Approval,
    days_of,
    read,
    refuse_closed,
    stand,
    treated_as,
)
from watchward.provider.located import places_text
from watchward.provider.plan import Plan, plan

ASKED = "left out of this package, as --generalise asks"
NO_BASIS = "no recorded basis covers it: watchward approve basis"


@dataclass(frozen=True)
class Passage:
    """`held` are the fields that stay behind; made-up data pass whole, and `held` says which of
    them would not."""

    dataset: Dataset
    held: tuple[str, ...] = ()
    synthetic: bool = False
    treated_as: str = PERSONAL
    approvals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def staying(self) -> frozenset[str]:
        """Fields that stay behind, for good."""
        held = frozenset() if self.synthetic else frozenset(self.held)
        return held | self.dataset.withheld

    def plan(
        self, matched: Mapping[int, Field], secret: bytes, gazetteer: Path | None = None
    ) -> Plan:
        """What is done to the columns, without those that stay."""
        looked_up = places_text(gazetteer, self.dataset, matched)
        return plan(self.dataset, matched, secret, staying=self.staying, places_text=looked_up)

    def gateways(self, sent: Iterable[str]) -> dict[str, str]:
        """Field that leaves → its gateway."""
        return {name: self.dataset.gateways[name] for name in sorted(sent)}

    def would_stay(self, sent: Mapping[str, str]) -> tuple[str, ...]:
        """Titles of fields that are sent only because the data are made up."""
        return tuple(self.dataset.field(name).title for name in self.held if name in sent)

    def said(self, matched: Mapping[int, Field]) -> dict[str, str]:
        """Title of each field that is there and stays behind → why."""
        staying = [one for one in matched.values() if one.name in self.staying]
        why = dict.fromkeys(self.dataset.withheld, ASKED)
        return {one.title: why.get(one.name, NO_BASIS) for one in staying}


@dataclass(frozen=True)
class Feed:
    """What is to leave: whose, of which set, when."""

    dataset: Dataset
    provider: str
    made_at: dt.datetime


def passage(feed: Feed, *, keys: Path, synthetic: bool, look: bool) -> Passage:
    """Refuses a feed that is closed, unless it is made up or somebody only looks."""
    dataset, day = feed.dataset, feed.made_at.date()
    standing = stand(read(keys, feed.provider), dataset, day=day)
    named = {name: gateways()[code] for name, code in dataset.gateways.items()}
    basis, as_what = standing.get("basis"), treated_as(standing)
    held = tuple(
        name
        for name, gateway in named.items()
        if not gateway.stands(day) or (gateway.needs_basis and not _covers(basis, name))
    )
    if not (synthetic or look):
        refuse_closed(dataset, keys=keys, provider=feed.provider, made_at=feed.made_at)
        _refuse_whole(dataset, held)
        for gateway in named.values():
            refuse_forbidden(gateway, dataset, as_what)
    return Passage(dataset, held, synthetic, as_what, days_of(standing, dataset))


def _covers(basis: Approval | None, name: str) -> bool:
    return basis is not None and (not basis.fields or name in basis.fields)


def _refuse_whole(dataset: Dataset, held: tuple[str, ...]) -> None:
    """A record without what it must have would be rejected one by one."""
    needed = [one.title for one in dataset.fields if one.filled and one.name in held]
    if needed:
        raise PrivacyRefusal(
            f"No recorded basis covers what every record must have: {', '.join(needed)}.",
            where=f"data set {dataset.name}",
            do="Nothing was written. Record the agreement or decision: watchward approve basis "
            f"--dataset {dataset.name} --who NAME --reference TEXT. To look first: --dry-run.",
        )


def refuse_forbidden(gateway: Gateway, dataset: Dataset, treated_as: str) -> None:
    """What a law expressly never lets leave by it."""
    why = forbidden(
        gateway, side=dataset.side, patients=bool(dataset.approvals), treated_as=treated_as
    )
    if why is None:
        return
    decide = (
        "Once it is decided that these numbers are no personal data: watchward approve "
        f"not-personal --dataset {dataset.name} --who NAME --reference TEXT."
    )
    raise PrivacyRefusal(
        why.what,
        where=f"data set {dataset.name}",
        do=decide if why.unless_not_personal else "Rest it on another basis, or send numbers.",
    )
