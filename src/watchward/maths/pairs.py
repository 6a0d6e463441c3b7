"""Pairs of records that may be one event: same night, near by, no contradiction of age band or sex.

Indices only, in memory; nearest first, each record once.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.maths.linkage import pair_off

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOT_SAID = -1  # of age band and sex: it contradicts nothing
APART = 1_000_000.0  # metres set between one night and the next, so that no pair spans two


@dataclass(frozen=True)
class Events:
    """One entry a record: day number of its night, metres, and codes (`NOT_SAID` where blank)."""

    night: "NDArray[np.int64]"
    easting: "NDArray[np.int64]"
    northing: "NDArray[np.int64]"
    age_band: "NDArray[np.int64]"
    sex: "NDArray[np.int64]"


def linked(left: Events, right: Events, *, metres: int, shift: int = 0) -> int:
    """How many pairs can be made one to one; `shift` moves the nights of `right` back by days."""
    import numpy as np
    from scipy.spatial import cKDTree

    if not len(left.night) or not len(right.night):
        return 0
    first = cKDTree(_points(left, shift=0))
    second = cKDTree(_points(right, shift=shift))
    near = first.sparse_distance_matrix(second, metres, output_type="ndarray")
    one, other = near["i"].astype(np.int64), near["j"].astype(np.int64)
    fits = _agree(left.age_band[one], right.age_band[other])
    fits &= _agree(left.sex[one], right.sex[other])
    one, other, apart = one[fits], other[fits], near["v"][fits]
    order = np.lexsort((other, one, apart))
    return pair_off(one[order], other[order])


def _points(events: Events, *, shift: int) -> "NDArray[np.float64]":
    import numpy as np

    nights = (events.night - shift) * APART
    return np.column_stack([events.easting, events.northing, nights]).astype(np.float64)


def _agree(one: "NDArray[np.int64]", other: "NDArray[np.int64]") -> "NDArray[np.bool_]":
    fits: NDArray[np.bool_] = (one == other) | (one == NOT_SAID) | (other == NOT_SAID)
    return fits
