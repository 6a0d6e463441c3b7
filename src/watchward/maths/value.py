"""What an intervention is worth beside what it costs: present values, ratio, payback, and how sure.

Pounds at the prices of the costs; years are counted from the start. Discounting at 3.5 per cent a
year: HM Treasury, Green Book (the social time preference rate of the first 30 years).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

DISCOUNT = 0.035
DRAWS, SEED = 20_000, 2008


@dataclass(frozen=True)
class Flows:
    """Pounds a year over `years` whole years. `bias`: costs may be so much more and benefits so
    much less (optimism bias; a loss is not made smaller by it). `still`: what the events that came
    in spite of it cost; `benefit` and `still` together are what was expected without it, and
    `log_error` is the standard error of that expectation's logarithm.
    """

    set_up: float
    a_year: float
    benefit: float
    years: int
    bias: float = 0.0
    still: float = 0.0
    log_error: float = 0.0


@dataclass(frozen=True)
class Value:
    """Present values in pounds; `ratio` and `payback` (years) are None where there is none."""

    cost: float
    benefit: float
    net: float
    ratio: float | None
    payback: float | None
    surely: float  # probability that benefits exceed costs


def factor(years: int, rate: float = DISCOUNT) -> float:
    """What one pound a year is worth now, the first year undiscounted."""
    return sum((1 + rate) ** -year for year in range(years))


def value(flows: Flows, *, draws: int = DRAWS, seed: int = SEED) -> Value:
    """Costs raised and benefits lowered by the bias, both discounted."""
    import numpy as np

    worth = factor(flows.years)
    cost = (flows.set_up + flows.a_year * worth) * (1 + flows.bias)
    gain = float(_less(flows.benefit, flows.bias))
    benefit = gain * worth
    error = np.exp(np.random.default_rng(seed).normal(0.0, flows.log_error, draws))
    expected = (flows.benefit + flows.still) * error
    drawn = _less(expected - flows.still, flows.bias) * worth
    yearly = gain - flows.a_year * (1 + flows.bias)
    set_up = flows.set_up * (1 + flows.bias)
    return Value(
        cost=cost,
        benefit=benefit,
        net=benefit - cost,
        ratio=benefit / cost if cost > 0 else None,
        payback=set_up / yearly if yearly > 0 else None,
        surely=float((drawn > cost).mean()),
    )


def _less(benefit: "ArrayLike", bias: float) -> "NDArray[np.float64]":
    """Benefits lowered by the bias; a loss as it is."""
    import numpy as np

    gain = np.asarray(benefit, dtype=np.float64)
    return np.where(gain > 0, gain * (1 - bias), gain)
