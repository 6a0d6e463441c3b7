"""How far what would leave singles people out: k is said, and never claimed as anonymity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from watchward.contract.dataset import Dataset

WHEN_AND_WHERE = ("month", "day", "hour", "utc_start", "cell", "area")
AT_ONCE = 1_500_000


@dataclass(frozen=True)
class Assessment:
    """Rows alike in everything that a neighbour might know; `smallest` is k."""

    over: tuple[str, ...]
    rows: int
    groups: int
    smallest: int
    alone: int

    @property
    def percent_alone(self) -> float:
        """Share of rows that nobody else's resembles."""
        return round(100 * self.alone / self.rows, 1) if self.rows else 0.0

    def to_json(self) -> dict[str, object]:
        """For the manifest."""
        return {
            "over": list(self.over),
            "rows": self.rows,
            "groups": self.groups,
            "smallest_group": self.smallest,
            "rows_alone": self.alone,
            "percent_alone": self.percent_alone,
        }


class Assessor:
    """Keeps 64 bits a row and measure: ten million rows take 160 MB, not eight times that."""

    def __init__(self, dataset: Dataset, columns: Sequence[str]) -> None:
        person = tuple(field.name for field in dataset.kept)
        self._over = {
            "when and where": tuple(name for name in WHEN_AND_WHERE if name in columns),
            "everything": tuple(name for name in (*WHEN_AND_WHERE, *person) if name in columns),
        }
        self._hashes: dict[str, list[pl.Series]] = {name: [] for name in self._over}

    def add(self, batch: pl.DataFrame) -> None:
        """Count one batch of what would leave."""
        for name, columns in self._over.items():
            self._hashes[name].append(batch.select(columns).hash_rows(seed=0))

    def result(self) -> Mapping[str, Assessment]:
        """The measures, by name."""
        return {name: self._measured(name) for name in self._over}

    def _measured(self, name: str) -> Assessment:
        """A share of the hashes at a time: sorting all of them at once would double the memory."""
        hashes = self._hashes.pop(name)
        rows = sum(map(len, hashes))
        shares = 1 + rows // AT_ONCE
        groups = alone = 0
        smallest = rows
        for share in range(shares):
            mine = pl.concat(one.filter(one % shares == share) for one in hashes).sort()
            sizes = mine.rle().struct.field("len")
            groups += len(sizes)
            alone += int((sizes == 1).sum())
            smallest = min([smallest, *sizes.sort().head(1)])
        return Assessment(
            over=self._over[name], rows=rows, groups=groups, smallest=smallest, alone=alone
        )


def in_words(measures: Mapping[str, Assessment], dataset: Dataset) -> tuple[str, ...]:
    """What the measures mean for the person who decides whether to send it."""
    around, everything = measures["when and where"], measures["everything"]
    alone = (
        f"Time and place alone single out {_share(around)} of the {around.rows:,} rows; "
        f"with everything else that leaves, {_share(everything)}."
    )
    smallest = (
        f"The smallest group of rows that look alike has {everything.smallest:,} "
        f"(k = {everything.smallest})."
    )
    public = "These records are already published one by one."
    private = (
        "This is not anonymous: names and numbers are gone, but somebody who knows of an event "
        "could find its row. Send it only under the agreement that covers it."
    )
    return alone, smallest, public if dataset.public else private


def _share(measure: Assessment) -> str:
    """All and none are said only where it is all or none."""
    if 0 < measure.alone < measure.rows and measure.percent_alone in (0.0, 100.0):
        return "less than 0.1 %" if measure.percent_alone == 0.0 else "more than 99.9 %"
    return f"{measure.percent_alone:g} %"
