"""The loops of knox.py: events are laid into their cells in order of time, then cells are met.

Places never move, so a cell's room is fixed. Cells are met one after another as they lie, each with
itself and the four beyond it, so that memory is read in order; within two cells only those near
enough in time are looked at. No list of pairs is ever made.
"""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

import numpy as np

from watchward.compiled import compiled
from watchward.maths.chance_loops import shuffled_order


def _met(waiting, one, low, high, far, late, manhattan, found):
    """Adds the pairs of one event with those from `low` to `high`, by band; too far: the last row.

    Bands are added up, not searched for: which of two branches a pair takes cannot be foretold.
    """
    this_x, this_y, today = waiting[one, 0], waiting[one, 1], waiting[one, 2]
    bands, columns = len(far), len(late) - 1
    for at in range(low, high):
        east, north = np.int64(waiting[at, 0] - this_x), np.int64(waiting[at, 1] - this_y)
        apart = east * east + north * north
        if manhattan:
            apart += 2 * abs(east * north)
        between, band, column = abs(today - waiting[at, 2]), 0, 0
        for one_band in range(bands):
            band += apart > far[one_band]
        for one_column in range(columns):
            column += between > late[one_column]
        found[band, column] += 1


met = compiled(_met)


def _pairs(order, places, when, start, near_from, near, far, late, manhattan):
    """Pairs by band of square distance and of days; `order[k]` is where the k-th event happens."""
    found = np.zeros((len(far) + 1, len(late)), dtype=np.int64)
    free = start[:-1].copy()
    waiting = np.empty((len(order), 3), dtype=np.int32)
    for k in range(len(order)):
        event = order[k]
        at = free[places[event, 2]]
        waiting[at, 0], waiting[at, 1], waiting[at, 2] = places[event, 0], places[event, 1], when[k]
        free[places[event, 2]] = at + 1
    latest = late[-1]
    for cell in range(len(start) - 1):
        first, end = start[cell], start[cell + 1]
        low = first
        for one in range(first, end):
            while waiting[one, 2] - waiting[low, 2] > latest:
                low += 1
            if low < one:
                met(waiting, one, low, one, far, late, manhattan, found)
        for side in range(near_from[cell], near_from[cell + 1]):
            low = high = start[near[side]]
            last = start[near[side] + 1]
            for one in range(first, end):
                today = waiting[one, 2]
                while low < last and today - waiting[low, 2] > latest:
                    low += 1
                high = max(low, high)
                while high < last and waiting[high, 2] - today <= latest:
                    high += 1
                if low < high:
                    met(waiting, one, low, high, far, late, manhattan, found)
    return found[:-1]


pairs = compiled(_pairs)


def _shuffled(turns, seed, places, when, start, near_from, near, far, late, manhattan):
    """Pairs by shuffle and band, for some of the turns."""
    drawn = np.empty((len(turns), len(far), len(late)), dtype=np.int64)
    for row in range(len(turns)):
        order = shuffled_order(len(when), seed, turns[row])
        drawn[row] = pairs(order, places, when, start, near_from, near, far, late, manhattan)
    return drawn


shuffled = compiled(_shuffled)
