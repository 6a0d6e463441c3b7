"""Compiles a hot loop on its first call and keeps it beside the source, where that may be written.

Numba is imported only where a loop is really wanted: it takes most of a second.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def compiled(loop: Callable[..., Any]) -> Any:
    """`loop` as machine code; on an installation that is read-only, for this process only."""
    from numba import njit

    try:
        return njit(cache=True, nogil=True, error_model="numpy")(loop)
    except RuntimeError:  # nowhere to keep it
        return njit(nogil=True, error_model="numpy")(loop)


def on_all_cores(
    work: Callable[["NDArray[np.int64]"], "NDArray[Any]"], times: int
) -> "NDArray[Any]":
    """`work` over the turns 0 … times - 1, shared between threads, and laid together in order.

    For loops that let go of the interpreter; each turn must stand on its own.
    """
    import numpy as np

    threads = max(1, min(os.cpu_count() or 1, times))
    shares = np.array_split(np.arange(times), threads)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        return np.concatenate(list(pool.map(work, shares)))
