"""The cases of one side by area and day, and the clusters that the scan finds among them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.contract.period import first_day, last_day
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.geography.areas import Boundaries
from watchward.maths.fdr import benjamini_hochberg
from watchward.maths.scan import Cluster, scan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EPOCH = dt.date(1970, 1, 1)
REPLICAS, SEED = 999, 1997


@dataclass(frozen=True)
class Cases:
    """One entry a case: its area by place in the boundaries, and its day by place in `days`."""

    area: "NDArray[np.int64]"
    day: "NDArray[np.int64]"
    days: tuple[dt.date, ...]  # every day of the months that were received
    records: int  # those of one point and one day are one case

    def spell(self, cluster: Cluster) -> tuple[str, str]:
        """First and last day of a cluster, as dates."""
        return self.days[cluster.first].isoformat(), self.days[cluster.last].isoformat()


def cases_of(
    tables: Tables, asked: Asked, side: str, *, areas: Boundaries, sql: Mapping[str, str]
) -> Cases:
    """Cases with a day and a point in an area, in months that every provider sent.

    Days of other months are taken out of the calendar: there, nothing could be seen.
    """
    import numpy as np

    about = asked.sides[side].name
    found = tables.arrays(sql["cases"], dataset=about, first=asked.first, last=asked.last)
    day, month, east, north, many = (
        np.asarray(found[name]).astype(np.int64)
        for name in ("day", "month", "easting", "northing", "records")
    )
    received = [m for m in range(asked.first, asked.last + 1) if m in asked.held[side]]
    days = tuple(day for month in received for day in _days(month))
    numbers = np.array([(day - EPOCH).days for day in days], dtype=np.int64)
    area = areas.locate(east, north)
    here = (area >= 0) & np.isin(month, received) & np.isin(day, numbers)
    return Cases(
        area[here], np.searchsorted(numbers, day[here]), days, records=int(many[here].sum())
    )


def _days(month: int) -> list[dt.date]:
    return [first_day(month) + dt.timedelta(days=n) for n in range(last_day(month).day)]


def clusters_of(cases: Cases, areas: Boundaries, *, people: bool) -> tuple[Cluster, ...]:
    """Best first; against the areas' populations, or against place and time apart."""
    import numpy as np

    if not len(cases.area):
        return ()
    east, north = areas.centroids.T
    population = np.array([areas.populations[code] for code in areas.codes]) if people else None
    return scan(
        cases.area,
        cases.day,
        easting=east,
        northing=north,
        days=len(cases.days),
        population=population,
        replicas=REPLICAS,
        seed=SEED,
    )


def beyond(
    found: Mapping[str, tuple[Cluster, ...]], level: float
) -> dict[str, tuple[tuple[Cluster, bool], ...]]:
    """Each cluster with whether chance does not explain it.

    The best of every side go through false-discovery control together, for three sources look
    three times; further clusters of a side that passes are judged by their own p.
    """
    import numpy as np

    best = np.array([listed[0].p for listed in found.values()], dtype=np.float64)
    passed = benjamini_hochberg(best) <= level
    return {
        side: tuple((one, bool(passes and one.p <= level)) for one in listed)
        for (side, listed), passes in zip(found.items(), passed, strict=True)
    }
