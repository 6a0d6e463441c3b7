"""What an analysis finds: exact counts in declared tables, not yet safe to show to anybody.

Shares, rates, intervals and headlines are declared here and worked out in disclosure/ from
protected counts, so that no exact count can leak through a figure made from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from watchward.contract.about import About

Cell = int | str | None
WORKING = "working"
NOT_RECORDED = "not recorded"  # the row of a table for records whose value is blank or "unknown"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    role: "dimension" (what the row is about), "count" (people or events: protected),
          "class" (a released class such as hot or not), "note" (words without counts),
          "accounting" (rows in, rows out: declared, exact).
    describes: for a dimension, one of place, area, cell, month, year, hour, weekday, weapon,
          relationship, age, sex, assailants, alcohol, reported, source, kind, line (of a sum).
          The rules look at this. WORKING: a figure is worked out from it, and nobody reads it.
    dataset: for a count, the data set whose records are counted; its rules protect it.
    """

    name: str
    title: str
    role: str
    describes: str = ""
    dataset: str = ""
    parts: tuple[str, ...] = ()  # for a count that is the sum of other columns: their names


@dataclass(frozen=True)
class Derived:
    """A figure to work out from protected counts.

    kind: percent (of[0] / of[1]), share (of[0] / its table total), change_percent (of[0] now, of[1]
          before), ratio (of[0] / of[1]), poisson_interval (of[0]),
          wilson_interval (of[0] of of[1]), ratio_interval,
          rate, rate_interval (of[0] per `per` of the known population column of[1]);
          relative_rate, relative_rate_interval (that rate over the rate of all rows with people);
          known_share, known_low, known_high (of[0] / its table total without the NOT_RECORDED row,
          and its Wilson limits; the NOT_RECORDED row itself gets its share of the whole total);
          expected_low, expected_high (one row a month in order: maths/season.py on of[0]);
          matched_share, matched_low, matched_high (of: matched, by chance, compared, pool;
          maths/linkage.py);
          money, money_interval (of[0] cases at of[1] pounds, `per` ten-thousandths of them avoided;
          of[2]: per cent that the pounds may be off by; maths/savings.py).
    """

    name: str
    title: str
    kind: str
    of: tuple[str, ...]
    per: int = 100


@dataclass(frozen=True)
class Lines:
    """Several lines for one row: the same counts beside constants, such as who bears a cost.

    The counts are protected once, as one row; then the row is told once a line, and the figures
    are worked out in each. `by` has the lines of a row under the value of its first dimension.
    """

    columns: tuple[Column, ...]
    by: Mapping[str, tuple[tuple[Cell, ...], ...]]


@dataclass(frozen=True)
class Table:
    """Interior cells only; totals are asked for in `totals` and made when the table is protected.

    Each entry of `totals` is the tuple of dimensions that stay: () is the grand total.
    A count of None is not available, which is not 0.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[str, ...], ...] = ()
    derived: tuple[Derived, ...] = ()
    window: str = ""  # "rolling 12 months to 2024-12"
    months: int = 1  # how many months the counts span
    analysts_only: bool = False  # others are not told of it: it is no part of their answer
    lines: Lines | None = None


@dataclass(frozen=True)
class Source:
    """One provider's part in an answer: no counts of people here."""

    dataset: str
    title: str
    side: str
    provider: str
    synthetic: bool
    public: bool
    first_month: int
    last_month: int
    missing_months: tuple[int, ...]
    time_precision: str  # as fine as its records get; some may be coarser, or lack it
    place_precision: str
    citation: str


@dataclass(frozen=True)
class Result:
    """An answer for the disclosure gate, and for nobody else."""

    about: About
    tables: tuple[Table, ...]
    sources: tuple[Source, ...]
    store_version: str
    window: str
    options: Mapping[str, Any]
    caveats: tuple[str, ...] = ()
    not_comparable: tuple[str, ...] = ()  # why two sides are not set side by side
    areas: Mapping[str, Any] | None = (
        None  # GeoJSON of the areas or cells that tables name, for maps
    )

    @property
    def synthetic(self) -> bool:
        """True where any source is made up."""
        return any(source.synthetic for source in self.sources)
