"""One side's violence by place and month, what may have happened at a home left out."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.contract.dataset import Dataset
from watchward.engine.api import Tables
from watchward.engine.points import gridded
from watchward.engine.queries import queries

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from watchward.geography.areas import Boundaries
    from watchward.maths.grid_cells import Grid

    Ints = NDArray[np.int64]

SQL = queries(__file__)


@dataclass(frozen=True)
class Monthly:
    """One entry a point and month that has any; `months` are all that were asked for."""

    easting: "Ints"
    northing: "Ints"
    month: "Ints"
    records: "Ints"
    months: range

    def window(self, grid: "Grid", months: range) -> "Ints":
        """Records by cell over some of the months."""
        here = (self.month >= months.start) & (self.month < months.stop)
        return grid.count(self.easting[here], self.northing[here], of=self.records[here])

    def by(self, index: "Ints", size: int) -> "Ints":
        """Places × months, by an index of the points that is -1 for nowhere."""
        import numpy as np

        here = index >= 0
        flat = index[here] * len(self.months) + (self.month[here] - self.months.start)
        summed = np.bincount(flat, self.records[here], minlength=size * len(self.months))
        return summed.astype(np.int64).reshape(size, len(self.months))


def monthly_points(
    tables: Tables, about: Dataset, months: range, *, left_out: Collection[str] = ()
) -> Monthly:
    """Points of any source that has them; whether they are fine enough the caller asks.

    `left_out`: providers that are not counted.
    """
    import numpy as np

    found = tables.arrays(SQL["points"], **_span(about, months, left_out))
    east, north, month, records = (np.asarray(one).astype(np.int64) for one in found.values())
    return Monthly(east, north, month, records, months)


def monthly_areas(
    tables: Tables,
    about: Dataset,
    months: range,
    areas: "Boundaries",
    *,
    left_out: Collection[str] = (),
) -> "Ints":
    """Areas × months: by points where they are fine enough, else by the area that is stated."""
    import numpy as np

    if gridded(about):
        found = monthly_points(tables, about, months, left_out=left_out)
        return found.by(areas.locate(found.easting, found.northing), len(areas))
    at = {code: row for row, code in enumerate(areas.codes)}
    counts = np.zeros((len(areas), len(months)), dtype=np.int64)
    for code, month, records in tables.rows(SQL["areas"], **_span(about, months, left_out)):
        if str(code) in at:
            counts[at[str(code)], int(month or 0) - months.start] = int(records or 0)
    return counts


def _span(about: Dataset, months: range, left_out: Collection[str]) -> dict[str, int | str | None]:
    names = f",{','.join(sorted(left_out))}," if left_out else ""
    span = {"first": months.start, "last": months.stop - 1}
    return {"dataset": about.name, **span, "left_out": names}
