"""The loops of scan.py: the best cylinder of all, without looking at most of them.

A box of cylinders (zones of one centre that grow from one to another, windows of a range of
lengths) cannot score more than its largest count against its smallest expectation. A box whose
bound does not beat the best so far is left; another is split until it is one zone and one length.
"""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

import numpy as np

from watchward.compiled import compiled
from watchward.maths.chance_loops import shuffled_order, weighted_draw

GROWTH = 1.03  # zones of one box: the last expects at most so much more than the first
FINEST = 1.02  # windows of one box: the longest is at most so much longer than the shortest
DEEPEST = 64  # boxes that wait to be looked at: two for each halving of a window


def _likelihood(seen, expected, cases):
    """Kulldorff's log likelihood ratio of `seen` where `expected` were expected; 0 if no excess."""
    if seen <= expected:
        return 0.0
    inside = seen * np.log(seen / expected) if expected > 0.0 else np.inf
    left = cases - seen
    return inside + (left * np.log(left / (cases - expected)) if left > 0 else 0.0)


likelihood = compiled(_likelihood)


def _needed(expected, best, cases, least):
    """The smallest count that beats `best`; one more than all where none does."""
    low, high = max(least, int(expected)), cases + 1
    while low < high:
        middle = (low + high) // 2
        if likelihood(middle, expected, cases) > best:
            high = middle
        else:
            low = middle + 1
    return low


needed = compiled(_needed)


def _fullest(sums, length):
    """The largest count of any window of that length."""
    most = sums[length] - sums[0]
    for first in range(1, len(sums) - length):
        most = max(most, sums[first + length] - sums[first])
    return most


fullest = compiled(_fullest)


def _look(sums, zone, low, high, ground, expects, found):
    """Windows of `low` to `high` days of one zone, one by one; `found` is bettered in place."""
    days, shortest, limits = ground
    cases, least = int(limits[0]), int(limits[1])
    bettered = False
    for length in range(low, high + 1):
        want = needed(expects[zone] * shortest[length], found[0], cases, least)
        if fullest(sums, length) < want:
            continue
        for first in range(len(sums) - length):
            seen = sums[first + length] - sums[first]
            if seen < want:
                continue
            score = likelihood(seen, expects[zone] * (days[first + length] - days[first]), cases)
            if score > found[0]:
                found[0], found[1], found[2], found[3] = score, zone + 1, first, first + length
                bettered = True
    return bettered


look = compiled(_look)


def _add_up(total, sums):
    """Running sums of a zone's days."""
    for day in range(len(total)):
        sums[day + 1] = sums[day] + total[day]


add_up = compiled(_add_up)


def _drill(counts, order, members, windows, before, ground, expects, found):
    """Every cylinder of a box."""
    total, sums = before.copy(), np.zeros(len(before) + 1, dtype=np.int32)
    bettered = False
    for member in range(members[0], members[1] + 1):
        total += counts[order[member]]
        add_up(total, sums)
        if look(sums, member, windows[0], windows[1], ground, expects, found):
            bettered = True
    return bettered


drill = compiled(_drill)


def _box(counts, order, members, before, sums, ground, expects, found, waiting):
    """Some zones of one centre: their windows are halved until a bound settles them."""
    _, shortest, limits = ground
    least_expected = expects[members[0]]
    cases, least, longest = int(limits[0]), int(limits[1]), int(limits[3])
    depth, low, bettered = 0, 1, False
    while low <= longest:  # 1, 2, 3–4, 5–8, 9–16 …
        waiting[depth, 0], waiting[depth, 1] = low, min(max(2 * low - 2, low), longest)
        low = waiting[depth, 1] + 1
        depth += 1
    while depth > 0:
        depth -= 1
        low, high = waiting[depth, 0], waiting[depth, 1]
        most = fullest(sums, high)
        if most < least or likelihood(most, least_expected * shortest[low], cases) <= found[0]:
            continue
        if high > low * FINEST:
            middle = (low + high) // 2
            waiting[depth, 1], waiting[depth + 1, 0], waiting[depth + 1, 1] = (
                middle,
                middle + 1,
                high,
            )
            depth += 2
        elif drill(counts, order, members, (low, high), before, ground, expects, found):
            bettered = True
    return bettered


box = compiled(_box)


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


def _best(counts, near, base, ground, allowed):
    """Score, centre, size of the zone, first day and day after the last, of the best cylinder.

    counts: areas × days. near: each centre's areas, near to far. base: what each area expects of
    all cases. days: running share of the days. shortest: the least share of any window of so many
    days. limits: all cases, least count, largest base, longest window. A score of 0: none.
    """
    width, limits = counts.shape[1], ground[2]
    found, centre_of_best = np.zeros(4), -1
    expects = np.zeros(near.shape[1])
    total, before = np.zeros(width, dtype=np.int32), np.zeros(width, dtype=np.int32)
    sums = np.zeros(width + 1, dtype=np.int32)
    waiting = np.zeros((DEEPEST, 2), dtype=np.int64)
    for centre in range(near.shape[0]):
        order = near[centre]
        size = reach(order, base, limits[2], allowed, expects)
        total[:] = 0
        zone = 0
        while zone < size:
            before[:] = total
            last = zone
            total += counts[order[zone]]
            while last + 1 < size and expects[last + 1] <= expects[zone] * GROWTH:
                last += 1
                total += counts[order[last]]
            add_up(total, sums)
            if sums[width] >= limits[1] and box(
                counts, order, (zone, last), before, sums, ground, expects, found, waiting
            ):
                centre_of_best = centre
            zone = last + 1
    return found[0], centre_of_best, int(found[1]), int(found[2]), int(found[3])


best = compiled(_best)


def _replicas(turns, seed, cases, shares, near, base, ground, allowed):
    """The best score of some turns under chance: days shuffled among the cases, or all anew.

    `shares` is the running share of the areas where every case is drawn anew; empty, it is days
    that are shuffled.
    """
    area, day = cases
    days = ground[0]
    width = len(days) - 1
    scores = np.zeros(len(turns))
    for row in range(len(turns)):
        counts = np.zeros((len(base), width), dtype=np.int32)
        if len(shares):
            drawn = weighted_draw(len(area), shares, days, seed, turns[row])
            for case in range(len(area)):
                counts[drawn[case, 0], drawn[case, 1]] += 1
        else:
            order = shuffled_order(len(area), seed, turns[row])
            for case in range(len(area)):
                counts[area[case], day[order[case]]] += 1
        scores[row] = best(counts, near, base, ground, allowed)[0]
    return scores


replicas = compiled(_replicas)
