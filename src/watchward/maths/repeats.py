"""Places with repeats: how many chance alone would make, and how soon the next one follows.

Even chance over places that are all known is Poisson. Where only places with an event are known
(points), the places without any are not counted, and what is left is Poisson cut off at 1: its mean
is the events for each place seen (zero-truncated).
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


class Repeats(NamedTuple):
    """Places with at least so many events, and the share (0 to 1) of all events that they hold."""

    places: float
    share: float


def repeats(counts: "Ints", least: int) -> Repeats:
    """What was counted; `counts` is by place and may hold places without any."""
    many = counts[counts >= least]
    total = int(counts.sum())
    return Repeats(float(len(many)), float(many.sum() / total) if total else 0.0)


def by_even_chance(places: int, events: int, least: int) -> Repeats:
    """The mean of as many events over as many places, all of them known."""
    from scipy.special import pdtrc

    mean = events / places
    return Repeats(float(places * pdtrc(least - 1, mean)), _share(mean, least))


def by_truncated_chance(seen: int, events: int, least: int) -> Repeats:
    """The mean where `seen` places have one event or more, and nobody knows of the others."""
    from math import expm1

    from scipy.special import pdtrc

    mean = truncated_mean(events / seen)
    if mean == 0.0:
        return Repeats(0.0, 0.0) if least > 1 else Repeats(float(seen), 1.0)
    some = float(pdtrc(least - 1, mean)) / -expm1(-mean)
    return Repeats(seen * some, _share(mean, least))


def truncated_mean(mean_of_seen: float) -> float:
    """The Poisson mean m with m / (1 − e^−m) = the mean of places that have any; 0 for a mean of 1.

    By Lambert's W: m = s + W(−s e^−s), its branch that is not −s.
    """
    from math import exp

    from scipy.special import lambertw

    s = mean_of_seen
    if s < 1:
        raise ValueError("a place that is seen has one event or more")
    return max(0.0, s + float(lambertw(-s * exp(-s)).real)) if s > 1 else 0.0


def _share(mean: float, least: int) -> float:
    """Of Poisson events, those at places with `least` or more: the chance of one fewer beside."""
    from scipy.special import pdtrc

    return float(pdtrc(least - 2, mean)) if least > 1 else 1.0


def gaps(place: "Ints", when: "Ints") -> "Ints":
    """Time from each event to the next one at its place, in the unit of `when`."""
    import numpy as np

    if not len(place):
        return np.zeros(0, dtype=np.int64)
    first = int(when.min())
    span = int(when.max()) - first + 1
    key = np.sort(place.astype(np.int64) * span + (when - first))
    same = key[1:] // span == key[:-1] // span
    return np.asarray(np.diff(key)[same])


def gaps_by_chance(
    place: "Ints", when: "Ints", edges: "Ints", *, shuffles: int, seed: int
) -> "NDArray[np.float64]":
    """Mean gaps in each band when the times are dealt anew among the events, places kept."""
    import numpy as np

    rng = np.random.default_rng(seed)
    drawn = [in_bands(gaps(place, rng.permutation(when)), edges) for _ in range(shuffles)]
    return np.asarray(np.mean(drawn, axis=0))


def in_bands(gap: "Ints", edges: "Ints") -> "Ints":
    """How many gaps lie in each band; a band ends with its edge, and the last is all beyond."""
    import numpy as np

    return np.bincount(np.searchsorted(edges, gap, side="left"), minlength=len(edges) + 1)
