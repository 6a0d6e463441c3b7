"""Keeps a table on disk with what is to be known of it, in one file, whole or not at all."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from watchward.reference import Citation

Schema = Mapping[str, type[pl.DataType]]


def keep(table: pl.DataFrame, path: Path, *, key: str, about: Mapping[str, Any]) -> str:
    """Write it, with `about` under the `key` of its kind; the SHA-256 of the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    table.write_parquet(part, compression="zstd", metadata={key: json.dumps(about)})
    part.replace(path)
    return digest(path)


def kept(path: Path, *, key: str, columns: Schema) -> tuple[pl.DataFrame, dict[str, Any]]:
    """The table and what was said of it; of another kind, it raises KeyError."""
    table = pl.read_parquet(path, columns=list(columns)).cast(columns)  # type: ignore[arg-type]  # Polars types the keys more widely
    return table, json.loads(pl.read_parquet_metadata(path)[key])


def digest(path: Path) -> str:
    """By which others say which file they used."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def written_citation(citation: Citation) -> dict[str, Any]:
    """A citation as JSON has it."""
    found = asdict(citation).items()
    return {key: v.isoformat() if isinstance(v, dt.date) else v for key, v in found}


def read_citation(written: Mapping[str, Any]) -> Citation:
    """A citation as it was before it was written as JSON."""
    dates = ("retrieved", "valid_from", "valid_to")
    read = {key: dt.date.fromisoformat(written[key]) for key in dates if written.get(key)}
    return Citation(**{**written, **read})
