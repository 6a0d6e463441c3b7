"""The loops of scan.py: the best cylinder of all, without looking at most of them.

A box of cylinders (zones of one centre that grow from one to another, windows of a range of
lengths) cannot score more than its largest count against its smallest expectation. A box whose
bound does not beat the best so far is left; another is halved until it is one zone and one length.
Bounds are looked up: for each count, the largest expectation that still beats the best.
"""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

import numpy as np

from watchward.compiled import compiled
from watchward.maths.chance_loops import shuffled_order, weighted_draw

GROWTH = 1.25  # zones of one block: the last expects at most so much more than the first
ROOM = 64  # zones of one block at most
DEEPEST = 192  # boxes that wait to be looked at: one for each halving, and the first lengths
STEP = 1.05  # the best grows by so much before bounds are looked up anew
FLOOR = 0.95  # of the least best so far: what a replica is first asked to beat


def _likelihood(seen, expected, cases):
    """Kulldorff's log likelihood ratio of `seen` where `expected` were expected; 0 if no excess."""
    if seen <= expected:
        return 0.0
    inside = seen * np.log(seen / expected) if expected > 0.0 else np.inf
    left = cases - seen
    return inside + (left * np.log(left / (cases - expected)) if left > 0 else 0.0)


likelihood = compiled(_likelihood)


def _ceiling(seen, best, cases):
    """An expectation from which on `seen` cases do not score more than `best`; rounded up."""
    low, high = 0.0, float(seen)
    while high - low > 1e-7 * high:
        middle = (low + high) / 2
        if likelihood(seen, middle, cases) > best:
            low = middle
        else:
            high = middle
    return high


ceiling = compiled(_ceiling)


def _hopeful(seen, expected, bounds, level, cases):
    """Whether so many may score more than `level`; below 0 a bound is not worked out yet."""
    if bounds[seen] < 0.0:
        bounds[seen] = ceiling(seen, level, cases)
    return expected < bounds[seen]


hopeful = compiled(_hopeful)


def _fullest(sums, length):
    """The largest count of any window of that length; all in 32 bits, so that eight go at once."""
    later, most = sums[length:], np.int32(0)
    for first in range(len(later)):
        most = max(most, np.int32(later[first] - sums[first]))
    return most


fullest = compiled(_fullest)


def _look(sums, zone, length, ground, expected, found, bounds):
    """Windows of one zone and one length, one by one; `found` is bettered in place."""
    days, limits = ground[0], ground[2]
    cases, least = int(limits[0]), int(limits[1])
    later, days_later = sums[length:], days[length:]
    bettered = False
    for first in range(len(later)):
        seen = later[first] - sums[first]
        here = expected * (days_later[first] - days[first])
        if seen < least or not hopeful(seen, here, bounds, found[4], cases):
            continue
        score = likelihood(seen, here, cases)
        if score > found[0]:
            found[0], found[1], found[2], found[3] = score, zone + 1, first, first + length
            bettered = True
            if score > found[4] * STEP:
                found[4] = score
                bounds[:] = -1.0
    return bettered


look = compiled(_look)


def _block(sums, first_zone, zones, ground, expects, found, bounds, waiting):
    """Some zones of one centre: zones or windows are halved until a bound settles them.

    The smaller half is looked at first, so that of equal cylinders the smallest is told.
    """
    shortest, limits = ground[1], ground[2]
    cases, least, longest = int(limits[0]), int(limits[1]), int(limits[3])
    depth, low, bettered = 0, 1, False
    while 2 * low <= longest:
        low *= 2
    while low > 0:  # … 8–15, 4–7, 2–3, 1
        waiting[depth] = 0, zones - 1, low, min(2 * low - 1, longest)
        low //= 2
        depth += 1
    while depth > 0:
        depth -= 1
        small, large, low, high = waiting[depth]
        most = fullest(sums[large], high)
        fewest = expects[first_zone + small] * shortest[low]
        if most < least or not hopeful(most, fewest, bounds, found[4], cases):
            continue
        if small == large and low == high:
            expected = expects[first_zone + small]
            if look(sums[small], first_zone + small, low, ground, expected, found, bounds):
                bettered = True
            continue
        wider = expects[first_zone + large] * low > expects[first_zone + small] * high
        if low == high or (small < large and wider):
            middle = (small + large) // 2
            waiting[depth] = middle + 1, large, low, high
            waiting[depth + 1] = small, middle, low, high
        else:
            middle = (low + high) // 2
            waiting[depth] = small, large, middle + 1, high
            waiting[depth + 1] = small, large, low, middle
        depth += 2
    return bettered


