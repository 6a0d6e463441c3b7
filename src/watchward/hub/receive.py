"""Takes a package in: every byte checked, the data set known, the data laid out for judging."""

import datetime as dt
import re
import shutil
from dataclasses import fields
from pathlib import Path

from watchward.contract.coarser import coarsened
from watchward.contract.columns import package_columns
from watchward.contract.container import copy_hashed, read_package
from watchward.contract.dataset import Dataset, datasets
from watchward.contract.package import NOT_PERSONAL, PERSONAL, Manifest
from watchward.contract.period import Period
from watchward.contract.signature import verify
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.hub.arrived import Arrived
from watchward.hub.case import SKEW
from watchward.hub.reading import open_data
from watchward.lake.store import Store

# As the provider's side has it: a second spelling would be a second provider, its rows doubled.
PROVIDER = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
MOST_ROWS = 100_000_000
AGAIN = "Ask the provider to prepare it again."


def arrive(path: Path, *, now: dt.datetime, sealed: bool = False) -> Arrived:
    """Verify the package at `path`; `sealed` where it is the opened copy of one."""
    if not path.is_file():
        raise PackageRefusal(
            "There is no package of that name.", where=path.name, do="Check the path."
        )
    package = read_package(path, verify=verify)
    manifest = package.manifest
    problem = _problem(manifest, now)
    if problem:
        raise PackageRefusal(problem, where=path.name, do=AGAIN)
    dataset = datasets().get(manifest.dataset)
    if dataset is None or manifest.dataset_version not in dataset.versions:
        raise PackageRefusal(
            "It is of a data set, or of a version of one, that this hub does not know.",
            where=path.name,
            do="Bring the hub and the provider to the same version of Watchward.",
        )
    dataset = _as_coarse(dataset.as_of(manifest.dataset_version), manifest, path.name)
    _declared(manifest, dataset, path.name)
    return Arrived(package, dataset, Period.parse(manifest.period), sealed)


def _as_coarse(dataset: Dataset, manifest: Manifest, where: str) -> Dataset:
    """The data set as the package says that it keeps to it: its rows are held to that."""
    try:
        return coarsened(dataset, manifest.coarser)
    except UsageRefusal as refusal:
        raise PackageRefusal(
            "It says that it is coarser than its data set in a way that is not one.",
            where=where,
            do=refusal.do or AGAIN,
        ) from None


def _problem(manifest: Manifest, now: dt.datetime) -> str:
    """What makes no sense in a manifest, in words; empty where all is well."""
    if not _well_typed(manifest):
        return "Its manifest holds something of the wrong kind."
    try:
        made_at = dt.datetime.fromisoformat(manifest.made_at)
    except ValueError:
        return "Its manifest does not say when it was made."
    if made_at.tzinfo is None or made_at > now + SKEW:
        return "It says that it was made in the future: the provider's clock, or ours, is wrong."
    if not PROVIDER.fullmatch(manifest.provider):
        return "Its provider code is not of small letters, digits and hyphens only."
    packaged = manifest.rows_packaged
    if not _adds_up(manifest):
        return "Its rows do not add up: rows read are not those packaged, unreadable and left out."
    if not 0 < packaged <= MOST_ROWS:
        return "It holds no rows, or too many for one package."
    latest = made_at + SKEW
    if Period.parse(manifest.period).last > latest.year * 12 + latest.month - 1:
        return "Its period ends after the month in which it was made."
    return ""


def _adds_up(manifest: Manifest) -> bool:
    """Every row that was read is in the package, or is counted with a reason."""
    unreadable, left_out = manifest.rows_unreadable, manifest.rows_left_out
    return (
        manifest.rows_read == unreadable + left_out + manifest.rows_packaged
        and unreadable == sum(manifest.unreadable_reasons.values())
        and left_out == sum(manifest.left_out_reasons.values())
    )


def _well_typed(manifest: Manifest) -> bool:
    """JSON may put anything anywhere; nothing that is counted may be negative."""
    kinds = {"str": str, "bool": bool, "int": int}
    for field in fields(Manifest):
        value = getattr(manifest, field.name)
        kind = kinds.get(getattr(field.type, "__name__", str(field.type)))
        if kind and (type(value) is not kind or (isinstance(value, int) and value < 0)):
            return False
    texts = (*manifest.columns, *manifest.fields)
    tables = (manifest.gateways, manifest.approvals, manifest.coarser)
    if not all(isinstance(one, dict) for one in tables):
        return False
    if manifest.treated_as not in (PERSONAL, NOT_PERSONAL):
        return False
    texts += (*manifest.gateways.values(),)
    return all(isinstance(text, str) for text in texts) and all(
        isinstance(reasons, dict)
        and all(type(rows) is int and rows >= 0 for rows in reasons.values())
        for reasons in (manifest.unreadable_reasons, manifest.left_out_reasons)
    )


def _declared(manifest: Manifest, dataset: Dataset, where: str) -> None:
    """Only declared columns, in the declared order: the fault bits count on it."""
    if manifest.columns != tuple(package_columns(dataset)) or manifest.fields != tuple(
        field.name for field in dataset.fields
    ):
        raise PackageRefusal(
            "It holds a column that the data set does not declare, or lacks one.",
            where=where,
            do=f"Ask the provider to prepare it with version {dataset.version} of {dataset.name}.",
        )


def unpack(arrived: Arrived, *, store: Store) -> Path:
    """Copy the data out of the package, hashed again: the file may have changed meanwhile."""
    folder = store.incoming / arrived.receipt
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    target = folder / "data.parquet"
    with arrived.package.path.open("rb") as source, target.open("xb") as out:
        source.seek(arrived.package.data_offset)
        copied = copy_hashed(source, out)
    if copied != (arrived.manifest.data_sha256, arrived.manifest.data_bytes):
        raise PackageRefusal(
            "The package changed while it was being read.",
            where=arrived.file,
            do="Wait until it has been copied to its place, then receive it again.",
        )
    open_data(target, dataset=arrived.dataset, rows=arrived.rows, where=arrived.file)
    return target
