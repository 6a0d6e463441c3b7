"""A snapped place moved on to its catchment's point, where this machine has catchments."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from watchward.contract.dataset import PlaceRule
from watchward.geography import catchments as ground
from watchward.geography import grid
from watchward.geography.kept import digest

FILE = "catchments.parquet"


class Snapper:
    """Catchments are made of whole 100 m squares, so a place already snapped has only one."""

    def __init__(self, folder: Path | None, rule: PlaceRule) -> None:
        self._metres = rule.snap_metres
        self._points: dict[tuple[int, int], tuple[int, int] | None] = {}
        self._moved = self._left = 0
        self._held: ground.Catchments | None = None
        self._sha256 = ""
        path = folder / FILE if folder else None
        if path and path.exists() and 0 < self._metres <= ground.SQUARE:
            self._held, self._sha256 = ground.read_catchments(path), digest(path)

    def snap(self, leaving: pl.DataFrame) -> pl.DataFrame:
        """The batch with its places at their catchments' points; outside the list they stay."""
        if self._held is None:
            return leaving
        pairs = leaving.select("easting", "northing")
        known = pairs.drop_nulls().unique(maintain_order=True)
        for pair in known.rows():
            if pair not in self._points:
                self._points[pair] = self._held.point_of(*pair)
        points = [self._points[pair] for pair in known.rows()]
        moved = known.with_columns(
            pl.Series("_east", [one[0] if one else None for one in points], pl.Int32),
            pl.Series("_north", [one[1] if one else None for one in points], pl.Int32),
        )
        found = pairs.join(moved, on=["easting", "northing"], how="left", maintain_order="left")
        hit = int(found["_east"].count())
        self._moved += hit
        self._left += int(found["easting"].count()) - hit
        leaving = leaving.with_columns(
            found["_east"].fill_null(found["easting"]).alias("easting"),
            found["_north"].fill_null(found["northing"]).alias("northing"),
        )
        cell = grid.cell(pl.col("easting"), pl.col("northing")).alias("cell")
        return leaving.with_columns(cell)

    def result(self) -> Mapping[str, object]:
        """For the manifest: to what places were moved, and how many rows to which."""
        if not self._metres:
            return {}
        if self._held is None:
            return {"to": "squares", "metres": self._metres}
        return {
            "to": "catchments",
            "addresses_at_least": ground.LEAST,
            "vintage": self._held.about.get("vintage", ""),
            "citation": self._held.about.get("citation", ""),
            "sha256": self._sha256,
            "rows": self._moved,
            "rows_to_squares": self._left,
            "metres": self._metres,
        }


def in_words(snapped: Mapping[str, object]) -> tuple[str, ...]:
    """Where the places went, for the person who sends them."""
    if not snapped:
        return ()
    square = f"the centre of their {snapped['metres']} m square"
    if snapped["to"] == "squares":
        return (f"Places are moved to {square}: no list of addresses is here.",)
    said = (
        f"Places are moved to catchments of at least {snapped['addresses_at_least']} addresses "
        f"({snapped['vintage']}): {snapped['rows']:,} rows; "
        f"{snapped['rows_to_squares']:,} outside the list to {square}."
    )
    return (said,)
