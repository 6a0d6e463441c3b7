"""What a tier must not come to know too well: hidden counts, and groups that nobody was shown.

Such a group is a piece of the paper, or what is left when one window of months is taken from
another: one that lies in it, or the same months as they stood before a correction.
"""

from collections.abc import Iterator
from itertools import permutations, product

from watchward.disclosure.ranges import Target
from watchward.disclosure.refinement import Family, Number, Paper, Terms

Classes = frozenset[int]
Rows = frozenset[tuple[str, ...]]
MANY = 200_000  # windows × windows × pieces, from which only differences with a fresh window count


def targets(paper: Paper) -> list[Target]:
    """Everything that is protected and that the fresh release has a part in."""
    hidden = [number for number in paper.numbers.values() if number.must]
    found = [Target(n.terms, n.floor, must=n.must, own=n.low_by) for n in hidden]
    shown = set(paper.numbers)
    mine = {piece for terms, number in paper.numbers.items() if number.fresh for piece in terms}
    for (dataset, _), families in sorted(paper.groups.items()):
        floor = paper.floors.get(dataset, 0)
        for family in families if floor > 1 else ():
            if not mine & set(family.at.values()):
                continue
            groups = [Target((piece,), floor) for piece in family.at.values()]
            groups += _differences(family, paper, floor)
            found += [one for one in dict.fromkeys(groups) if one.minus or one.plus not in shown]
    return [*found, *_of_several(paper)]


def _of_several(paper: Paper) -> Iterator[Target]:
    """The same of numbers that add data sets together: windows of one row."""
    rows: dict[tuple[object, ...], list[Number]] = {}
    for number in paper.numbers.values():
        if number.row:
            rows.setdefault(number.row, []).append(number)
    floor = paper.floors.get("", 0)
    for numbers in rows.values():
        for one, other in permutations(numbers, 2):
            plus, minus = (
                tuple(sorted(set(a.terms) - set(b.terms))) for a, b in ((one, other), (other, one))
            )
            if plus and (not minus or one.months == other.months) and plus not in paper.numbers:
                yield Target(plus, floor, minus)


def _differences(family: Family, paper: Paper, floor: int) -> Iterator[Target]:
    """What is left of a row's number in one window when that in another is taken from it."""
    windows = _windows(family, paper)
    few = sum(len(spans) ** 2 * len(rows) for rows, spans in windows.items()) <= MANY
    for rows, spans in windows.items():
        for one, other in product([span for span in spans if few or spans[span]], spans):
            more, less = one - other, other - one
            if more and less and months_of(family, one) != months_of(family, other):
                continue
            plus, minus = (_terms(family, rows, classes) for classes in (more, less))
            if plus or minus:
                yield Target(plus or minus, floor, minus if plus else ())


def _windows(family: Family, paper: Paper) -> dict[Rows, dict[Classes, bool]]:
    """By the rows that a number counts: its windows, and whether one of them is fresh."""
    where = {piece: key for key, piece in family.at.items()}
    found: dict[Rows, dict[Classes, bool]] = {}
    for terms, number in paper.numbers.items():
        if terms and all(piece in where for piece in terms):
            keys = [where[piece] for piece in terms]
            spans = found.setdefault(frozenset(label for label, _ in keys), {})
            span = frozenset(classes for _, classes in keys)
            spans[span] = spans.get(span, False) or number.fresh
    return found


def months_of(family: Family, classes: Classes) -> frozenset[int]:
    """The months of these classes, whichever packages they came in."""
    return frozenset(month for (month, _), number in family.classes.items() if number in classes)


def _terms(family: Family, rows: Rows, classes: Classes) -> Terms:
    return tuple(sorted(family.at[key] for key in product(rows, classes) if key in family.at))
