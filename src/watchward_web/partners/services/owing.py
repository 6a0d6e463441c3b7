"""Changing duties, agreements and locks: each goes through the hub, and into the audit log.

The audit entry is written first and the ledger last, in one block: if the ledger refuses, the entry
is taken back; if the process dies between the two, the ledger itself says who, when and why.
"""

import datetime as dt

from django.db import transaction

from watchward.contract.period import Period
from watchward.hub import agreements as hub_agreements
from watchward.hub import bodies, covered
from watchward.hub import duties as hub_duties
from watchward.hub import locks as hub_locks
from watchward.hub.agreements import Basis
from watchward_web.core.roles import Role
from watchward_web.core.store import open_partnership
from watchward_web.partners.models import Membership
from watchward_web.partners.seat import PartnershipSeen, Seat
from watchward_web.partners.services.noting import note


def set_duty(
    seat: Seat,
    *,
    provider: str,
    dataset: str,
    starts: dt.date,
    ends: dt.date | None,
    reason: str,
    now: dt.datetime,
) -> None:
    """A body owes a data set from a day on."""
    with transaction.atomic():
        detail = {"provider": provider, "dataset": dataset, "from": starts.isoformat()}
        note(seat, "duty set", subject=f"{provider} {dataset}", detail=detail, now=now)
        hub_duties.set_duty(
            open_partnership(seat.partnership.store),
            provider=provider,
            dataset=dataset,
            starts=starts,
            ends=ends,
            reason=reason,
            by=seat.by,
            now=now,
        )


def end_duty(seat: Seat, number: int, *, ends: dt.date, reason: str, now: dt.datetime) -> None:
    """A body owes nothing of what begins after that day."""
    with transaction.atomic():
        detail = {"to": ends.isoformat()}
        note(seat, "duty ended", subject=f"duty:{number}", detail=detail, now=now)
        hub_duties.end_duty(
            open_partnership(seat.partnership.store),
            number,
            ends=ends,
            reason=reason,
            by=seat.by,
            now=now,
        )


def record_agreement(
    seat: Seat,
    *,
    provider: str,
    dataset: str,
    floor: int,
    purpose: str,
    basis: Basis,
    valid_from: dt.date,
    valid_to: dt.date,
    now: dt.datetime,
) -> None:
    """Write down what was signed."""
    with transaction.atomic():
        detail = {"from": valid_from.isoformat(), "to": valid_to.isoformat(), "floor": floor}
        detail |= {"gateways": basis.gateways, "fields": basis.fields}
        subject = f"{provider} {dataset}"
        note(seat, "agreement recorded", subject=subject, detail=detail, now=now)
        hub_agreements.record_agreement(
            open_partnership(seat.partnership.store),
            provider=provider,
            dataset=dataset,
            floor=floor,
            purpose=purpose,
            basis=basis,
            valid_from=valid_from,
            valid_to=valid_to,
            by=seat.by,
            now=now,
        )


def name_gateways(
    seat: Seat,
    number: int,
    *,
    basis: Basis,
    reason: str,
    now: dt.datetime,
) -> None:
    """Say by which gateways fields come, under one that was recorded before they were asked."""
    with transaction.atomic():
        detail = {"gateways": basis.gateways, "fields": basis.fields}
        kind = "agreement's gateways named"
        note(seat, kind, subject=f"agreement:{number}", detail=detail, now=now)
        hub_agreements.name_gateways(
            open_partnership(seat.partnership.store),
            number,
            basis=basis,
            reason=reason,
            by=seat.by,
            now=now,
        )


def end_agreement(seat: Seat, number: int, *, last: dt.date, reason: str, now: dt.datetime) -> None:
    """It runs out sooner than was signed."""
    with transaction.atomic():
        detail = {"to": last.isoformat()}
        note(seat, "agreement ended", subject=f"agreement:{number}", detail=detail, now=now)
        hub_agreements.end_agreement(
            open_partnership(seat.partnership.store),
            number,
            last=last,
            reason=reason,
            by=seat.by,
            now=now,
        )


def require_agreements(seat: Seat, *, required: bool, reason: str, now: dt.datetime) -> None:
    """Refuse feeds without an agreement from now on, or no longer."""
    with transaction.atomic():
        detail = {"required": required}
        note(seat, "agreements required", subject="", detail=detail, now=now)
        covered.require_agreements(
            open_partnership(seat.partnership.store),
            required=required,
            reason=reason,
            by=seat.by,
            now=now,
        )


def state_nation(seat: Seat, *, provider: str, nation: str, code: str, now: dt.datetime) -> None:
    """In which nation a body is, as stated or by its official code."""
    with transaction.atomic():
        detail = {"nation": nation, "code": code}
        note(seat, "nation stated", subject=provider, detail=detail, now=now)
        store = open_partnership(seat.partnership.store)
        bodies.state_nation(store, provider, nation=nation, code=code, by=seat.by, now=now)


def close_period(
    seat: Seat, *, provider: str, dataset: str, period: Period, reason: str, now: dt.datetime
) -> None:
    """Lock months that have been accepted."""
    with transaction.atomic():
        subject = f"{provider} {dataset} {period}"
        note(seat, "period locked", subject=subject, detail={}, now=now)
        hub_locks.lock(
            open_partnership(seat.partnership.store),
            provider=provider,
            dataset=dataset,
            period=period,
            reason=reason,
            by=seat.by,
            now=now,
        )


def reopen_period(seat: Seat, number: int, *, reason: str, now: dt.datetime) -> None:
    """Let corrections in again."""
    with transaction.atomic():
        note(seat, "period reopened", subject=f"lock:{number}", detail={}, now=now)
        hub_locks.reopen(
            open_partnership(seat.partnership.store), number, reason=reason, by=seat.by, now=now
        )


def data_officers(partnership: PartnershipSeen, provider: str) -> list[str]:
    """E-mail addresses of those who send for the agency of a provider code, for a job."""
    rows = Membership.objects.filter(
        partnership_id=partnership.id,
        agency__provider=provider,
        role__in=(Role.HOSPITAL, Role.POLICE),
        active=True,
        person__is_active=True,
    )
    return sorted(rows.values_list("person__email", flat=True))
