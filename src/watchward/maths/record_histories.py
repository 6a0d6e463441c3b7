"""Which lists each event is on, from the likely pairs of every two of several lists."""

from collections.abc import Mapping
from itertools import product

from watchward.maths.record_linkage import Linked


def histories(
    records: tuple[int, ...], links: Mapping[tuple[int, int], Linked]
) -> dict[tuple[int, ...], int]:
    """Events by the lists that they are on, as 1 and 0 in the lists' order; none is on none.

    `records` are how many each list has; `links` the pairs between two lists by their places.
    Records are joined pair by pair, the likeliest first; a pair that would put two records of one
    list into one event is left out.
    """
    event = [[{at: record} for record in range(many)] for at, many in enumerate(records)]
    pairs = sorted(
        (-probability, one, left, other, right)
        for (one, other), linked in links.items()
        for left, right, probability in zip(
            linked.left.tolist(), linked.right.tolist(), linked.probability.tolist(), strict=True
        )
    )
    for _, one, left, other, right in pairs:
        first = event[one][left]
        second = event[other][right]
        if first is not second and not first.keys() & second.keys():
            first.update(second)
            for at, record in second.items():
                event[at][record] = first
    found = {cell: 0 for cell in product((1, 0), repeat=len(records)) if any(cell)}
    for joined in {id(each): each for column in event for each in column}.values():
        found[tuple(int(at in joined) for at in range(len(records)))] += 1
    return found
