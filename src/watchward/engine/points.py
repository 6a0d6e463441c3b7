"""The distinct points of one side's records and how many lie there, for places, areas and grids."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.contract.dataset import Dataset

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FINEST_SNAP = 100  # metres: a source snapped more coarsely, or by others, goes on no grid


def gridded(about: Dataset) -> bool:
    """True where a source's places are fine enough for grids, named places and distances."""
    return about.place.precision == "exact" or 0 < about.place.snap_metres <= FINEST_SNAP


def dated(about: Dataset) -> bool:
    """True where its records say the day too."""
    return gridded(about) and about.time.keep != "month"


@dataclass(frozen=True)
class Points:
    """One entry a point: records in the window and in the one before; `at_home`: never on a map."""

    easting: "NDArray[np.int64]"
    northing: "NDArray[np.int64]"
    at_home: "NDArray[np.int64]"
    records: "NDArray[np.int64]"
    before: "NDArray[np.int64]"

    @classmethod
    def of(cls, columns: "Mapping[str, NDArray[np.generic]]") -> "Points":
        """From the columns of a query."""
        import numpy as np

        return cls(
            *(np.asarray(columns[n]).astype(np.int64, copy=False) for n in cls.__dataclass_fields__)
        )

    def public(self) -> "Points":
        """Without what may have happened at home."""
        keep = self.at_home == 0
        return Points(*(getattr(self, name)[keep] for name in self.__dataclass_fields__))

    def sums(
        self, index: "NDArray[np.int64]", size: int
    ) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """Records now and before by an index that is -1 for "nowhere"."""
        import numpy as np

        here = index >= 0
        now, before = (
            np.bincount(index[here], weights=counts[here], minlength=size).astype(np.int64)
            for counts in (self.records, self.before)
        )
        return now, before
