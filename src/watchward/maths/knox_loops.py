"""The loops of knox.py: one pass through the events in order of time, whatever the shuffle.

Places never move, so a cell's room is fixed; the events of the last days wait in it in order. A
shuffled event meets only those near it in both space and time: no list of pairs is ever made, and
the work grows with the events, not with their square.
"""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

import numpy as np

from watchward.maths.chance_loops import shuffled_order
from watchward.maths.compiled import compiled


def _pairs(order, places, when, start, near_from, near, far, late, manhattan):
    """Pairs by band of square distance and of days; `order[k]` is where the k-th event happens."""
    found = np.zeros((len(far), len(late)), dtype=np.int64)
    room = np.empty((len(start) - 1, 2), dtype=np.int32)  # of each cell: first waiting, and end
    room[:, 0] = start[:-1]
    room[:, 1] = start[:-1]
    waiting = np.empty((len(order), 3), dtype=np.int32)
    farthest, latest = far[-1], late[-1]
    for k in range(len(order)):
        event = order[k]
        this_x, this_y, today = places[event, 0], places[event, 1], when[k]
        corner = places[event, 2]
        for side in range(near_from[corner], near_from[corner + 1]):
            other = near[side]
            first, end = room[other, 0], room[other, 1]
            if first == end:
                continue
            while first < end and today - waiting[first, 2] > latest:
                first += 1
            if first == end:  # nobody waits any more: the room is used again from its beginning
                first = end = room[other, 1] = start[other]
            room[other, 0] = first
            for at in range(first, end):
                east, north = np.int64(waiting[at, 0] - this_x), np.int64(waiting[at, 1] - this_y)
                apart = east * east + north * north
                if manhattan:
                    apart += 2 * abs(east * north)
                if apart <= farthest:
                    band = 0
                    while apart > far[band]:
                        band += 1
                    between, column = today - waiting[at, 2], 0
                    while between > late[column]:
                        column += 1
                    found[band, column] += 1
        here = corner // 4
        at = room[here, 1]
        waiting[at, 0], waiting[at, 1], waiting[at, 2] = this_x, this_y, today
        room[here, 1] = at + 1
    return found


pairs = compiled(_pairs)


def _shuffled(turns, seed, places, when, start, near_from, near, far, late, manhattan):
    """Pairs by shuffle and band, for some of the turns."""
    drawn = np.empty((len(turns), len(far), len(late)), dtype=np.int64)
    for row in range(len(turns)):
        order = shuffled_order(len(when), seed, turns[row])
        drawn[row] = pairs(order, places, when, start, near_from, near, far, late, manhattan)
    return drawn


shuffled = compiled(_shuffled)
