"""Areas most like one another by standardised distance, and where one stands among its family.

Distance is Euclidean over factors brought to mean 0 and standard deviation 1, each weighing the
same, as nearest-neighbour models of English authorities do (CIPFA's; theirs choose and weigh
factors of their own). A rank is given with the span that chance in the counts allows it.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


class Mean(NamedTuple):
    """The peers' mean rate and 95 % limits of it, in the unit of the rates."""

    mean: float
    low: float
    high: float


class Rank(NamedTuple):
    """1 is the lowest rate; `low` and `high` hold 95 per cent of simulated ranks."""

    rank: int
    low: int
    high: int


def standardised(values: "Floats") -> "Floats":
    """Areas × factors, each factor to mean 0 and deviation 1; one that never varies to 0."""
    import numpy as np

    spread = values.std(axis=0)
    return np.asarray((values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def nearest(values: "Floats", at: int, *, size: int) -> "tuple[Ints, Floats]":
    """The `size` areas nearest to one, nearest first, and their distances; itself left out."""
    import numpy as np

    placed = standardised(np.asarray(values, dtype=np.float64))
    apart = np.sqrt(((placed - placed[at]) ** 2).sum(axis=1))
    order = np.argsort(apart, kind="stable")
    chosen = order[order != at][:size]
    return chosen, apart[chosen]


def family_mean(rates: "Floats") -> Mean:
    """Unweighted, as each peer is one example; limits by Student's t over the peers."""
    import numpy as np
    from scipy.stats import t

    many = len(rates)
    if many < 2:
        raise ValueError("a family has two peers or more")
    mean = float(rates.mean())
    reach = float(t.ppf(0.975, many - 1)) * float(np.std(rates, ddof=1)) / many**0.5
    return Mean(mean, mean - reach, mean + reach)


def below_family(own: float, family: float) -> float:
    """The share by which an area lies below its family's mean; negative where it lies above."""
    if family <= 0:
        raise ValueError("the family's mean is above zero")
    return (family - own) / family


def ranked(counts: "Ints", people: "Floats", at: int, *, draws: int = 4000, seed: int = 5) -> Rank:
    """One area's rank by rate, and where it lies when every area's rate is drawn again.

    Rates are gamma with shape count + 1/2 (Jeffreys' prior for a Poisson rate).
    """
    import numpy as np

    rates = counts / people
    drawn = np.random.default_rng(seed).gamma(counts + 0.5, 1 / people, size=(draws, len(counts)))
    ranks = 1 + (drawn < drawn[:, [at]]).sum(axis=1)
    low, high = np.quantile(ranks, [0.025, 0.975], method="closest_observation")
    return Rank(1 + int((rates < rates[at]).sum()), int(low), int(high))
