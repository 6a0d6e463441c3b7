"""How few places hold how much: shares of the top places, and Gini made fair to few events.

With fewer events than places even pure chance leaves most places empty, so the plain Gini says
"concentrated" of anything. The adjusted one compares with the most even spread possible (Bernasco
and Steenbeek 2017, Journal of Quantitative Criminology 33).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def top_share(counts: "NDArray[np.int64]", share: float) -> float:
    """Share of all events in the top `share` of places (0 to 1); part of a place counts in part."""
    import numpy as np

    ordered = np.sort(np.asarray(counts, dtype=np.float64))[::-1]
    if not ordered.sum() > 0 or not 0 < share <= 1:
        raise ValueError("a share from above 0 to 1, of places with an event among them")
    places = share * len(ordered)
    whole = int(places)
    rest = (places - whole) * ordered[whole] if whole < len(ordered) else 0.0
    return float((ordered[:whole].sum() + rest) / ordered.sum())


def gini(counts: "NDArray[np.int64]") -> float:
    """0 where all places have as many, towards 1 where one has all."""
    import numpy as np

    ordered = np.sort(np.asarray(counts, dtype=np.float64))
    n, total = len(ordered), ordered.sum()
    if not total > 0:
        raise ValueError("there are no events")
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total))


def adjusted_gini(counts: "NDArray[np.int64]", *, clumping: float = 1.0) -> float:
    """As `gini`, and 0 where so many events could not be spread more evenly.

    With fewer events than places: max(places / events, 1) (gini − 1) + 1. Counts are of records;
    `clumping` (see clumping.py) is how many of them go with one event as far as chance goes.
    """
    import numpy as np

    events = float(np.asarray(counts).sum()) / clumping
    scale = max(len(counts) / events, 1.0) if events else 1.0
    return scale * (gini(counts) - 1) + 1


def even_shares(
    places: int, events: int, shares: Sequence[float], *, draws: int, seed: int
) -> tuple[float, ...]:
    """What `top_share` is on average where chance alone spreads the events, by share."""
    import numpy as np

    rng = np.random.default_rng(seed)
    even = np.full(places, 1 / places)
    found = []
    for _ in range(draws):
        drawn = rng.multinomial(events, even)
        found.append([top_share(drawn, share) for share in shares])
    return tuple(float(mean) for mean in np.mean(found, axis=0))
