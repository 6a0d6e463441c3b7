"""A package is handed to the hub; before and after, the audit log is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watchward.contract.container import SUFFIX, read_package
from watchward.contract.dataset import datasets
from watchward.contract.package import Package
from watchward.contract.signature import verify
from watchward.errors import PackageRefusal, Refusal
from watchward.hub.flow import receive
from watchward.hub.ledger import receipts
from watchward_web.core.services import record
from watchward_web.core.store import Store, library_settings, open_partnership
from watchward_web.partners.seat import Seat


@dataclass(frozen=True)
class Taken:
    """The receipt of a package, and whether it was held before."""

    receipt: str
    already: bool


def take(seat: Seat, path: Path, *, now: datetime) -> Taken:
    """Receive one package of the seat's own agency, or refuse it whole and write down why."""
    try:
        package = read_package(path, verify=verify)
        _own(seat, package)
    except Refusal as refusal:
        _note(seat, "package refused", now=now, subject="", detail={"why": refusal.what})
        raise
    subject = package.sha256[:16]
    store = open_partnership(seat.partnership.store)
    held = _held(store, package.sha256)
    if held:
        _note(seat, "package sent again", now=now, subject=subject, detail={"receipt": held})
        return Taken(held, already=True)
    _note(seat, "package sent", now=now, subject=subject, detail=_about(package))
    try:
        receipt = receive(
            path.rename(path.with_name(_name(package))),
            store=store,
            by=seat.by,
            now=now,
            settings=library_settings(seat.partnership.name),
        )
    except Refusal as refusal:
        _note(seat, "package refused", now=now, subject=subject, detail={"why": refusal.what})
        raise
    _note(seat, "package received", now=now, subject=subject, detail={"receipt": receipt.id})
    return Taken(receipt.id, already=False)


def _own(seat: Seat, package: Package) -> None:
    """The provider is what was signed; the person sends for one agency only."""
    if not seat.agency.provider or package.manifest.provider != seat.agency.provider:
        raise PackageRefusal(
            "The package is another provider's than your own agency.",
            do="Choose a package that your own organisation prepared. If it is yours, ask the "
            "partnership's administrator under which provider code your agency is entered.",
        )
    if package.manifest.dataset not in datasets():
        raise PackageRefusal(
            "The package is of a data set that this site does not know.",
            do="Bring both sides to the same version of Watchward.",
        )


def _held(store: Store, sha256: str) -> str:
    found = (one.id for one in receipts(store) if one.package == sha256)
    return next(found, "")


def _name(package: Package) -> str:
    """As the ledger will call it: made of what was signed, not of what was uploaded."""
    said = package.manifest
    period = said.period.replace("..", "_")
    return f"{said.provider}-{said.dataset}-{period}-{package.sha256[:8]}{SUFFIX}"


def _about(package: Package) -> dict[str, object]:
    said = package.manifest
    return {"provider": said.provider, "dataset": said.dataset, "period": said.period}


def _note(
    seat: Seat,
    action: str,
    *,
    now: datetime,
    subject: str,
    detail: Mapping[str, object],
) -> None:
    record(
        by=seat.by,
        action=action,
        now=now,
        partnership=seat.partnership.slug,
        subject=subject,
        detail=detail,
    )


def note_read(seat: Seat, what: str, *, subject: str = "", now: datetime) -> None:
    """Write down who read which page: exact numbers of records stand on it."""
    _note(seat, f"{what} read", now=now, subject=subject, detail={})


def note_findings(seat: Seat, receipt: str, *, rows: int, now: datetime) -> None:
    """Write down who took a list of what to mend."""
    _note(seat, "findings taken", now=now, subject=receipt, detail={"rows": rows})
