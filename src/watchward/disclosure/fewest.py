"""The cheapest counts to hide so that every gap closes at once: a mixed-integer programme (HiGHS).

It may come to no answer in its time, or be too large to begin with; then counts are found one gap
at a time, which hides a few more. Either way the audit by linear programming decides.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from watchward.disclosure.bounds import Block, Gap, Plan
from watchward.disclosure.quietly import quietly

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SECONDS = 1.0
LARGEST = 4000  # unknowns: the block once for each gap; beyond, the clock would decide
FAR = 64.0  # how far a hidden number may rise: a gap is never wider than a floor or two


def fewest(
    block: Block, plan: Plan, gaps: Sequence[Gap], *, gives: Sequence[int], price: Sequence[float]
) -> frozenset[int] | None:
    """Which of `gives` (places in the block) to hide; None where it cannot be said in time."""
    size = len(block.members)
    if not gives or len(gaps) * (size + len(gives)) > LARGEST:
        return None
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import block_array, block_diag, csr_array, vstack

    limits = block.limits(plan).astype(float)
    least = np.array([block.grid.counts[block.members[at]].rule.hide_below for at in gives])
    down = np.maximum(limits[gives, 0] - least, 0)
    up = np.full(len(gives), FAR)
    low, high = _limits(limits, block, gaps, gives=gives, down=down, up=up)
    pick = csr_array((np.ones(len(gives)), (range(len(gives)), gives)), shape=(len(gives), size))
    sums = block_diag([block.matrix] * len(gaps))
    picks = block_diag([pick] * len(gaps))
    falls = vstack([csr_array(np.diag(down))] * len(gaps))
    rises = vstack([csr_array(np.diag(-up))] * len(gaps))
    held = np.tile(limits[gives], (len(gaps), 1))
    with quietly():
        solved = milp(
            np.concatenate([np.zeros(size * len(gaps)), np.asarray(price)]),
            integrality=np.concatenate([np.zeros(size * len(gaps)), np.ones(len(gives))]),
            bounds=Bounds(
                np.concatenate([low, np.zeros(len(gives))]),
                np.concatenate([high, np.ones(len(gives))]),
            ),
            constraints=[
                LinearConstraint(
                    block_array([[sums, csr_array((sums.shape[0], len(gives)))]]), 0, 0
                ),
                LinearConstraint(block_array([[picks, falls]]), held[:, 0], np.inf),
                LinearConstraint(block_array([[picks, rises]]), -np.inf, held[:, 1]),
            ],
            options={"time_limit": SECONDS},
        )
    if solved.status != 0:
        return None
    chosen = solved.x[size * len(gaps) :] > 0.5
    return frozenset(block.members[at] for at, hide in zip(gives, chosen, strict=True) if hide)


def _limits(
    limits: "NDArray[np.float64]",
    block: Block,
    gaps: Sequence[Gap],
    *,
    gives: Sequence[int],
    down: "NDArray[np.float64]",
    up: "NDArray[np.float64]",
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Each gap has the block to itself, with its hidden count held at its target."""
    import numpy as np

    wide = limits.copy()
    wide[gives, 0] -= down
    wide[gives, 1] += up
    each = []
    for gap in gaps:
        own = wide.copy()
        own[block.at[gap.count]] = gap.target
        each.append(own)
    every = np.concatenate(each)
    return every[:, 0], every[:, 1]
