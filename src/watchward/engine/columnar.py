"""Rows as an engine's driver gives them, turned into NumPy columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def columns_of(
    names: Sequence[tuple[str, type]], rows: Sequence[Sequence[Any]]
) -> "dict[str, NDArray[np.generic]]":
    """By name; `names` gives each column's NumPy type. A column with nulls comes masked."""
    import numpy as np

    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    made: dict[str, NDArray[np.generic]] = {}
    for (name, kind), values in zip(names, columns, strict=True):
        empty = [value is None for value in values]
        if any(empty):
            filler = "" if kind is object else 0
            filled = [filler if value is None else value for value in values]
            made[name] = np.ma.array(np.array(filled, dtype=kind), mask=empty)
        else:
            made[name] = np.array(values, dtype=kind)
    return made
