"""From records to incidents, without joining two sides' records and without adding them up.

On one night at one place the police and the hospital may hold the same fight or two. Which, cannot
be told without linking people, so each night counts as the side that weighs it more heavily has it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from watchward.analysis.premises.matching import Matched
from watchward.maths.traffic_light import INDEPENDENT, Incident

Night = tuple[int, int]  # premises, night
Stream = tuple[str, str]  # data set, who told
Seen = Mapping[Stream, list[Matched]]


def incidents(
    found: Iterable[Matched], rules: Mapping[str, Any], *, last: int
) -> dict[int, list[Incident]]:
    """By premises: each night as the heaviest stream has it, with everybody who told of it."""
    counted = set(rules["matching"]["counted"])
    nights: dict[Night, dict[Stream, list[Matched]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        if one.venue >= 0 and one.how in counted:
            nights[one.venue, one.night][one.dataset, one.source].append(one)
    made: dict[int, list[Incident]] = defaultdict(list)
    for (venue, _), seen in sorted(nights.items()):
        told = frozenset(source for _, source in seen)
        for one in heaviest(seen, rules):
            made[venue] += [Incident(last - one.month, one.severity, told)] * one.records
    return dict(made)


def heaviest(seen: Seen, rules: Mapping[str, Any]) -> list[Matched]:
    """The stream with most points, of those whose word adds any; of equals, the first by name."""
    sure = {stream: rows for stream, rows in seen.items() if stream[1] in INDEPENDENT} or seen

    def weight(stream: Stream) -> float:
        each = (rules["severity"][one.severity] * one.records for one in sure[stream])
        return float(sum(each))

    return sure[max(sorted(sure), key=weight)]


def by_side(found: Iterable[Matched], rules: Mapping[str, Any]) -> Counter[tuple[int, int, str]]:
    """Records by premises, month and data set: side by side, never added."""
    counted = set(rules["matching"]["counted"])
    many: Counter[tuple[int, int, str]] = Counter()
    for one in found:
        if one.venue >= 0 and one.how in counted:
            many[one.venue, one.month, one.dataset] += one.records
    return many
