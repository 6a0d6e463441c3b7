"""The loops of inside.py: a grid of candidates, then the edges that a ray to the east crosses."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

import numpy as np

from watchward.compiled import compiled

NOWHERE, UNSURE = -1, -2
CLOSE = 1e-12  # of the terms of a cross product: nearer to an edge than rounding can tell


def _inside(px, py, edges, first, after):
    """1 inside, 0 outside, -1 where the point is on an edge or too near to it."""
    crossed = 0
    for edge in range(first, after):
        x1, y1, x2, y2 = edges[edge, 0], edges[edge, 1], edges[edge, 2], edges[edge, 3]
        if (y1 > py and y2 > py) or (y1 < py and y2 < py) or (x1 < px and x2 < px):
            continue
        one, other = (x2 - x1) * (py - y1), (px - x1) * (y2 - y1)
        if abs(one - other) <= CLOSE * (abs(one) + abs(other)):
            return -1
        if (y1 > py) != (y2 > py) and (one > other) == (y2 > y1):
            crossed += 1
    return crossed & 1


def _cells(box, corner, side, wide, high):
    """The columns and rows that bounds meet, the last ones included."""
    left, low = int((box[0] - corner[0]) / side), int((box[1] - corner[1]) / side)
    right, top = int((box[2] - corner[0]) / side), int((box[3] - corner[1]) / side)
    return left, min(right, wide - 1), low, min(top, high - 1)


def _candidates(bounds, corner, side, wide, high):
    """Areas whose bounds meet each cell, in their order: where a cell's begin, and all of them."""
    first = np.zeros(wide * high + 1, np.int64)
    for area in range(len(bounds)):
        if not np.isnan(bounds[area, 0]):
            left, right, low, top = cells(bounds[area], corner, side, wide, high)
            for row in range(low, top + 1):
                first[row * wide + left + 1 : row * wide + right + 2] += 1
    first = np.cumsum(first)
    listed, at = np.empty(first[-1], np.int64), first[:-1].copy()
    for area in range(len(bounds)):
        if not np.isnan(bounds[area, 0]):
            left, right, low, top = cells(bounds[area], corner, side, wide, high)
            for row in range(low, top + 1):
                for cell in range(row * wide + left, row * wide + right + 1):
                    listed[at[cell]] = area
                    at[cell] += 1
    return first, listed


def _locate(points, edges, bounds, grid, found):
    """The first area that holds each point; NOWHERE; UNSURE where an edge is too near to tell."""
    first_edge, first, listed, corner, side, wide, high = grid
    for at in range(len(points)):
        px, py = points[at, 0], points[at, 1]
        found[at] = NOWHERE
        across, up = (px - corner[0]) / side, (py - corner[1]) / side
        if not (0 <= across <= wide and 0 <= up <= high):
            continue
        cell = min(int(up), high - 1) * wide + min(int(across), wide - 1)
        for place in range(first[cell], first[cell + 1]):
            area = listed[place]
            if px < bounds[area, 0] or px > bounds[area, 2]:
                continue
            if py < bounds[area, 1] or py > bounds[area, 3]:
                continue
            held = inside(px, py, edges, first_edge[area], first_edge[area + 1])
            if held != 0:
                found[at] = area if held > 0 else UNSURE
                break


inside = compiled(_inside)
cells = compiled(_cells)
candidates = compiled(_candidates)
locate = compiled(_locate)
