"""How good such forecasts were in the last twelve months, beside two maps that anybody can make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from watchward.analysis.forecast.series import YEAR, Series
from watchward.contract.result import Cell, Column, Derived, Table
from watchward.engine.asked import Asked
from watchward.maths.forecast import Score, better, score

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARE = 0.05  # of places called
TESTS = 12
LEAST_TESTS = 3
LEAST_KNOWN = 10  # of the twelve months before
SEED = 2008
OURS, LAST_YEAR, MEAN = "this forecast", "same month last year", "mean of the last 12 months"
UNIT = Column("unit", "Places", "dimension", "kind")
MAP = Column("map", "Called by", "dimension", "kind")


@dataclass(frozen=True)
class Tested:
    """By map, a score for each month foretold; `fell`: where counts fell in their forecasts."""

    unit: str
    places: int
    of: int
    scores: Mapping[str, tuple[Score, ...]]
    fell: "NDArray[np.float64]"
    inside: float

    def hits(self, name: str) -> "NDArray[np.float64]":
        """By month."""
        return np.array([one.hits for one in self.scores[name]])

    @property
    def verdict(self) -> str:
        """Whether the forecast beat both maps by more than chance."""
        lost = [one for one in (LAST_YEAR, MEAN) if not better(self.hits(OURS), self.hits(one))]
        return f"no better than {' or '.join(lost)}" if lost else "better than both"


def tested(series: Series) -> Tested | None:
    """Each of the last months foretold from those before it; None where too few can be scored."""
    places, size = ceil(SHARE * len(series.counts)), len(series.counts)
    order = np.random.default_rng(SEED).permutation(size)  # equal scores: in no order of place
    scores: dict[str, list[Score]] = {OURS: [], LAST_YEAR: [], MEAN: []}
    fell, inside = [], []
    last = series.counts.shape[1]
    for at in range(max(YEAR, last - TESTS), last):
        if not (series.known[at] and series.known[at - YEAR]):
            continue
        if series.known[at - YEAR : at].sum() < LEAST_KNOWN:
            continue
        made, seen = series.foretell(at), series.counts[:, at]
        maps = {OURS: made.mean, LAST_YEAR: series.counts[:, at - YEAR], MEAN: series.mean_year(at)}
        for name, one in maps.items():
            scores[name].append(score(one[order].astype(np.float64), seen[order], places=places))
        low, high = made.limits()
        inside.append(float(np.mean((low <= seen) & (seen <= high))))
        fell.append(made.place_of(seen, seed=SEED + at))
    if len(fell) < LEAST_TESTS or not any(one.events for one in scores[OURS]):
        return None
    by = {name: tuple(one) for name, one in scores.items()}
    return Tested(series.unit, places, size, by, np.concatenate(fell), float(np.mean(inside)))


def scores_table(asked: Asked, side: str, found: Sequence[Tested]) -> Table:
    """What the places called held of all that happened in the months foretold."""
    about = asked.sides[side]
    return Table(
        name=f"scores_{side}",
        title=f"{about.subject}: what the busiest 5 % of places, called beforehand, then held",
        columns=(
            UNIT,
            MAP,
            Column("places", "Places called", "note"),
            Column(side, "Events in them", "count", dataset=about.name),
            Column(f"{side}_all", "Events in all", "count", dataset=about.name),
            Column("pai", "PAI", "note"),
            Column("pei", "PEI", "note"),
            Column("verdict", "Beside the others", "note"),
        ),
        rows=tuple(row for one in found for row in _rows(one)),
        derived=(Derived(f"{side}_share", "Held, %", "percent", (side, f"{side}_all")),),
        window=asked.rolling,
        months=asked.months,
    )


def _rows(found: Tested) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for name, scores in found.scores.items():
        hits, events = sum(one.hits for one in scores), sum(one.events for one in scores)
        best = sum(one.best for one in scores)
        pai = hits / events / (found.places / found.of)
        pei = hits / best
        verdict = found.verdict if name == OURS else ""
        called = f"{found.places:,} of {found.of:,}"
        figures = (f"{pai:.2f}", f"{pei:.2f}", verdict)
        rows.append((found.unit, name, called, round(hits), events, *figures))
    return rows


def calibration_table(asked: Asked, side: str, found: Sequence[Tested]) -> Table:
    """Whether counts fell in their forecasts as often as they should: a tenth in each tenth."""
    about = asked.sides[side]
    return Table(
        name=f"calibration_{side}",
        title=f"{about.subject}: whether the forecasts' limits held",
        columns=(
            UNIT,
            Column("months", "Months foretold", "accounting"),
            Column("inside", "Within the 80 % limits, %", "note"),
            Column("lowest", "In the lowest tenth, %", "note"),
            Column("highest", "In the highest tenth, %", "note"),
        ),
        rows=tuple(
            (
                one.unit,
                len(one.scores[OURS]),
                f"{100 * one.inside:.0f}",
                f"{100 * float(np.mean(one.fell < 0.1)):.1f}",
                f"{100 * float(np.mean(one.fell > 0.9)):.1f}",
            )
            for one in found
        ),
        window=asked.rolling,
        months=asked.months,
    )
