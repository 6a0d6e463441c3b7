"""Finds months from which a series of counts stands on another level, its cause not asked.

On log counts, over a level, a straight trend and (from two years on) a yearly wave: for each month
that leaves at least `EDGE` known months on both sides, how much better does a step there fit? The
best of them is judged against the same best after shuffling what the null leaves unexplained
(Freedman and Lane), so looking everywhere is paid for. A step found joins the null, and the search
goes on. The trend is there so that a steady rise is not called a step. Counts that lean on the
month before (a run of bad months) can still pass for one: hence a level stricter than 5 %.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EDGE = 4
LEAST = 18  # known months that a search needs
MOST = 4
SHUFFLES = 999


class Step(NamedTuple):
    """The first month of the new level; `change` on the log scale; the permutation p."""

    month: int
    change: float
    p: float


def find_steps(
    months: Sequence[int],
    counts: Sequence[float | None],
    *,
    rng: "np.random.Generator",
    level: float = 0.01,
) -> list[Step]:
    """Steps in the order of time; months that are None are left out, and their places kept."""
    import numpy as np

    known = [(m, c) for m, c in zip(months, counts, strict=True) if c is not None]
    if len(known) < LEAST:
        return []
    when = np.array([m for m, _ in known])
    y = np.log(np.array([float(c) for _, c in known]) + 0.5)
    null = _null(when)
    found: list[tuple[int, float]] = []
    for _ in range(MOST):
        taken = [at for at, _ in found]
        best = _best(y, null, taken=taken, rng=rng)
        if best is None or best[1] > level:
            break
        found.append(best)
        null = np.column_stack([null, np.arange(len(y)) >= best[0]])
    if not found:
        return []
    beta = np.linalg.lstsq(null, y, rcond=None)[0][-len(found) :]
    steps = [
        Step(int(when[at]), float(change), p) for (at, p), change in zip(found, beta, strict=True)
    ]
    return sorted(steps)


def _null(when: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Level, trend, and a yearly wave where there are two years to see it in."""
    import numpy as np

    time = (when - when.mean()) / 12
    columns = [np.ones(len(when)), time]
    if len(when) >= 24:
        angle = 2 * np.pi * (when % 12) / 12
        columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


def _best(
    y: "NDArray[np.float64]",
    null: "NDArray[np.float64]",
    *,
    taken: Sequence[int],
    rng: "np.random.Generator",
) -> tuple[int, float] | None:
    """Where one more step fits best, and how often a shuffle does as well."""
    import numpy as np

    n = len(y)
    places = [
        at for at in range(EDGE, n - EDGE + 1) if all(abs(at - other) >= EDGE for other in taken)
    ]
    if not places:
        return None
    basis, _ = np.linalg.qr(null)
    steps = (np.arange(n)[:, None] >= np.array(places)).astype(float)
    steps -= basis @ (basis.T @ steps)
    lengths = np.sqrt((steps**2).sum(axis=0))
    steps = np.where(lengths > 1e-6, steps / np.maximum(lengths, 1e-6), 0.0)
    left = y - basis @ (basis.T @ y)
    shuffled = np.empty((SHUFFLES + 1, n))
    shuffled[0] = left
    for at in range(1, SHUFFLES + 1):
        shuffled[at] = rng.permutation(left)
    shuffled = shuffled.T - basis @ (basis.T @ shuffled.T)
    spread = (shuffled**2).sum(axis=0)
    if spread[0] < 1e-12:
        return None
    gains = (steps.T @ shuffled) ** 2 / np.maximum(spread, 1e-300)
    best = gains.max(axis=0)
    p = float(np.count_nonzero(best >= best[0] * (1 - 1e-12)) / len(best))
    return places[int(gains[:, 0].argmax())], p
