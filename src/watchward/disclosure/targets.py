"""What a tier must not come to know too well: hidden counts, and groups that nobody was shown.

Such a group is a piece of the paper, or what is left when one window of months is taken from
another: one that lies in it, or the same months as they stood before a correction.
"""

from collections.abc import Iterator

from watchward.disclosure.ranges import Target
from watchward.disclosure.refinement import Family, Paper, Terms

Classes = frozenset[int]


def targets(paper: Paper) -> list[Target]:
    """Everything that is protected and that the fresh release has a part in."""
    found = [Target(n.terms, n.floor, must=n.must) for n in paper.numbers.values() if n.must]
    shown = set(paper.numbers)
    mine = {piece for terms, number in paper.numbers.items() if number.fresh for piece in terms}
    for (dataset, _), families in sorted(paper.groups.items()):
        floor = paper.floors.get(dataset, 0)
        if floor < 2:
            continue
        for family in families:
            if not mine & set(family.at.values()):
                continue
            pieces = [Target((piece,), floor) for piece in family.at.values()]
            others = [
                one for pair in _spans(family, paper) for one in _by_label(family, *pair, floor)
            ]
            found += [
                t for t in dict.fromkeys((*pieces, *others)) if t.plus not in shown or t.minus
            ]
    return found


def _spans(family: Family, paper: Paper) -> list[tuple[Classes, Classes]]:
    """Differences of two windows that are several pieces, and corrections: what came, what went."""
    fresh, every = set[Classes](), set[Classes]()
    where = {piece: key for key, piece in family.at.items()}
    for terms, number in paper.numbers.items():
        if all(piece in where for piece in terms):
            window = frozenset(where[piece][1] for piece in terms)
            every.add(window)
            if number.fresh:
                fresh.add(window)
    found: dict[tuple[Classes, Classes], None] = {}
    for one in sorted(fresh, key=sorted):
        for other in sorted(every, key=sorted):
            more, less = one - other, other - one
            if more and less and months_of(family, one) == months_of(family, other):
                found[more, less] = None
            elif len(more or less) > 1 and not (more and less):
                found[more or less, frozenset()] = None
    return list(found)


def months_of(family: Family, classes: Classes) -> frozenset[int]:
    """The months of these classes, whichever packages they came in."""
    return frozenset(month for (month, _), number in family.classes.items() if number in classes)


def _by_label(family: Family, more: Classes, less: Classes, floor: int) -> Iterator[Target]:
    for label in dict.fromkeys(label for label, _ in family.at):
        plus, minus = (_terms(family, label, classes) for classes in (more, less))
        if plus:
            yield Target(plus, floor, minus)


def _terms(family: Family, label: tuple[str, ...], classes: Classes) -> Terms:
    return tuple(sorted(family.at[label, n] for n in classes if (label, n) in family.at))
