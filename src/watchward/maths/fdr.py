"""False-discovery control: how many of the things called found are expected to be chance."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def benjamini_hochberg(p: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Adjusted p: calling found what is at or below `level` keeps false finds to that share.

    Benjamini and Hochberg 1995; holds for tests that are independent or lean the same way, as
    overlapping windows do. NaN was not tested and stays NaN.
    """
    import numpy as np

    flat = np.asarray(p, dtype=np.float64).ravel()
    tested = np.flatnonzero(~np.isnan(flat))
    adjusted = np.full(flat.shape, np.nan)
    if len(tested):
        order = tested[np.argsort(flat[tested], kind="stable")]
        scaled = flat[order] * len(order) / np.arange(1, len(order) + 1)
        adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted.reshape(np.shape(p))