block = compiled(_block)


def _reach(order, base, largest, allowed, expects):
    """How many zones a centre has, and what each expects a day's whole share of."""
    weight = 0.0
    for size in range(len(order)):
        weight += base[order[size]]
        if weight > largest or not allowed[order[size]]:
            return size
        expects[size] = weight
    return len(order)


reach = compiled(_reach)


def _add_up(counts, running):
    """Running sums of each area's days, from 0."""
    for area in range(counts.shape[0]):
        total = np.int32(0)
        for day in range(counts.shape[1]):
            total += counts[area, day]
            running[area, day + 1] = total


add_up = compiled(_add_up)


def _widened(before, more, after):
    """A zone's running sums with those of one area more."""
    for day in range(len(after)):
        after[day] = before[day] + more[day]


widened = compiled(_widened)


def _search(running, near, base, ground, allowed, found, bounds):
    """The centre of the best cylinder that scores more than `found[0]`; -1 where none does."""
    width, limits, centre_of_best = running.shape[1], ground[2], -1
    expects = np.zeros(near.shape[1])
    sums = np.zeros((ROOM + 1, width), dtype=np.int32)
    waiting = np.zeros((DEEPEST, 4), dtype=np.int64)
    for centre in range(near.shape[0]):
        order = near[centre]
        size = reach(order, base, limits[2], allowed, expects)
        sums[0] = 0
        zone = 0
        while zone < size:
            zones = 0
            while (
                zone + zones < size
                and zones < ROOM
                and (zones == 0 or expects[zone + zones] <= expects[zone] * GROWTH)
            ):
                widened(sums[zones], running[order[zone + zones]], sums[zones + 1])
                zones += 1
            if block(sums[1:], zone, zones, ground, expects, found, bounds, waiting):
                centre_of_best = centre
            sums[0] = sums[zones]
            zone += zones
    return centre_of_best


search = compiled(_search)


def _best(counts, near, base, ground, allowed):
    """Score, centre, size of the zone, first day and day after the last, of the best cylinder.

    counts: areas × days. near: each centre's areas, near to far. base: what each area expects of
    all cases. days: running share of the days. shortest: the least share of any window of so many
    days. limits: all cases, least count, largest base, longest window. A score of 0: none.
    """
    found = np.zeros(5)
    bounds = np.full(int(ground[2][0]) + 1, -1.0)
    running = np.zeros((counts.shape[0], counts.shape[1] + 1), dtype=np.int32)
    add_up(counts, running)
    centre = search(running, near, base, ground, allowed, found, bounds)
    return found[0], centre, int(found[1]), int(found[2]), int(found[3])


best = compiled(_best)


def _replicas(turns, seed, cases, shares, near, base, ground, allowed):
    """The best score of some turns under chance: days shuffled among the cases, or all anew.

    `shares` is the running share of the areas where every case is drawn anew; empty, it is days
    that are shuffled. Each is first asked to beat somewhat less than the least that any before it
    scored, so that bounds are tight from the start; one that does not is searched again from 0.
    """
    area, day = cases
    days = ground[0]
    width = len(days) - 1
    scores = np.zeros(len(turns))
    found, bounds = np.zeros(5), np.full(len(area) + 1, -1.0)
    running = np.zeros((len(base), width + 1), dtype=np.int32)
    counts = np.zeros((len(base), width), dtype=np.int32)
    floor = 0.0
    for row in range(len(turns)):
        counts[:] = 0
        if len(shares):
            drawn = weighted_draw(len(area), shares, days, seed, turns[row])
            for case in range(len(area)):
                counts[drawn[case, 0], drawn[case, 1]] += 1
        else:
            order = shuffled_order(len(area), seed, turns[row])
            for case in range(len(area)):
                counts[area[case], day[order[case]]] += 1
        add_up(counts, running)
        for start in (floor, 0.0):
            found[0] = start
            if found[4] != start:
                found[4] = start
                bounds[:] = -1.0
            if search(running, near, base, ground, allowed, found, bounds) >= 0:
                break
            found[0] = 0.0
        scores[row] = found[0]
        floor = FLOOR * scores[: row + 1].min()
    return scores


replicas = compiled(_replicas)
