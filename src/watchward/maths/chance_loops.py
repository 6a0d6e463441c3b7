"""Chance for compiled loops: each turn of a seed has its own stream, whatever thread draws."""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

import numpy as np

from watchward.compiled import compiled

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_ONE, MIX_TWO = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def _next(state):
    """SplitMix64 (Steele, Lea and Flood 2014): a state moved by a constant, its mix drawn."""
    state += GOLDEN
    mixed = (state ^ (state >> np.uint64(30))) * MIX_ONE
    mixed = (mixed ^ (mixed >> np.uint64(27))) * MIX_TWO
    return state, mixed ^ (mixed >> np.uint64(31))


_draw = compiled(_next)


def _part(drawn):
    """A drawn number as 53 bits from 0 to below 1."""
    return np.float64(drawn >> np.uint64(11)) / 9007199254740992.0


_unit = compiled(_part)


def _order(size, seed, turn):
    """A random order (Fisher and Yates); each turn of a seed has a stream of its own."""
    order = np.arange(size).astype(np.int32)
    _, state = _draw(np.uint64(seed) * MIX_ONE + np.uint64(turn) * MIX_TWO)
    for last in range(size - 1, 0, -1):
        state, drawn = _draw(state)
        pick = np.int64(((drawn >> np.uint64(32)) * np.uint64(last + 1)) >> np.uint64(32))
        order[last], order[pick] = order[pick], order[last]
    return order


shuffled_order = compiled(_order)


def _weighted_draw(size, rows, columns, seed, turn):
    """Pairs drawn independently, each by running shares that begin at 0 and end at 1."""
    drawn = np.empty((size, 2), dtype=np.int64)
    _, state = _draw(np.uint64(seed) * MIX_ONE + np.uint64(turn) * MIX_TWO)
    for case in range(size):
        state, one = _draw(state)
        state, other = _draw(state)
        drawn[case, 0] = np.searchsorted(rows, _unit(one) * rows[-1], side="right") - 1
        drawn[case, 1] = np.searchsorted(columns, _unit(other) * columns[-1], side="right") - 1
    return drawn


weighted_draw = compiled(_weighted_draw)
