"""Three lists linked two by two and joined into events: counts only, once that is done."""

from itertools import combinations

from watchward.analysis.overlap_three.models import LEAST, Linkage, Three, joined
from watchward.contract.result import Column, Table
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.listed import LIKELY, METRES, Ages, listed
from watchward.engine.listed_tables import listed_table, whole
from watchward.geography.areas import Boundaries
from watchward.maths.record_histories import histories
from watchward.maths.record_linkage import link

WRONG = 0.1  # share of pairs expected to be false, or of true ones to be missed, that is borne


def three_of(
    tables: Tables, asked: Asked, sides: tuple[str, ...], areas: Boundaries
) -> tuple[Three, Ages]:
    """Events by the lists that they are on, how sure the pairs are, and the ages of each list."""
    lists, ages = listed(tables, asked, sides, areas)
    links = {
        (one, other): link(lists[sides[one]], lists[sides[other]], metres=METRES, threshold=LIKELY)
        for one, other in combinations(range(len(sides)), 2)
    }
    records = tuple(len(lists[side].night) for side in sides)
    linkages = {
        (sides[one], sides[other]): Linkage(linked.pairs, linked.false, linked.expected)
        for (one, other), linked in links.items()
    }
    return Three(sides, histories(records, links), linkages), ages


def uncertain(asked: Asked, three: Three) -> tuple[str, ...]:
    """Why no range is given: pairs that are not sure, or too few events; nothing where it is."""
    unsure = [
        f"{asked.sides[one].title} and {asked.sides[other].title}"
        for (one, other), linkage in three.linkages.items()
        if linkage.false > WRONG * linkage.pairs or linkage.missed > WRONG * linkage.expected
    ]
    if unsure:
        share = f"{100 * WRONG:g} %"
        return (f"More than {share} of pairs may be false or missed: {'; '.join(unsure)}.",)
    if min(three.events.values()) < LEAST:
        return (f"Fewer than {LEAST} events in one of the ways to be on the lists: too few.",)
    return ()


def pair_table(asked: Asked, three: Three) -> Table:
    """Each two lists: likely pairs, how many are expected to be false, and those on both."""
    return listed_table(
        asked,
        "pairs",
        "Pairs between every two lists",
        (
            Column("lists", "Lists", "dimension", "kind"),
            Column("pairs", "Pairs that are likely", "count", dataset=asked.sides["health"].name),
            Column("false", "Of the pairs, false ones expected", "note"),
            Column("both", "Events on both", "note"),
        ),
        [
            (
                joined(pair),
                linkage.pairs,
                whole(linkage.false),
                whole(linkage.expected),
            )
            for pair, linkage in three.linkages.items()
        ],
    )
