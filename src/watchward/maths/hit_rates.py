"""How good a map of where to look was: hit rate, PAI, PEI and RRI on what happened afterwards.

PAI: Chainey, Tompson and Uhlig 2008; PEI: Hunt 2016; RRI: Levine 2008. PAI alone rewards tiny
areas, so it is given with the share of events and the share of area that it is made of.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class HitRates(NamedTuple):
    """`hit` and `area` are shares; `pai` = hit / area; `pei` = PAI / the best PAI of that area."""

    hit: float
    area: float
    pai: float
    pei: float


def hit_rates(
    scores: "NDArray[np.float64]", events: "NDArray[np.int64]", *, cells: int
) -> HitRates:
    """The `cells` of highest score, judged by later events in cells of equal area.

    Equal scores are taken in cell order. NaN where nothing happened.
    """
    import numpy as np

    happened = np.asarray(events, dtype=np.float64)
    if not 0 < cells <= len(happened) or len(scores) != len(happened):
        raise ValueError("some of the cells, and a score for each")
    chosen = np.argsort(-np.asarray(scores, dtype=np.float64), kind="stable")[:cells]
    best = np.sort(happened)[::-1][:cells].sum()
    total, area = happened.sum(), cells / len(happened)
    if not total > 0:
        return HitRates(float("nan"), area, float("nan"), float("nan"))
    hit = float(happened[chosen].sum() / total)
    return HitRates(hit, area, hit / area, float(happened[chosen].sum() / best))


def recapture(
    scores: "NDArray[np.float64]",
    before: "NDArray[np.int64]",
    after: "NDArray[np.int64]",
    *,
    cells: int,
) -> float:
    """RRI: the later share in the chosen cells over the earlier share; 1 is as accurate as then."""
    now = hit_rates(scores, after, cells=cells).hit
    then = hit_rates(scores, before, cells=cells).hit
    return now / then if then else float("nan")
