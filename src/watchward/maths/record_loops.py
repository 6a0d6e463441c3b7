"""The loops of record_linkage.py: both lists lie in order of one key, and are walked side by side.

A key is a night, a row of the grid and a metre eastwards in one whole number, so that what may be a
pair lies in three short runs of the other list. No loop keeps a pair save `filled`.
"""
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False

import numpy as np

from watchward.compiled import compiled

ROW = 1 << 22  # metres eastwards that one row of the grid has room for


def _apart(ax, ay, bx, by, edges):
    """The band of distance, or the number of bands where it is beyond the last."""
    east, north = ax - bx, ay - by
    apart = east * east + north * north
    band = 0
    while band < len(edges) and apart > edges[band]:
        band += 1
    return band


apart = compiled(_apart)


def _later(one, other, hours):
    """The band of hours between, both counted in the night; the last band is "not said"."""
    if one < 0 or other < 0:
        return len(hours) + 1
    between = abs(one - other)
    band = 0
    while band < len(hours) and between > hours[band]:
        band += 1
    return band


later = compiled(_later)


def _who(one_age, other_age, one_sex, other_sex):
    """Same age band 0, the next 1, not said 2; 3 more where sex is not said; or contradicted."""
    code = 0
    if one_sex < 0 or other_sex < 0:
        code = 3
    elif one_sex != other_sex:
        return 6
    if one_age < 0 or other_age < 0:
        return code + 2
    if one_age == other_age:
        return code
    if abs(one_age - other_age) == 1:
        return code + 1
    return 6


who = compiled(_who)


def _begun(left, right, at, jump, reach, low):
    """Where the three runs of the other list begin for the first record, if there is one."""
    if at >= len(left):
        return
    for row in range(3):
        key = left[at] + jump + (row - 1) * ROW - reach
        low[row] = np.searchsorted(right, key)


begun = compiled(_begun)


def _tallied(start, stop, jump, left, right, rules, of, found):
    """Adds pairs with nights moved by `jump`: by kind of record, hours, distance; and by person."""
    (edges, hours, reach), (kind, person), (places, people) = rules, of, found
    keys, x, y, hour, age, sex = left
    other_keys, other_x, other_y, other_hour, other_age, other_sex = right
    low = np.zeros(3, dtype=np.int64)
    begun(keys, other_keys, start, jump, reach, low)
    bands = len(edges)
    for i in range(start, stop):
        for row in range(3):
            first = keys[i] + jump + (row - 1) * ROW - reach
            while low[row] < len(other_keys) and other_keys[low[row]] < first:
                low[row] += 1
            j = low[row]
            while j < len(other_keys) and other_keys[j] <= first + 2 * reach:
                d = apart(x[i], y[i], other_x[j], other_y[j], edges)
                if d < bands:
                    t = later(hour[i], other_hour[j], hours)
                    places[kind[i], t * bands + d] += 1
                    people[person[i], who(age[i], other_age[j], sex[i], other_sex[j])] += 1
                j += 1


tallied = compiled(_tallied)


def _counted(start, stop, left, right, rules, near, fits):
    """For each record: those of its night within reach, and of them those not contradicted."""
    edges, _, reach = rules
    keys, x, y, _, age, sex = left
    other_keys, other_x, other_y, _, other_age, other_sex = right
    low = np.zeros(3, dtype=np.int64)
    begun(keys, other_keys, start, 0, reach, low)
    for i in range(start, stop):
        for row in range(3):
            first = keys[i] + (row - 1) * ROW - reach
            while low[row] < len(other_keys) and other_keys[low[row]] < first:
                low[row] += 1
            j = low[row]
            while j < len(other_keys) and other_keys[j] <= first + 2 * reach:
                if apart(x[i], y[i], other_x[j], other_y[j], edges) < len(edges):
                    near[i] += 1
                    fits[i] += who(age[i], other_age[j], sex[i], other_sex[j]) < 6
                j += 1


counted = compiled(_counted)


def _filled(start, stop, left, right, rules, begin, codes):
    """Writes each pair that is not contradicted: the other's place, and the codes of both."""
    (edges, hours, reach), (other, place, people) = rules, codes
    keys, x, y, hour, age, sex = left
    other_keys, other_x, other_y, other_hour, other_age, other_sex = right
    low = np.zeros(3, dtype=np.int64)
    begun(keys, other_keys, start, 0, reach, low)
    bands = len(edges)
    for i in range(start, stop):
        at = begin[i]
        for row in range(3):
            first = keys[i] + (row - 1) * ROW - reach
            while low[row] < len(other_keys) and other_keys[low[row]] < first:
                low[row] += 1
            j = low[row]
            while j < len(other_keys) and other_keys[j] <= first + 2 * reach:
                d = apart(x[i], y[i], other_x[j], other_y[j], edges)
                if d < bands:
                    code = who(age[i], other_age[j], sex[i], other_sex[j])
                    if code < 6:
                        other[at] = j
                        place[at] = later(hour[i], other_hour[j], hours) * bands + d
                        people[at] = code
                        at += 1
                j += 1


filled = compiled(_filled)


def _around(x, y, late, counts, found):
    """Records of the same kind of night in the nine squares about each place."""
    for i in range(len(x)):
        total = 0
        for row in range(y[i] - 1, y[i] + 2):
            for column in range(x[i] - 1, x[i] + 2):
                total += counts[late[i], row, column]
        found[i] = total


around = compiled(_around)


def _swept(start, stop, pairs, of, odds, sent, heard, chance, found):
    """One turn of belief propagation; adds the pairs expected, by their codes.

    `sent` is what each pair tells its right record: its odds, as far as its left record is free of
    its other pairs. `heard` sums that by right record, as it was and as it becomes.
    """
    (begin, other, place, people), (kind, person) = pairs, of
    (by_place, by_person), (before, after), (found_places, found_people) = odds, heard, found
    for i in range(start, stop):
        table, who_table = by_place[kind[i]], by_person[person[i]]
        everything = 0.0
        for at in range(begin[i], begin[i + 1]):
            w = table[place[at]] * who_table[people[at]]
            v = w / (1.0 + max(before[other[at]] - sent[at], 0.0))
            sent[at], chance[at] = w, v
            everything += v
        for at in range(begin[i], begin[i + 1]):
            v = chance[at]
            sent[at] /= 1.0 + max(everything - v, 0.0)
            after[other[at]] += sent[at]
            p = v / (1.0 + everything)
            chance[at] = p
            found_places[kind[i], place[at]] += p
            found_people[person[i], people[at]] += p


swept = compiled(_swept)


def _taken(order, left, right, free_left, free_right, kept):
    """Marks the pairs taken in their order, each record once."""
    for k in range(len(order)):
        at = order[k]
        if free_left[left[at]] and free_right[right[at]]:
            free_left[left[at]] = False
            free_right[right[at]] = False
            kept[at] = True


taken = compiled(_taken)
