"""Writes the attacker's paper out of every release that one tier holds."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product

from watchward.disclosure.contents import Unit
from watchward.disclosure.refinement import (
    LISTED,
    Family,
    Group,
    Number,
    Paper,
    Release,
    Terms,
    classes_of,
    families_of,
)
from watchward.disclosure.rules import ALL
from watchward.disclosure.sheets import Sheet, Told

Pairs = Mapping[tuple[str, str], frozenset[tuple[str, str]]]  # kinds: labels that can meet
NOTHING: Pairs = {}
OUTSIDE = ""  # the ground that one set of outlines has and another lacks


class Contradiction(Exception):
    """What was told cannot all be true of the same records."""


def listed(kind: str) -> bool:
    """True for a kind whose tables list some of its labels only."""
    return kind.partition("@")[0] in LISTED


def is_ground(kind: str) -> bool:
    """True for areas: a kind that goes by the name of its outlines."""
    return kind.startswith("area@")


def write(
    releases: Sequence[Release], *, floors: Mapping[str, int], pairs: Pairs = NOTHING
) -> Paper:
    """Pieces, sums and numbers; `floors` are the reading tier's by data set, "" for several."""
    paper = Paper(floors=dict(floors))
    lines = [
        (release, sheet, told)
        for release in releases
        for sheet in release.sheets
        for told in sheet.told
    ]
    by_group: dict[Group, list[tuple[Release, Sheet, Told]]] = {}
    for line in lines:
        for dataset in line[1].datasets:
            by_group.setdefault((dataset, line[1].population), []).append(line)
    for dataset in sorted({dataset for dataset, _ in by_group}):
        _data_set(paper, dataset, by_group, pairs)
    for line in lines:
        _number(paper, *line)
    return paper


Lines = Sequence[tuple[Release, Sheet, Told]]


def _data_set(paper: Paper, dataset: str, by_group: Mapping[Group, Lines], pairs: Pairs) -> None:
    """The pieces of one data set: every population, each within all of its records."""
    own = {group: lines for group, lines in by_group.items() if group[0] == dataset}
    every = [
        release.units(dataset, sheet, told) for ls in own.values() for release, sheet, told in ls
    ]
    months = classes_of(every)
    every_record = _hub(paper, (dataset, ALL), months)
    for group, lines in sorted(own.items()):
        hub = every_record
        if group[1] != ALL:
            hub = _hub(paper, group, months)
            for key, piece in hub.at.items():
                paper.within.append(((piece,), (every_record.at[key],)))
        crossed = [frozenset(sheet.labels) for _, sheet, _ in lines]
        grounds = sorted(kind for kind in frozenset().union(*crossed) if is_ground(kind))
        over = [pair for pair in combinations(grounds, 2) if pair in pairs]
        crossed += [frozenset(pair) for pair in over]
        if len(over) == len(grounds) * (len(grounds) - 1) // 2:
            crossed.append(frozenset(grounds))
        whole = all(pair in pairs and _covers(pairs[pair]) for pair in combinations(grounds, 2))
        if not whole:
            paper.loose.add(group)
        made = [_family(paper, group, kinds, lines, pairs) for kinds in families_of(crossed)]
        for family in made:
            _add_up(paper, family, hub, loose=not whole)
        for one, other in combinations(made, 2):
            _margins(paper, one, other)


def _hub(paper: Paper, group: Group, months: Mapping[Unit, int]) -> Family:
    hub = Family((), months)
    for number in sorted(set(months.values())):
        hub.at[(), number] = paper.piece()
    paper.groups.setdefault(group, []).append(hub)
    return hub


def _family(
    paper: Paper, group: Group, kinds: frozenset[str], lines: Lines, pairs: Pairs
) -> Family:
    order = tuple(sorted(kinds))
    labels: dict[str, dict[str, None]] = {kind: {} for kind in order}
    windows = []
    for release, sheet, told in lines:
        if not set(sheet.labels) & kinds:
            continue
        windows.append(release.units(group[0], sheet, told))
        for kind in set(sheet.labels) & kinds:
            labels[kind].update(dict.fromkeys(sheet.labels[kind]))
    for both, met in pairs.items():
        for kind, at in zip(both, (0, 1), strict=True):
            if set(both) <= kinds:
                labels[kind].update(dict.fromkeys(sorted(pair[at] for pair in met)))
    family = Family(order, classes_of(windows), {k: tuple(v) for k, v in labels.items()})
    for label in _that_meet(order, family.labels, pairs):
        for number in sorted(set(family.classes.values())):
            family.at[label, number] = paper.piece()
    paper.groups.setdefault(group, []).append(family)
    for release, sheet, told in lines:
        _absent(paper, family, sheet, release.units(group[0], sheet, told))
    return family


