"""Open tables that a user supplies: what no provider sends.

School terms, ranks and stops of the night, a publisher's harm index, deflators, a register of
licensed premises: kept in the store's geography folder with their citation, one table a kind, all
of it text as its reader left it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from watchward.errors import UsageRefusal
from watchward.geography.kept import keep, kept, read_citation, written_citation
from watchward.reference import Citation

KEY = "watchward_supplied"
# Each kind's columns; all are text, and what they mean is said where they are read.
KINDS: Mapping[str, tuple[str, ...]] = {
    "school-terms": ("what", "first", "last"),
    "night-places": ("place_id", "name", "kind", "easting", "northing", "closes"),
    "harm-index": ("of", "code", "weight"),
    "area-factors": ("area", "name", "factor", "value"),
    "peer-counts": ("area", "month", "records", "people", "ours"),
    "deflators": ("year", "index"),
    "licensed-premises": (
        *("place_id", "name", "address", "kind", "easting", "northing"),
        *("capacity", "footfall", "closes", "authority", "licence", "since", "measures"),
    ),
}
ONCE = {
    "night-places": "place_id",
    "licensed-premises": "place_id",
    "deflators": "year",
}  # values that may not repeat


@dataclass(frozen=True, eq=False)
class Supplied:
    """One kind's table, with the columns of `KINDS`, none of them null."""

    kind: str
    table: pl.DataFrame
    citation: Citation

    def rows(self) -> list[dict[str, str]]:
        """By column."""
        return self.table.to_dicts()

    @property
    def cited(self) -> str:
        """As a caveat has it."""
        said = self.citation
        return f"{said.title} ({said.publisher}, {said.licence})."


def known_kind(kind: str) -> str:
    """A kind that there is."""
    if kind not in KINDS:
        raise UsageRefusal(
            f"Nothing of the kind {kind} can be supplied.",
            where="KIND",
            do=f"There are: {', '.join(KINDS)}.",
        )
    return kind


def save_supplied(supplied: Supplied, folder: Path) -> Path:
    """Replaces the one of its kind."""
    path = _path(folder, supplied.kind)
    keep(supplied.table, path, key=KEY, about={"citation": written_citation(supplied.citation)})
    return path


def load_supplied(folder: Path, kind: str) -> Supplied | None:
    """The table of a kind; None where none was supplied."""
    path = _path(folder, known_kind(kind))
    if not path.exists():
        return None
    table, about = kept(path, key=KEY, columns=dict.fromkeys(KINDS[kind], pl.String))
    return Supplied(kind, table, read_citation(about["citation"]))


def _path(folder: Path, kind: str) -> Path:
    return folder / f"supplied-{kind}.parquet"
