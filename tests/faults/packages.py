"""Makes packages as a provider would, from small tables, so that the hub is tested on its own."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from watchward.contract.columns import FAULTS, SPINE
from watchward.contract.container import write_package
from watchward.contract.dataset import Dataset, dataset
from watchward.contract.package import Manifest
from watchward.contract.period import month_number
from watchward.settings import Settings

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
MADE = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
EPOCH = dt.date(1970, 1, 1)
SETTINGS = Settings(environment="development", home=Path("home"), partnership="Testford")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
Record = Mapping[str, Any]


def columns(of: Dataset) -> dict[str, pl.DataType]:
    """What a package of this data set holds, worked out apart from the hub's own account."""
    kept = {
        f.name: pl.Int64() if f.type == "integer" and not f.bands else pl.String() for f in of.kept
    }
    return {**SPINE, **FAULTS, **kept}


def street(row: int, month: str, /, **own: Any) -> dict[str, Any]:
    """A street-level crime: a month, and a snapped point in Liverpool."""
    return {
        "row": row,
        "record_id": f"crime{row:04d}",
        "month": month_number(month),
        "time_precision": "month",
        "easting": 334_500,
        "northing": 390_500,
        "place_precision": "snapped",
        "cell": 3905 * 10_000 + 3345,
        "area": "E01006512",
        "place_name": "On or near Synthetic Street",
        "force": "merseyside",
        "crime_type": "Violence and sexual offences",
        **own,
    }


def incident(row: int, day: dt.date, hour: int = 12, /, **own: Any) -> dict[str, Any]:
    """A partnership's incident: a winter minute (UTC is local time), an exact point in Cardiff."""
    number = (day - EPOCH).days
    start = number * 86_400 + hour * 3_600
    return {
        "row": row,
        "record_id": f"INC{row:06d}",
        "month": day.year * 12 + day.month - 1,
        "day": number,
        "weekday": day.isoweekday(),
        "hour": hour,
        "night_of": number - (hour < 6),
        "utc_start": start,
        "utc_end": start + 59,
        "time_precision": "minute",
        "clock_repeated": False,
        "easting": 318_312,
        "northing": 176_245,
        "place_precision": "exact",
        "cell": 1762 * 10_000 + 3183,
        "agency": "police",
        "category": "assault",
        "weapon": "none",
        "victim_age": "18-24",
        "victim_sex": "M",
        **own,
    }


def frame(of: Dataset, records: Sequence[Record]) -> pl.DataFrame:
    """Records in the package's columns; faults are none unless a record says so."""
    clean = {"unreadable": 0, "unlisted": 0, "clock_missing": False}
    filled = [{**dict.fromkeys(columns(of)), **clean, **record} for record in records]
    return pl.DataFrame(filled, schema=columns(of))


def fault(of: Dataset, *fields: str) -> int:
    """The bits of these fields."""
    names = [field.name for field in of.fields]
    return sum(1 << names.index(field) for field in fields)


def seal(
    path: Path,
    data: Path,
    *,
    of: Dataset,
    rows: int,
    period: str,
    key: Ed25519PrivateKey = KEY,
    **own: Any,
) -> Path:
    """Sign a manifest for `data`; `own` overrides what it says, whether true or not."""
    body = data.read_bytes()
    manifest = Manifest(
        dataset=of.name,
        dataset_version=of.version,
        provider="testford",
        period=period,
        synthetic=True,
        made_at=MADE.isoformat(),
        made_by="watchward tests",
        source_sha256="0" * 64,
        source_bytes=1,
        rows_read=rows,
        rows_unreadable=0,
        rows_packaged=rows,
        unreadable_reasons={},
        columns=tuple(columns(of)),
        fields=tuple(field.name for field in of.fields),
        treatments={},
        dropped={},
        assessment={},
        data_sha256=hashlib.sha256(body).hexdigest(),
        data_bytes=len(body),
        public_key=key.public_key().public_bytes_raw().hex(),
    )
    write_package(path, manifest=replace(manifest, **own), data=data, sign=key.sign)
    return path


def package(
    folder: Path,
    name: str,
    records: Sequence[Record] | pl.DataFrame,
    *,
    period: str,
    data_set: str = "police_street",
    key: Ed25519PrivateKey = KEY,
    **own: Any,
) -> Path:
    """A package of these records at folder/name.wwp."""
    of = dataset(data_set)
    held = records if isinstance(records, pl.DataFrame) else frame(of, records)
    data = folder / f"{name}.parquet"
    held.write_parquet(data, row_group_size=250_000)
    path = seal(folder / f"{name}.wwp", data, of=of, rows=len(held), period=period, key=key, **own)
    data.unlink()
    return path
