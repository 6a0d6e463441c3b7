"""Regressions over areas whose neighbours are alike: errors by blocks, and blocks held out.

Neighbours share what no factor measures, so areas are fewer facts than they look. Areas are cut
into compact blocks; errors let all areas of a block lean together. They come from fits without one
block each (the jackknife over clusters, CR3 of Bell and McCaffrey 2002) with Student's t over the
blocks, which holds where blocks are few; prediction is judged on blocks that the fit never saw.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.maths.negative_binomial import fit_negative_binomial

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

NEAREST = 6  # neighbours of an area, for Moran's I


@dataclass(frozen=True)
class Blocked:
    """Slopes on the log scale with 95 % limits that allow for blocks."""

    slopes: "Floats"
    low: "Floats"
    high: "Floats"
    spread: float
    means: "Floats"


def blocks_of(places: "Floats", *, depth: int = 3) -> "Ints":
    """2^depth blocks of nearly equal many areas, cut again and again across the longer side."""
    import numpy as np

    block = np.zeros(len(places), dtype=np.int64)
    for _ in range(depth):
        halves = block * 2
        for one in np.unique(block):
            here = np.flatnonzero(block == one)
            axis = int(np.ptp(places[here], axis=0).argmax())
            order = here[np.argsort(places[here, axis], kind="stable")]
            halves[order[len(order) // 2 :]] += 1
        block = halves
    return block


def fit_blocked(counts: "Floats", design: "Floats", *, offset: "Floats", block: "Ints") -> Blocked:
    """Negative binomial by maximum likelihood; limits by leaving out one block after another.

    They are without end for a slope that some block alone tells of.
    """
    import numpy as np
    from scipy.stats import t

    fit = fit_negative_binomial(counts, design, offset=offset)
    names = np.unique(block)
    many, squares = len(names), np.zeros_like(fit.slopes)
    for one in names:
        kept = block != one
        if np.linalg.matrix_rank(design[kept]) < design.shape[1]:
            squares += np.inf
            continue
        without = fit_negative_binomial(counts[kept], design[kept], offset=offset[kept])
        squares += (without.slopes - fit.slopes) ** 2
    reach = float(t.ppf(0.975, many - 1)) * np.sqrt(squares * (many - 1) / many)
    return Blocked(fit.slopes, fit.slopes - reach, fit.slopes + reach, fit.spread, fit.means)


def held_out(counts: "Floats", design: "Floats", *, offset: "Floats", block: "Ints") -> float:
    """Share of the Poisson deviance that factors explain in blocks held out; below 0: they mislead.

    Against the one rate of the areas that were fitted.
    """
    import numpy as np

    with_it = without = 0.0
    for one in np.unique(block):
        out = block == one
        fit = fit_negative_binomial(counts[~out], design[~out], offset=offset[~out])
        rate = counts[~out].sum() / np.exp(offset[~out]).sum()
        with_it += _deviance(counts[out], np.exp(design[out] @ fit.slopes + offset[out]))
        without += _deviance(counts[out], rate * np.exp(offset[out]))
    return 1 - with_it / without if without > 0 else 0.0


def _deviance(counts: "Floats", means: "Floats") -> float:
    from scipy.special import xlogy

    return float(2 * (xlogy(counts, counts / means) - (counts - means)).sum())


def morans_i(
    values: "Floats", places: "Floats", *, draws: int = 499, seed: int = 6
) -> tuple[float, float]:
    """Moran's I over the nearest neighbours, rows of weight 1, and its one-sided permutation p."""
    import numpy as np
    from scipy.spatial import cKDTree

    many = min(NEAREST, len(places) - 1)
    near = cKDTree(places).query(places, k=many + 1)[1][:, 1:]
    centred = values - values.mean()
    below = float((centred**2).sum())
    if below == 0:
        return 0.0, 1.0
    found = float((centred * centred[near].mean(axis=1)).sum()) / below
    rng = np.random.default_rng(seed)
    shuffled = np.array([rng.permutation(centred) for _ in range(draws)])
    chance = (shuffled * shuffled[:, near].mean(axis=2)).sum(axis=1) / below
    return found, (1 + int((chance >= found).sum())) / (draws + 1)
