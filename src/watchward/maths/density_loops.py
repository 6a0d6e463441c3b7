"""The loop of density.py: each event's kernel, added to the rows of the grid that it reaches."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

import numpy as np

from watchward.compiled import compiled


def _spread(rows, x, y, weights, shape, reach):
    """Sums of (1 − d²/h²)² at the centres of some rows; events are in order of northing."""
    west, south, side, columns = shape[0], shape[1], shape[2], shape[4]
    summed = np.zeros((len(rows), columns))
    middle, over = side // 2, 1.0 / (reach * reach)
    low = south + rows[0] * side + middle
    first = np.searchsorted(y, low - reach)
    last = np.searchsorted(y, low + (len(rows) - 1) * side + reach, side="right")
    for event in range(first, last):
        up = y[event] - low  # metres north of the first row's centres
        bottom = max(int(np.ceil((up - reach) / side)), 0)
        top = min(int(np.floor((up + reach) / side)), len(rows) - 1)
        along = x[event] - west - middle
        for row in range(bottom, top + 1):
            north = row * side - up
            left = 1.0 - north * north * over
            if left <= 0.0:
                continue
            half = reach * np.sqrt(left)
            begin = max(int(np.ceil((along - half) / side)), 0)
            end = min(int(np.floor((along + half) / side)), columns - 1)
            for column in range(begin, end + 1):
                east = column * side - along
                near = left - east * east * over
                summed[row, column] += weights[event] * near * near
    return summed


spread = compiled(_spread)
