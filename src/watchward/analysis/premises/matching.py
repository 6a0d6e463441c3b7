"""Which premises a record belongs to, and how sure that is: by number, by place, or not told.

A source that moves points to a grid leaves each within half the grid's diagonal of the truth; the
register's reach is widened by so much, and premises that then cannot be told apart share the record
and none of them gets it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot, sqrt
from typing import TYPE_CHECKING, Any

from watchward.analysis.premises.register import Venue
from watchward.contract.dataset import Dataset
from watchward.contract.result import Cell
from watchward.engine.api import Tables
from watchward.engine.points import FINEST_SNAP
from watchward.engine.queries import queries

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

SQL = queries(__file__)
NUMBER, SAID, PLACE = "by number", "by place and kind of place", "by place"
SHARED, OTHER, UNLISTED = "shared", "another kind of place", "number not on the register"
# How sure each is; a record that is near none of the premises is not asked for at all.
CONFIDENCE = {NUMBER: "high", SAID: "high", PLACE: "medium", SHARED: "low", OTHER: "", UNLISTED: ""}


@dataclass(frozen=True)
class Matched:
    """Records alike in everything: whose (-1: of none), how known, told by whom, when, how bad."""

    venue: int
    how: str
    dataset: str
    source: str
    month: int
    night: int
    severity: str
    records: int


def matched(
    tables: Tables,
    about: Dataset,
    venues: Sequence[Venue],
    rules: Mapping[str, Any],
    *,
    since: int,
    last: int,
) -> list[Matched]:
    """One side's records at or near the premises, none of them marked domestic."""
    from scipy.spatial import cKDTree

    error = blur(about)
    reach = rules["matching"]["reach_metres"] + error
    points = [(venue.easting, venue.northing) for venue in venues]
    east, north = [x for x, _ in points], [y for _, y in points]
    box = {
        "west": int(min(east) - reach),
        "east": int(max(east) + reach) + 1,
        "south": int(min(north) - reach),
        "north": int(max(north) + reach) + 1,
    }
    rows = tables.rows(SQL["near"], dataset=about.name, since=since, last=last, **box)
    ask = _Asked(venues, cKDTree(points), rules, about)
    return [one for row in rows if (one := ask.judge(row)) is not None]


def blur(about: Dataset) -> float:
    """How far at most a record of the data set may lie from where it was, in metres."""
    if about.place.precision == "exact":
        return 0.0
    return (about.place.snap_metres or FINEST_SNAP) * sqrt(0.5)


@dataclass(frozen=True)
class _Asked:
    """What every record of one data set is judged by."""

    venues: Sequence[Venue]
    tree: "cKDTree"
    rules: Mapping[str, Any]
    about: Dataset
    judged: dict[tuple[Cell, ...], tuple[int, str]] = field(default_factory=dict)

    def judge(self, row: Sequence[Cell]) -> Matched | None:
        number, agency, east, north, precision, month, night, injury, weapon, kind, records = row
        key = (number, east, north, precision)  # many records share a point
        if key not in self.judged:
            self.judged[key] = self._whose(number, east, north, exact=precision == "exact")
        at, how = self.judged[key]
        if not how:
            return None
        if how == PLACE and kind is not None:
            told = kind in self.rules["matching"]["places"]
            at, how = (at, SAID) if told else (-1, OTHER)
        return Matched(
            venue=at,
            how=how,
            dataset=self.about.name,
            source=self._source(agency),
            month=int(month or 0),
            night=int(night or 0),
            severity=self._severity(injury, weapon),
            records=int(records or 0),
        )

    def _whose(self, number: Cell, east: Cell, north: Cell, *, exact: bool) -> tuple[int, str]:
        if number is not None:
            named = [at for at, venue in enumerate(self.venues) if venue.ident == number]
            return (named[0], NUMBER) if named else (-1, UNLISTED)
        if east is None or north is None:
            return -1, ""
        point, error = (float(east), float(north)), 0.0 if exact else blur(self.about)
        reach = self.rules["matching"]["reach_metres"] + error
        near = sorted(
            (hypot(self.venues[at].easting - point[0], self.venues[at].northing - point[1]), at)
            for at in self.tree.query_ball_point(point, reach)
        )
        if not near:
            return -1, ""
        # The nearest is told from the next only if it is twice as near, whatever the blur.
        clear = len(near) == 1 or near[1][0] - error >= 2 * (near[0][0] + error)
        return (near[0][1], PLACE) if clear else (-1, SHARED)

    def _source(self, agency: Cell) -> str:
        """The police, health, or another, whose word adds no points alone."""
        if self.about.side != "partnership":
            return self.about.side
        return str(self.rules["agencies"].get(str(agency), "another agency"))

    def _severity(self, injury: Cell, weapon: Cell) -> str:
        if not injury:
            return "no_injury"
        return "serious_injury" if weapon in self.rules["matching"]["serious_weapons"] else "injury"
