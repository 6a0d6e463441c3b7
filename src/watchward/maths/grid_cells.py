"""A square grid over an extent, aligned to multiples of its cell, so that months share cells."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Grid:
    """Rows run north from `south`, columns east from `west`; all in metres."""

    west: int
    south: int
    metres: int
    rows: int
    columns: int

    @classmethod
    def over(cls, bounds: tuple[float, float, float, float], metres: int) -> "Grid":
        """The smallest such grid that holds west, south, east and north."""
        west, south = int(bounds[0] // metres), int(bounds[1] // metres)
        east, north = int(bounds[2] // metres), int(bounds[3] // metres)
        return cls(west * metres, south * metres, metres, north - south + 1, east - west + 1)

    @property
    def centres(self) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Easting and northing of every cell's centre, row by row."""
        import numpy as np

        half = self.metres // 2
        east = self.west + half + self.metres * np.arange(self.columns)
        north = self.south + half + self.metres * np.arange(self.rows)
        return np.tile(east, self.rows), np.repeat(north, self.columns)

    def count(
        self,
        easting: "NDArray[np.int64]",
        northing: "NDArray[np.int64]",
        *,
        of: "NDArray[np.int64]",
    ) -> "NDArray[np.int64]":
        """Sums of `of` by cell, as a grid; points outside are left out."""
        import numpy as np

        column, row = (easting - self.west) // self.metres, (northing - self.south) // self.metres
        here = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        flat = row[here] * self.columns + column[here]
        summed = np.bincount(flat, weights=of[here], minlength=self.rows * self.columns)
        return summed.astype(np.int64).reshape(self.rows, self.columns)

    def corner(self, row: int, column: int) -> tuple[int, int]:
        """South-west corner of a cell."""
        return self.west + column * self.metres, self.south + row * self.metres
