"""The manifest: what the hub must know before it opens the data, and nothing of any record."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import watchward
from watchward.contract.coarser import in_words as said_coarser
from watchward.contract.dataset import Field
from watchward.contract.package import Manifest
from watchward.contract.period import Period
from watchward.errors import UsageRefusal
from watchward.provider.carry import Carried
from watchward.provider.headers import shown
from watchward.provider.identifiers import headed_kind
from watchward.provider.passage import Passage
from watchward.provider.plan import Plan
from watchward.provider.prepared import Prepared
from watchward.provider.read import Extract
from watchward.provider.risk_words import in_words


def describe(
    carried: Carried,
    *,
    extract: Extract,
    plan: Plan,
    passage: Passage,
    provider: str,
    period: Period,
    made_at: datetime,
    public_key: str,
    replaces: str,
    receiver: str,
) -> Manifest:
    """What the provider's key signs."""
    dataset, records = plan.dataset, extract.records
    left_out = records.left_out + carried.left_out
    return Manifest(
        dataset=dataset.name,
        dataset_version=dataset.version,
        provider=provider,
        period=str(period),
        synthetic=passage.synthetic,
        made_at=_in_utc(made_at),
        made_by=f"watchward {watchward.__version__}",
        source_sha256=extract.sha256,
        source_bytes=extract.bytes,
        rows_read=records.read,
        rows_unreadable=records.unreadable.total(),
        rows_packaged=carried.rows_packaged,
        unreadable_reasons=dict(sorted(records.unreadable.items())),
        rows_left_out=left_out.total(),
        left_out_reasons=dict(sorted(left_out.items())),
        columns=tuple(plan.schema),
        fields=tuple(field.name for field in dataset.fields),
        treatments={field.name: field.treatment for field in dataset.fields},
        dropped=carried.identifiers,
        assessment=carried.risk.to_json(),
        data_sha256=carried.data_sha256,
        data_bytes=carried.data_bytes,
        placed=carried.placed,
        snapped=carried.snapped,
        coarser=dataset.coarser,
        public_key=public_key,
        replaces=replaces,
        receiver=receiver,
        gateways=passage.gateways(plan.sent),
        treated_as=passage.treated_as,
        approvals=passage.approvals,
    )


def _in_utc(made_at: datetime) -> str:
    if made_at.tzinfo is None:
        raise UsageRefusal("The time of making has no time zone.", where="made_at", do="Give UTC.")
    return made_at.astimezone(UTC).isoformat(timespec="seconds")


def handed_back(
    carried: Carried,
    manifest: Manifest,
    *,
    package: Path | None,
    dropped: Mapping[str, str],
    passage: Passage,
) -> Prepared:
    """The package, and what a person looks at before sending it."""
    return Prepared(
        package=package,
        manifest=manifest,
        preview=carried.preview,
        faults=carried.faults,
        rows_at_fault=carried.rows_at_fault,
        assessment=in_words(carried.risk, passage.dataset),
        advice=carried.advice,
        dropped=dropped,
        coarser=said_coarser(passage.dataset),
        would_stay=passage.would_stay(manifest.gateways),
    )


def dropped_columns(header: Sequence[str], matched: Mapping[int, Field]) -> dict[str, str]:
    """Column that stays behind → why. A header that could be somebody's data is not repeated."""
    reasons = {}
    for place, name in enumerate(header):
        field = matched.get(place)
        if field is not None and field.treatment == "drop":
            kind = headed_kind(name)
            reasons[field.title] = f"declared as dropped{f' ({kind})' if kind else ''}"
        elif field is None:
            reasons[shown(name, place)] = "not declared by the data set"
    return reasons
