"""One side's violence by area, age band and sex, what may have happened at a home left out."""

from typing import TYPE_CHECKING

from watchward.contract.dataset import Dataset
from watchward.engine.api import Tables
from watchward.engine.points import gridded
from watchward.engine.queries import queries

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from watchward.geography.areas import Boundaries

SQL = queries(__file__)
Group = tuple[str, str]  # age band, sex


def counts_by_age(
    tables: Tables, about: Dataset, months: range, areas: "Boundaries", groups: list[Group]
) -> "NDArray[np.int64]":
    """Areas × groups; records without age or sex, or of a group not asked for, are in none."""
    import numpy as np

    column = {group: at for at, group in enumerate(groups)}
    counts = np.zeros((len(areas), len(groups)), dtype=np.int64)
    span: dict[str, int | str | None] = {
        "dataset": about.name,
        "first": months.start,
        "last": months.stop - 1,
    }
    if gridded(about):
        rows = tables.rows(SQL["points"], **span)
        east, north = ([float(row[at] or 0) for row in rows] for at in (0, 1))
        here = areas.locate(east, north) if rows else ()
        kept = [(int(at), row[2:]) for at, row in zip(here, rows, strict=True) if at >= 0]
    else:
        index = {code: at for at, code in enumerate(areas.codes)}
        found = tables.rows(SQL["areas"], **span)
        kept = [(index[str(row[0])], row[1:]) for row in found if str(row[0]) in index]
    for at, (age, sex, records) in kept:
        if (group := (str(age), str(sex))) in column:
            counts[at, column[group]] += int(records or 0)
    return counts
