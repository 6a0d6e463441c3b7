"""The loop of gi_chance.py: counts dealt anew among the cells, and every cell's window summed."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

import numpy as np

from watchward.compiled import compiled
from watchward.maths.chance_loops import shuffled_order


def _window(grid, reach, rows, columns, along, summed):
    """Sums over the squares within `reach` of each cell, rows first; `grid` has an empty edge."""
    for row in range(rows + 2 * reach):
        for column in range(columns):
            total = grid[row, column]
            for step in range(1, 2 * reach + 1):
                total += grid[row, column + step]
            along[row, column] = total
    for row in range(rows):
        for column in range(columns):
            total = along[row, column]
            for step in range(1, 2 * reach + 1):
                total += along[row + step, column]
            summed[row, column] = total


_windows = compiled(_window)


def _dealt(turns, seed, counts, inside, reach):
    """For some turns, one row: how often each cell's window held as much as it does."""
    rows, columns = counts.shape
    grid = np.zeros((rows + 2 * reach, columns + 2 * reach), dtype=np.int64)
    along = np.zeros((rows + 2 * reach, columns), dtype=np.int64)
    seen, drawn = np.zeros((rows, columns), dtype=np.int64), np.zeros_like(counts)
    cells = np.flatnonzero(inside.ravel())
    values = counts.ravel()[cells]
    high, wide = cells // columns + reach, cells % columns + reach
    for k in range(len(cells)):
        grid[high[k], wide[k]] = values[k]
    _windows(grid, reach, rows, columns, along, seen)
    as_many = np.zeros((1, rows, columns), dtype=np.int64)
    for turn in turns:
        order = shuffled_order(len(cells), seed, turn)
        for k in range(len(cells)):
            grid[high[k], wide[k]] = values[order[k]]
        _windows(grid, reach, rows, columns, along, drawn)
        for row in range(rows):
            for column in range(columns):
                as_many[0, row, column] += drawn[row, column] >= seen[row, column]
    return as_many


dealt = compiled(_dealt)
