"""The judgement of a whole package, and the receipt that follows from it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from watchward.contract.coarser import in_words
from watchward.contract.completeness import ByField, told
from watchward.contract.finding import advice
from watchward.contract.receipt import Receipt
from watchward.errors import PackageRefusal
from watchward.hub.arrived import Arrived
from watchward.hub.stated import (
    approvals_stated,
    gateways_stated,
    placed_stated,
    risk_stated,
)


@dataclass(frozen=True)
class Outcome:
    """How many records stay, and why the others do not."""

    arrived: Arrived
    accepted: int
    reasons: Mapping[str, int]  # "rule: field" → rows
    notes: Mapping[str, int]
    key: str  # how the provider's key is known
    source: str  # the one value that marks what this provider sends, where the data set has one
    filled: ByField = field(default_factory=dict)  # exact: what of it may be told is `told`

    def receipt(self, *, now: dt.datetime, store_version: str) -> Receipt:
        """What the provider is told; there is no receipt unless every row is accounted for."""
        manifest = self.arrived.manifest
        return Receipt(
            id=self.arrived.receipt,
            package=self.arrived.package.sha256,
            file=self.arrived.file,
            dataset=manifest.dataset,
            provider=manifest.provider,
            period=manifest.period,
            rows_read=manifest.rows_read,
            unreadable=manifest.rows_unreadable,
            packaged=manifest.rows_packaged,
            accepted=self.accepted,
            rejected=manifest.rows_packaged - self.accepted,
            reasons=self.reasons,
            notes=self.notes,
            synthetic=manifest.synthetic,
            key=self.key,
            replaces=manifest.replaces,
            received_at=now.astimezone(dt.UTC).isoformat(timespec="seconds"),
            store_version=store_version,
            left_out=manifest.rows_left_out,
            treated_as=manifest.treated_as,
            completeness=told(self.filled),
            risk=risk_stated(manifest, self.arrived.dataset),
            placed=placed_stated(manifest),
            approvals=approvals_stated(manifest),
            gateways=gateways_stated(manifest, self.arrived.dataset),
            coarser="; ".join(in_words(self.arrived.dataset)),
        )

    def something_left(self) -> None:
        """Refuse a package of which nothing stays: it is the wrong file, not a quiet month."""
        if self.accepted:
            return
        rule, _, field = next(iter(self.reasons)).partition(": ")
        most = list(self.reasons.items())[:3]
        shown = ", ".join(f"{reason} ({rows:,})" for reason, rows in most)
        raise PackageRefusal(
            f"Not one of its {self.arrived.manifest.rows_packaged:,} records can be kept: {shown}.",
            where=self.arrived.file,
            do=advice(self.arrived.dataset, rule=rule, field=field),
        )
