"""Counts what was filled in among accepted rows, by the hour that the data set's own time tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from watchward.contract.completeness import (
    HOUR,
    NO_HOUR,
    NOT_ASKED,
    NOT_KNOWN,
    NOT_RECORDED,
    PLACE,
    RECORDED,
    ByField,
    joined,
    shifts,
)
from watchward.contract.dataset import Dataset, Field
from watchward.hub.case import is_listed
from watchward.lake.files import HeldFile, table_files
from watchward.lake.store import Store
from watchward.lake.tables import held_tables
from watchward.reference.load import code_list

SPINE = ("hour", "place_precision")
ROWS = "rows"


def filled(records: pl.DataFrame, dataset: Dataset) -> dict[str, dict[str, dict[str, int]]]:
    """Field → shift → state → rows. A blank was not asked; "not known" was, and not recorded.

    A shift in which no row lies is there with noughts, so that all batches have one shape.
    """
    states = _states(dataset)
    wanted = [
        expression.fill_null(value=False).sum().alias(f"{name}\n{state}")
        for name, (blank, unknown) in states.items()
        for state, expression in ((NOT_ASKED, blank), (NOT_RECORDED, unknown))
    ]
    found = records.group_by(_shift().alias("shift")).agg(pl.len().alias(ROWS), *wanted)
    rows = {row["shift"]: row for row in found.iter_rows(named=True)}
    return {
        name: {shift: _counts(rows.get(shift, {}), name) for shift in (*shifts(), NO_HOUR)}
        for name in states
    }


def _counts(row: Mapping[str, int], name: str) -> dict[str, int]:
    asked_not, known_not = row.get(f"{name}\n{NOT_ASKED}", 0), row.get(f"{name}\n{NOT_RECORDED}", 0)
    known = row.get(ROWS, 0) - asked_not - known_not
    return {RECORDED: known, NOT_RECORDED: known_not, NOT_ASKED: asked_not}


def _shift() -> pl.Expr:
    named: pl.Expr = pl.lit(NO_HOUR)
    for name, (first, end) in shifts().items():
        within = (pl.col("hour") >= first) & (pl.col("hour") < end)
        named = pl.when(within).then(pl.lit(name)).otherwise(named)
    return named


def _states(dataset: Dataset) -> dict[str, tuple[pl.Expr, pl.Expr]]:
    """Field → where it is blank, and where it says that nobody knew."""
    never = pl.lit(value=False)
    spine = {
        HOUR: (pl.col("hour").is_null(), never),
        PLACE: (pl.col("place_precision") == "none", never),
    }
    return {**spine, **{one.name: (_blank(one), _unknown(one)) for one in _asked(dataset)}}


def _asked(dataset: Dataset) -> tuple[Field, ...]:
    """Fields that somebody fills in: what no header names was worked out at the provider."""
    return tuple(one for one in dataset.kept if one.headers)


def _blank(one: Field) -> pl.Expr:
    blank = pl.col(one.name).is_null()
    text = one.type == "text" and not is_listed(one) and not one.bands
    return blank | (pl.col(one.name) == "") if text else blank


def _unknown(one: Field) -> pl.Expr:
    listed = code_list(one.codes or "yes_no").labels if is_listed(one) and not one.bands else ()
    said = [pl.col(one.name) == code for code in NOT_KNOWN if code in listed]
    return pl.any_horizontal(pl.lit(value=False), *said)


@dataclass
class Tally:
    """Of one package, batch by batch, the rows that stay."""

    dataset: Dataset
    so_far: ByField = field(default_factory=dict)

    def add(self, records: pl.DataFrame, kept: pl.Series) -> None:
        """Count one batch."""
        columns = (*SPINE, *(one.name for one in _asked(self.dataset)))
        more = filled(records.select(columns).filter(kept), self.dataset)
        self.so_far = joined((self.so_far, more))


def held_completeness(store: Store, dataset: Dataset, *, provider: str) -> dict[str, ByField]:
    """Month → what was filled in, exact: for the provider itself and for analysts only."""
    by_month: dict[str, list[ByField]] = {}
    for file in _files(store, dataset):
        if file.provider == provider:
            by_month.setdefault(file.period, []).append(_read(file, dataset))
    return {month: joined(parts) for month, parts in by_month.items()}


def receipt_completeness(store: Store, dataset: Dataset, *, receipt: str) -> ByField:
    """The same of the rows of one receipt that are still held."""
    return joined(
        _read(file, dataset) for file in _files(store, dataset) if file.receipt == receipt
    )


def _files(store: Store, dataset: Dataset) -> tuple[HeldFile, ...]:
    return table_files(store, dataset.name, None) if dataset.name in held_tables(store) else ()


def _read(file: HeldFile, dataset: Dataset) -> ByField:
    held = pl.scan_parquet(file.path)
    columns = (*SPINE, *(one.name for one in _asked(dataset)))
    there = held.collect_schema().names()
    later = (pl.lit(None, pl.String).alias(name) for name in columns if name not in there)
    return filled(held.with_columns(later).select(columns).collect(), dataset)