def _that_meet(
    order: tuple[str, ...], labels: Mapping[str, tuple[str, ...]], pairs: Pairs
) -> list[tuple[str, ...]]:
    """One label of each kind, without areas that do not meet."""
    found: list[tuple[str, ...]] = [()]
    for at, kind in enumerate(order):
        before = [(n, pairs[order[n], kind]) for n in range(at) if (order[n], kind) in pairs]
        found = [
            (*start, label)
            for start in found
            for label in labels[kind]
            if all((start[n], label) in met for n, met in before)
        ]
    return found


def _covers(met: frozenset[tuple[str, str]]) -> bool:
    """True where the two sets of areas cover the same ground."""
    return not any(OUTSIDE in pair for pair in met)


def _absent(paper: Paper, family: Family, sheet: Sheet, months: frozenset[Unit]) -> None:
    """A label that a full table does not list was counted nowhere in its months."""
    if not sheet.labels or not set(sheet.labels) <= set(family.kinds):
        return
    for kind, there in sheet.labels.items():
        if listed(kind) or len(there) == len(family.labels[kind]):
            continue
        missing = [one for one in family.labels[kind] if one not in there and one != OUTSIDE]
        for piece in family.terms({kind: missing}, family.of(months)) if missing else ():
            paper.numbers.setdefault((piece,), Number((piece,))).high = 0


def _add_up(paper: Paper, family: Family, hub: Family, *, loose: bool) -> None:
    """The labels of a class of months add up to its records; some labels, to no more."""
    loose = loose or any(listed(kind) for kind in family.kinds)
    for number in sorted(set(family.classes.values())):
        units = frozenset(u for u, n in family.classes.items() if n == number)
        terms = family.terms({}, frozenset({number}))
        total = hub.terms({}, hub.of(units))
        into = paper.within if loose else paper.sums
        into.append((terms, total))


def _margins(paper: Paper, one: Family, other: Family) -> None:
    """Two crossings that share a kind agree on it, where they are about the same months."""
    shared = sorted(set(one.kinds) & set(other.kinds))
    if not shared:
        return
    both = set(one.classes) & set(other.classes)
    for months in _common(one, other, both):
        for label in product(*(one.labels[kind] for kind in shared)):
            about = {kind: (name,) for kind, name in zip(shared, label, strict=True)}
            left = one.terms(about, one.of(months))
            right = other.terms(about, other.of(months))
            paper.sums.append((left, right))


def _common(one: Family, other: Family, both: set[Unit]) -> list[frozenset[Unit]]:
    """The smallest sets of months that are whole classes of both."""
    groups: list[set[Unit]] = []
    for family in (one, other):
        for number in set(family.classes.values()):
            units = {u for u, n in family.classes.items() if n == number}
            touched = [group for group in groups if group & units]
            groups = [group for group in groups if not group & units]
            groups.append(units.union(*touched))
    return [frozenset(group) for group in groups if group <= both]


def terms_of(paper: Paper, release: Release, sheet: Sheet, told: Told) -> Terms:
    """The pieces that one number is the sum of, over each of its data sets."""
    found: list[int] = []
    named = {kind: (label,) for kind, label in told.about}
    for dataset in sheet.datasets:
        families = paper.groups[dataset, sheet.population]
        months = release.units(dataset, sheet, told)
        loose = (dataset, sheet.population) in paper.loose
        own = [kind for kind in sheet.labels if listed(kind) or (loose and is_ground(kind))]
        if not named and not own:
            hub = next(f for f in families if not f.kinds)
            found += hub.terms({}, hub.of(months))
            continue
        family = next(f for f in families if f.kinds and set(sheet.labels) <= set(f.kinds))
        rows = {kind: sheet.labels[kind] for kind in own if kind not in named}
        found += family.terms({**rows, **named}, family.of(months))
    return tuple(sorted(found))


def _number(paper: Paper, release: Release, sheet: Sheet, told: Told) -> None:
    terms = terms_of(paper, release, sheet, told)
    if not terms:
        if told.low > 0:
            raise Contradiction(sheet.table)
        return
    number = paper.numbers.setdefault(terms, Number(terms))
    number.tell(told.low, told.high, fresh=release.fresh, count=told.count)
    if number.low > number.high:
        raise Contradiction(sheet.table)
    whose = sheet.datasets[0] if len(sheet.datasets) == 1 else ""
    if not whose:
        number.row = (sheet.datasets, sheet.population, told.about, tuple(sorted(sheet.labels)))
        number.months = (told.first, told.last)
    if sheet.floor <= paper.floors.get(whose, 0):
        number.must = max(number.must, told.must)
    number.floor = max(number.floor, sheet.floor)
