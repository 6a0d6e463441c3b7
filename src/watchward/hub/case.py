"""What a check knows besides the records: data set, period declared, how late a date may be."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from watchward.contract.dataset import Dataset, Field
from watchward.contract.package import Manifest
from watchward.contract.period import Period

EPOCH = dt.date(1970, 1, 1)
SKEW = dt.timedelta(hours=24)  # how far apart two machines' clocks may be
DAY = 86_400


class Flag(NamedTuple):
    """Records of which `where` is true do not meet `rule`, because of `field`."""

    rule: str
    field: str
    where: pl.Expr


@dataclass(frozen=True)
class Case:
    """One package to be judged; `latest` is the last UTC second that a record may be of."""

    dataset: Dataset
    period: Period
    latest: int
    synthetic: bool = False

    @classmethod
    def of(cls, manifest: Manifest, *, dataset: Dataset, now: dt.datetime) -> "Case":
        """Neither the provider's clock nor the hub's is believed beyond a day."""
        made = dt.datetime.fromisoformat(manifest.made_at)
        latest = int((min(made, now) + SKEW).timestamp())
        return cls(dataset, Period.parse(manifest.period), latest, manifest.synthetic)

    @property
    def latest_month(self) -> int:
        """The month of the last second that a record may be of."""
        day = dt.datetime.fromtimestamp(self.latest, dt.UTC)
        return day.year * 12 + day.month - 1

    @property
    def when(self) -> str:
        """The field that a finding about time names."""
        time = self.dataset.time
        return time.moment or time.date or time.month

    @property
    def whence(self) -> str:
        """The field that a finding about place names; empty where the data set has no point."""
        return self.dataset.place.easting or self.dataset.place.longitude


def bit(column: str, index: int) -> pl.Expr:
    """True where the provider set the bit of one field."""
    return (pl.col(column) & (1 << index)) != 0


def is_listed(field: Field) -> bool:
    """True where only certain texts may stand in the field's column."""
    return bool(field.codes or field.bands or field.type == "yes_no")


def stray(field: str) -> str:
    """Name of the column that says where the hub itself found a value outside its list."""
    return f"stray:{field}"


def late(case: Case) -> pl.Expr:
    """True for a record of a time to come: by its second, else its day, else its month."""
    second = (pl.col("utc_start") > case.latest).fill_null(value=False)
    day = (pl.col("day") > case.latest // DAY).fill_null(value=False)
    return second | day | (pl.col("month") > case.latest_month).fill_null(value=False)


def early(case: Case) -> pl.Expr:
    """True for a record from before the data set's earliest day."""
    first = case.dataset.earliest
    day = (pl.col("day") < (first - EPOCH).days).fill_null(value=False)
    return day | (pl.col("month") < first.year * 12 + first.month - 1).fill_null(value=False)
