"""Where did it go? Weighted displacement quotient and total net effect (Bowers and Johnson 2003).

R: where something was done; D: the ring round it; C: a comparison. Counts before and after, over
spans of one length. A quotient above 0 is diffusion of benefit, below 0 displacement, below −1
displacement that outweighs the gain; it says nothing unless R improved against C.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HALF = 0.5  # added to every count where one is 0 (Haldane and Anscombe), so that ratios exist


@dataclass(frozen=True)
class Areas:
    """Counts before and after of the treated area, its buffer, and the comparison."""

    treated: tuple[int, int]
    buffer: tuple[int, int]
    comparison: tuple[int, int]


@dataclass(frozen=True)
class Displacement:
    """`success` below 0: R fell against C. `quotient` is None where it did not.

    `net`: events prevented in R against C; `total_net`: with those of the buffer. Intervals are
    ranges of chance in the six counts; `corrected` where a half was added to each.
    """

    success: float
    quotient: float | None
    gross: float
    net: float
    total_net: float
    net_range: tuple[float, float]
    total_net_range: tuple[float, float]
    quotient_range: tuple[float, float] | None
    corrected: bool


def displacement(
    areas: Areas, *, draws: int = 10_000, level: float = 0.95, seed: int = 0
) -> Displacement:
    """Point values by the published formulae; ranges from Poisson counts drawn round each count.

    The quotient has a range only where R improves in all but a share 1 − level of the draws.
    """
    import numpy as np

    counts = np.array([areas.treated, areas.buffer, areas.comparison], dtype=np.float64)
    if (counts < 0).any() or counts.shape != (3, 2):
        raise ValueError("three pairs of counts, each 0 or more")
    corrected = bool((counts == 0).any())
    used = counts + HALF if corrected else counts
    rng = np.random.default_rng(seed)
    # Gamma(count + ½) is what a count says of its mean (Jeffreys); a mean is never exactly 0.
    drawn = rng.gamma(counts[..., None] + HALF, 1.0, (3, 2, draws))
    success, moved, net, total = _figures(used)
    tails = [50 * (1 - level), 100 - 50 * (1 - level)]
    s, m, n, t = _figures(drawn)
    sure = float((s < 0).mean()) >= level
    return Displacement(
        success=float(success),
        quotient=float(moved / success) if success < 0 else None,
        gross=float(counts[0, 0] - counts[0, 1]),
        net=float(net),
        total_net=float(total),
        net_range=_range(n, tails),
        total_net_range=_range(t, tails),
        quotient_range=_range(m[s < 0] / s[s < 0], tails) if sure else None,
        corrected=corrected,
    )


def _figures(counts: "NDArray[np.float64]") -> "tuple[NDArray[np.float64], ...]":
    """Success, what the buffer did, events prevented in R, and in R and D together."""
    (rb, ra), (db, da), (cb, ca) = counts
    return ra / ca - rb / cb, da / ca - db / cb, rb * ca / cb - ra, (rb + db) * ca / cb - ra - da


def _range(drawn: "NDArray[np.float64]", tails: list[float]) -> tuple[float, float]:
    import numpy as np

    low, high = np.percentile(drawn, tails)
    return float(low), float(high)
