"""What an engine is given: the files of one store version, and what is known of their providers."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from watchward.contract.columns import SPINE, kept_columns
from watchward.contract.dataset import Dataset, dataset
from watchward.contract.period import month_text


@dataclass(frozen=True)
class StoredFile:
    """One Parquet file; its partition's values, for the file itself does not hold them."""

    path: Path
    provider: str
    period: str


@dataclass(frozen=True)
class Holding:
    """One data set at one version. `months` are those received, by provider."""

    dataset: Dataset
    files: tuple[StoredFile, ...]
    months: Mapping[str, frozenset[int]]
    synthetic: Mapping[str, bool]  # by provider: any of its commits was made up


def schema(about: Dataset) -> dict[str, pl.DataType]:
    """Every stored column of a data set and its type: the spine, then the fields it keeps."""
    return {**SPINE, **kept_columns(about)}


def holding_of(
    name: str, frame: pl.DataFrame, *, provider: str, synthetic: bool, folder: Path
) -> Holding:
    """A holding made of a hand-made frame; columns that it lacks are null, as blanks would be."""
    about = dataset(name)
    types = schema(about)
    unknown = set(frame.columns) - set(types) - {"provider"}
    if unknown or "month" not in frame.columns:
        raise ValueError(f"{name}: a frame needs `month`, and has no columns {sorted(unknown)}")
    if "provider" not in frame.columns:
        frame = frame.with_columns(pl.lit(provider).alias("provider"))
    whole = frame.select(
        pl.col("provider"),
        *(
            (pl.col(column) if column in frame.columns else pl.lit(None)).cast(kind).alias(column)
            for column, kind in types.items()
        ),
    )
    files: list[StoredFile] = []
    months: dict[str, set[int]] = {}
    parts = whole.partition_by(["provider", "month"], as_dict=True, maintain_order=True)
    for (who, month), part in parts.items():
        period = month_text(int(str(month)))
        path = folder / name / f"provider={who}" / f"period={period}" / "records.parquet"
        path.parent.mkdir(parents=True)
        part.drop("provider").write_parquet(path)
        files.append(StoredFile(path, str(who), period))
        months.setdefault(str(who), set()).add(int(str(month)))
    return Holding(
        dataset=about,
        files=tuple(files),
        months={who: frozenset(held) for who, held in months.items()},
        synthetic=dict.fromkeys(months, synthetic),
    )


def holdings_of(
    frames: Mapping[str, pl.DataFrame], *, provider: str, synthetic: bool
) -> tuple[tuple[Holding, ...], "tempfile.TemporaryDirectory[str]"]:
    """Hand-made frames as files, read the way a store's files are; the folder goes when closed."""
    folder = tempfile.TemporaryDirectory(prefix="watchward-")
    try:
        made = tuple(
            holding_of(
                name, frame, provider=provider, synthetic=synthetic, folder=Path(folder.name)
            )
            for name, frame in frames.items()
        )
    except ValueError:
        folder.cleanup()
        raise
    return made, folder
