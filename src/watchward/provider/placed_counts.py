"""How many texts came to a place, by group, told so that no small count can be worked out.

Counts are not hidden one by one: what is left of a total would tell them. They are joined with
others, in the order of a fixed ladder, until every number told is 0 or at least FEWEST; where no
rung does, nothing is told. Which rungs there are depends on the data set's lists, never on the
counts, so that a reader who knows the ladder still finds every small number possible (ADR 34).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

FEWEST = 8
OTHERS = "others and not stated"
Blocks = tuple[tuple[str, ...], ...]
# The last rung joins what has no text to the rest: how many texts there are is then untold.
LEVELS_LADDER: tuple[Blocks, ...] = (
    (("high",), ("medium",), ("low",), ("home",), ("unplaced",), ("no_text",)),
    (("high",), ("medium", "low"), ("home",), ("unplaced",), ("no_text",)),
    (("high",), ("medium", "low", "unplaced"), ("home",), ("no_text",)),
    (("high",), ("medium", "low", "unplaced", "home"), ("no_text",)),
    (("high",), ("medium", "low", "unplaced", "home", "no_text")),
)


def levels_told(counts: Mapping[str, int]) -> dict[str, int]:
    """What the texts came to, levels joined with " or " where one alone would be small."""
    for blocks in LEVELS_LADDER:
        sums = [sum(counts.get(name, 0) for name in block) for block in blocks]
        if all(map(_large, sums)):
            return {" or ".join(block): n for block, n in zip(blocks, sums, strict=True)}
    return {}


def groups_told(
    placed: Mapping[str, int], unplaced: Mapping[str, int], listed: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Texts and places by group; values that are not in `listed` go together as others.

    Both parts of every group told, and both totals, are 0 or large; else it is empty.
    """
    parts = [_listed(of, listed) for of in (placed, unplaced)]
    for blocks in _ladder(listed):
        pairs = [tuple(sum(of[name] for name in block) for of in parts) for block in blocks]
        if all(map(_large, chain(*pairs))):
            return {
                " or ".join(block): {"texts": sum(pair), "placed": pair[0]}
                for block, pair in zip(blocks, pairs, strict=True)
                if sum(pair)
            }
    return {}


def tells_texts(told: Mapping[str, int]) -> bool:
    """Whether the levels tell how many had a text: only then may groups of texts be told."""
    return "no_text" in told


def _large(count: int) -> bool:
    return count == 0 or count >= FEWEST


def _listed(counts: Mapping[str, int], listed: Sequence[str]) -> dict[str, int]:
    """By listed value, and all else together."""
    own = {name: counts.get(name, 0) for name in listed}
    return {**own, OTHERS: sum(counts.values()) - sum(own.values())}


def _ladder(listed: Sequence[str]) -> Iterator[Blocks]:
    """Neighbours joined by twos, fours and so on, with the others apart or with the last."""
    run = 1
    while run < max(len(listed), 2):
        runs = [tuple(listed[at : at + run]) for at in range(0, len(listed), run)]
        yield (*runs, (OTHERS,))
        if len(runs) > 1:
            yield (*runs[:-1], (*runs[-1], OTHERS))
        run *= 2
