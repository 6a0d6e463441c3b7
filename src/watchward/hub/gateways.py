"""Did every field that arrived leave lawfully? What a gateway never lets leave is refused here."""

import datetime as dt
from pathlib import Path

import polars as pl

from watchward.contract.gateways import days_hold, forbidden, gateways
from watchward.errors import PackageRefusal
from watchward.hub.arrived import Arrived

AGAIN = "Ask the provider to prepare it again, with this version and its recorded bases."


def lawful(arrived: Arrived, data: Path) -> None:
    """Refuse the whole package where one field came by no gateway of its data set's.

    Made-up records need none, and what is published record by record has left already.
    """
    if arrived.manifest.synthetic or arrived.dataset.public:
        return
    _named_alike(arrived)
    _nothing_beside(arrived, data)
    _never(arrived)


def _named_alike(arrived: Arrived) -> None:
    """Each field that was sent names its data set's gateway, and that stood when it was made."""
    made = dt.datetime.fromisoformat(arrived.manifest.made_at).date()
    sent, declared = arrived.manifest.gateways, arrived.dataset.gateways
    wrong = [
        name
        for name, code in sent.items()
        if declared.get(name) != code or not gateways()[code].stands(made)
    ]
    if wrong:
        raise PackageRefusal(
            f"It names no lawful gateway for: {', '.join(sorted(wrong)[:5])}.",
            where=arrived.file,
            do=AGAIN,
        )
    lacking = [name for name, code in sent.items() if gateways()[code].needs_basis]
    if lacking and "basis" not in arrived.manifest.approvals:
        raise PackageRefusal(
            f"No basis is recorded for: {', '.join(sorted(lacking)[:5])}.",
            where=arrived.file,
            do=AGAIN,
        )


def _nothing_beside(arrived: Arrived, data: Path) -> None:
    """A field that names no gateway must be empty, whatever the manifest says of it."""
    silent = [one.name for one in arrived.dataset.kept if one.name not in arrived.manifest.gateways]
    if not silent:
        return
    counts = pl.scan_parquet(data).select(pl.col(silent).count()).collect().row(0)
    told = [name for name, count in zip(silent, counts, strict=True) if count]
    if told:
        raise PackageRefusal(
            f"It holds fields that came by no gateway: {', '.join(told[:5])}.",
            where=arrived.file,
            do=AGAIN,
        )


def _never(arrived: Arrived) -> None:
    dataset, manifest = arrived.dataset, arrived.manifest
    for code in set(manifest.gateways.values()):
        why = forbidden(
            gateways()[code],
            side=dataset.side,
            patients=bool(dataset.approvals),
            treated_as=manifest.treated_as,
        )
        if why is not None:
            recorded = "record that they are no personal data, if that is so"
            basis = recorded if why.unless_not_personal else "rest it on another basis"
            raise PackageRefusal(why.what, where=arrived.file, do=f"Ask the provider to {basis}.")


def approved(arrived: Arrived, *, asked: tuple[str, ...]) -> None:
    """In production a feed of patients' records arrives with every approval that is asked of it."""
    made = dt.datetime.fromisoformat(arrived.manifest.made_at).date().isoformat()
    given = arrived.manifest.approvals
    lacking = [kind for kind in asked if not _stood(given.get(kind), made)]
    if lacking:
        raise PackageRefusal(
            f"It came without a standing approval: {', '.join(lacking)}.",
            where=arrived.file,
            do="Ask the provider to record it (watchward approve) and to prepare it again.",
        )


def _stood(days: object, made: str) -> bool:
    if not isinstance(days, dict):
        return False
    return days_hold(str(days.get("on", "")), str(days.get("until", "")), made)
