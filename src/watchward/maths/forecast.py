"""Next month's count of each place, and how good the last year of such forecasts was.

Months count the less the older they are, the same month of last year a little more, every place is
drawn towards the mean of all, and the sum of all follows the latest months (Poisson counts, gamma
levels: West and Harrison 1997 on discounts; Marshall 1991 on the shrinking). What is foretold is a
negative binomial. A forecast is of places and never of people.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from watchward.maths.hit_rates import hit_rates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

HALF_LIFE = 12.0  # months after which a month counts half for how places differ
DRIFT = 3.0  # the same for how much there is in all, which moves faster
LAST_YEAR = 1.0  # months that the same month of last year counts more
YEAR = 12
LEAST_SPREAD = 1e-3  # of levels, as a share of their mean: places are never quite alike


@dataclass(frozen=True)
class Forecast:
    """By place: a negative binomial of `shape` and mean shape / rate."""

    shape: "Floats"
    rate: "Floats"

    @property
    def mean(self) -> "Floats":
        """What is expected."""
        return self.shape / self.rate

    def limits(self, level: float = 0.8) -> "tuple[Ints, Ints]":
        """The count lies between them, both included, with at least this chance."""
        import numpy as np
        from scipy.stats import nbinom

        tail, p = (1 - level) / 2, self.rate / (1 + self.rate)
        low, high = (nbinom.ppf(end, self.shape, p).astype(np.int64) for end in (tail, 1 - tail))
        return low, high

    def place_of(self, seen: "Ints", *, seed: int) -> "Floats":
        """Where in its forecast each count fell, 0 to 1, spread evenly within a count's own chance.

        Even where forecasts are calibrated (randomised probability integral transform: Czado,
        Gneiting and Held 2009).
        """
        import numpy as np
        from scipy.stats import nbinom

        p = self.rate / (1 + self.rate)
        low, high = nbinom.cdf(seen - 1, self.shape, p), nbinom.cdf(seen, self.shape, p)
        drawn = np.random.default_rng(seed).random(len(seen))
        return np.asarray(low + drawn * (high - low))


def next_month(
    counts: "Ints", *, known: "NDArray[np.bool_]", factors: "Floats", factor: float
) -> Forecast:
    """Foretell the month after the last column of `counts` (places × months, oldest first).

    `known`: months that were received; `factors`: times an even month, by season, with `factor`
    that of the month foretold.
    """
    import numpy as np

    months = counts.shape[1]
    weight = 0.5 ** (np.arange(months)[::-1] / HALF_LIFE)
    if months >= YEAR:
        weight[-YEAR] += LAST_YEAR
    weight = np.where(known, weight, 0.0)
    exposure = float(weight @ factors)
    sums = counts @ weight
    mean = float(sums.mean()) / exposure
    chance = mean * float(weight**2 @ factors)  # the spread of sums that Poisson alone makes
    spread = max((float(sums.var()) - chance) / exposure**2, (LEAST_SPREAD * mean) ** 2, 1e-12)
    prior = mean / spread
    shape = np.maximum(prior * mean + sums, 1e-9)
    fresh = np.where(known, 0.5 ** (np.arange(months)[::-1] / DRIFT), 0.0)
    total = float(counts.sum(axis=0) @ fresh) / float(fresh @ factors)
    scale = factor * total / (len(shape) * mean) if total and mean else factor
    return Forecast(shape, np.full(len(shape), (prior + exposure) / scale))


class Score(NamedTuple):
    """Of one month foretold: events there, hits in the places called, hits of the best places."""

    events: int
    hits: float
    best: float


def score(scores: "Floats", seen: "Ints", *, places: int) -> Score:
    """What the `places` of highest score held of a later month."""
    found = hit_rates(scores, seen, cells=places)
    events = int(seen.sum())
    if not events:
        return Score(0, 0.0, 0.0)
    hits = found.hit * events
    return Score(events, hits, hits / found.pei if found.pei else float(events))


def better(ours: "Floats", theirs: "Floats") -> bool:
    """Whether paired hits are more by month than chance explains: Student's t, 95 %, two-sided."""
    import numpy as np
    from scipy.special import stdtrit

    gain = np.asarray(ours, dtype=np.float64) - np.asarray(theirs, dtype=np.float64)
    if len(gain) < 3 or not gain.std():
        return False
    reach = float(stdtrit(len(gain) - 1, 0.975)) * gain.std(ddof=1) / len(gain) ** 0.5
    return bool(gain.mean() > reach)
