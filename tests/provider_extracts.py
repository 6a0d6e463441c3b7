"""Extracts for the provider's tests: tiny, made up, and opened again as the hub would see them."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from watchward.contract.container import read_package
from watchward.contract.dataset import dataset
from watchward.contract.signature import verify
from watchward.provider.flow import prepare
from watchward.provider.prepared import Prepared

MADE = dt.datetime(2025, 4, 2, 9, 30, tzinfo=dt.UTC)
ED = "attendance id,assault date,assault time,method,location type,easting,northing,age,sex"
ED_ROW = "A1,2025-03-01,23:10,fist,pub,290412,250388,24,M"


def ed_csv(*rows: str, header: str = ED) -> str:
    """An emergency department's extract."""
    return "\n".join((header, *(rows or (ED_ROW,)))) + "\n"


def make(
    folder: Path,
    content: str | bytes,
    *,
    name: str = "ed_assault",
    file: str = "x.csv",
    **said: Any,
) -> Prepared:
    """Prepare `content`; keys and packages lie in `folder`."""
    path = folder / file
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    settings: dict[str, Any] = {
        "dataset": dataset(name),
        "provider": "city-hospital",
        "out": folder / "out",
        "keys": folder / "keys",
        "made_at": MADE,
        "synthetic": True,
    }
    return prepare(path, **{**settings, **said})


def opened(prepared: Prepared) -> pl.DataFrame:
    """The data of a package whose every byte has been checked."""
    assert prepared.package is not None
    package = read_package(prepared.package, verify=verify)
    return pl.read_parquet(prepared.package.read_bytes()[package.data_offset :])


def column(prepared: Prepared, name: str) -> Sequence[Any]:
    """One column of the package's data."""
    return opened(prepared)[name].to_list()


def left_in(folder: Path) -> list[str]:
    """What lies in the folder of packages, hidden files too."""
    return sorted(path.name for path in folder.glob("*")) if folder.exists() else []
