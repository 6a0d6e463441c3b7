"""Difference in differences with many areas and times, without a column for each of them.

y = area + time + effect · treated + noise. Taking out the means of areas and of times leaves the
effect as one ratio of sums (Frisch and Waugh 1933; a balanced panel). Errors are clustered by area
(Liang and Zeger 1986), since an area's weeks resemble one another (Bertrand and others 2004).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Difference:
    """The effect in units of the outcome; its error by clusters, and as if all were independent."""

    effect: float
    error: float
    plain_error: float
    areas: int
    times: int


def difference(outcome: "Floats", treated: "Floats") -> Difference:
    """Both areas × times and complete; `treated` is 1 where and when it was in force, else 0.

    For rates or logs of counts. Raises ValueError where nothing, or everything, is treated alike.
    """
    import numpy as np

    y, d = np.asarray(outcome, dtype=np.float64), np.asarray(treated, dtype=np.float64)
    if y.shape != d.shape or y.ndim != 2 or not np.isfinite(y).all():
        raise ValueError("outcome and treatment are areas × times, and complete")
    yd, dd = _centred(y), _centred(d)
    power = float((dd * dd).sum())
    if power <= 1e-9 * max(float((d * d).sum()), 1.0):
        raise ValueError("areas and times alone say who was treated")
    effect = float((dd * yd).sum()) / power
    left = yd - effect * dd
    areas, times = y.shape
    terms = areas + times  # each area, each time but one, and the effect
    rows = areas * times
    plain = float((left * left).sum()) / (rows - terms) / power
    scores = (dd * left).sum(axis=1)
    small = areas / (areas - 1) * (rows - 1) / (rows - terms)
    clustered = small * float((scores * scores).sum()) / power**2
    return Difference(effect, clustered**0.5, plain**0.5, areas, times)


def _centred(values: "Floats") -> "Floats":
    """Without the means of rows and of columns."""
    import numpy as np

    rows, columns = values.mean(axis=1, keepdims=True), values.mean(axis=0, keepdims=True)
    return np.asarray(values - rows - columns + values.mean())


@dataclass(frozen=True)
class Apart:
    """How far two groups' means are apart, its standard error, and the degrees of freedom."""

    by: float
    error: float
    freedom: float

    @property
    def reach(self) -> float:
        """Half the length of the limits at 95 per cent."""
        from scipy.stats import t

        return float(t.ppf(0.975, self.freedom)) * self.error


def apart(values: "Floats", ours: "NDArray[np.bool_]") -> Apart:
    """One value an area, two areas or more in each group (Welch 1947).

    Where all areas begin at once, the effect of `difference` is that of each area's own change, and
    this is its error corrected for few areas, with the freedom that Bell and McCaffrey (2002) give.
    """
    import numpy as np

    one, other = values[ours], values[~ours]
    parts = [float(each.var(ddof=1)) / len(each) for each in (one, other)]
    total = sum(parts)
    squares = sum(part**2 / (len(each) - 1) for part, each in zip(parts, (one, other), strict=True))
    freedom = total**2 / squares if squares > 0 else float(len(values) - 2)
    return Apart(float(np.mean(one) - np.mean(other)), total**0.5, freedom)


def slopes(outcome: "Floats") -> "Floats":
    """Each area's own trend, of areas × times."""
    import numpy as np

    clock = np.arange(outcome.shape[1], dtype=np.float64)
    clock -= clock.mean()
    return np.asarray(outcome @ clock / (clock @ clock))
