"""The points and the colour of licensed premises, with each point explained, by rules passed in.

Points = severity × recency, less credits for measures; they are compared with the points of
average premises of the same size, so that a big venue is not red for being big. The interval is
the gamma one for weighted Poisson sums: Fay and Feuer 1997 (Statistics in Medicine 16:791-801).
It holds chance only; incidents that come in groups vary more than it allows.

A score adds severity to counts, and so needs more incidents than a count to be as sure. Red is
therefore also asked of the bare count of the latest months: by that test a doubling shows sooner.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from watchward.maths.intervals import Interval

INDEPENDENT = frozenset({"police", "health"})  # the venue's reports and "last drink" are not


@dataclass(frozen=True)
class Incident:
    """One incident at the premises, however many told of it: its `sources` never double it."""

    months_ago: int
    severity: str
    sources: frozenset[str]
    domestic: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a score: how many, for what, and the points that they add or take off."""

    reason: str
    incidents: int
    points: float


@dataclass(frozen=True)
class Average:
    """What average premises of the size would have: points, and incidents of the latest months."""

    points: float
    incidents: float


@dataclass(frozen=True)
class Score:
    """Points with the lines that they add up from; `expected` is of average premises this size.

    `latest` counts the incidents of the latest months; `chance` is how often average premises have
    so many or more, once measures are credited.
    """

    lines: tuple[Line, ...]
    points: float
    interval: Interval
    expected: Average
    latest: int
    chance: float
    colour: str
    asks: str


def score(
    incidents: Iterable[Incident],
    rules: Mapping[str, Any],
    *,
    expected: Average,
    months: int,
    measures: Mapping[str, str] | None = None,
) -> Score:
    """The score of premises `months` on the register, whose size would bring `expected`.

    `measures` are credited, each with what the credit rests on.
    """
    held = tuple(incidents)
    weights, lines = _weighed(held, rules)
    total = sum(points * many for points, many in weights.items())
    credited = sorted((measures or {}).items())
    shares = sum(rules["mitigation"][name] for name, _ in credited)
    off = min(shares, rules["limits"]["mitigation_most"])
    if off:
        named = ", ".join(f"{name.replace('_', ' ')} ({on})" for name, on in credited)
        most = f"; at most {off:.0%} in all" if shares > off else ""
        lines.append(Line(f"measures: {named}{most}", 0, -off * total))
    kept: Counter[float] = Counter()
    for points, many in weights.items():
        kept[points * (1 - off)] += many
    latest = sum(counts_for_points(one) and is_latest(one, rules) for one in held)
    chance = chance_of_more(latest, expected.incidents / (1 - off))
    colour = _colour(kept, rules, expected=expected, months=months, chance=chance)
    interval = Interval(lowest(kept, 0.975), highest(kept, 0.975, most=_most(rules)))
    points = sum(line.points for line in lines)
    asks = rules["asks"][colour]
    return Score(tuple(lines), points, interval, expected, latest, chance, colour, asks)


def is_latest(incident: Incident, rules: Mapping[str, Any]) -> bool:
    """Whether it falls into the months whose bare count is tested."""
    return incident.months_ago < int(rules["change"]["months"])


def chance_of_more(many: int, expected: float) -> float:
    """How likely a Poisson count of that mean is to be `many` or more."""
    from scipy.special import gammainc

    return float(gammainc(many, expected)) if many else 1.0


def counts_for_points(incident: Incident) -> bool:
    """Not domestic, and told by the police or by health: never by the venue or a patient alone."""
    return not incident.domestic and bool(incident.sources & INDEPENDENT)


def expected_of_size(had: Mapping[str, float], sizes: Mapping[str, float]) -> dict[str, float]:
    """What each premises would have at the others' rate per head of capacity.

    Premises without a known size get none, and so no colour; nor does one without others.
    """
    whole = sum(had.get(one, 0) for one in sizes)
    heads = sum(sizes.values())
    return {
        one: (whole - had.get(one, 0)) / (heads - size) * size
        for one, size in sizes.items()
        if heads > size
    }


def lowest(weights: Mapping[float, int], confidence: float) -> float:
    """The one-sided lower limit of a sum of weighted Poisson counts (weight → count)."""
    from scipy.special import gammaincinv

    total = sum(w * n for w, n in weights.items())
    spread = sum(w * w * n for w, n in weights.items())
    if not total:
        return 0.0
    return float(spread / total * gammaincinv(total * total / spread, 1 - confidence))


def highest(weights: Mapping[float, int], confidence: float, *, most: float) -> float:
    """The one-sided upper limit, where the heaviest count that could have come weighs `most`."""
    from scipy.special import gammaincinv

    total = sum(w * n for w, n in weights.items()) + most
    spread = sum(w * w * n for w, n in weights.items()) + most * most
    return float(spread / total * gammaincinv(total * total / spread, confidence))


def _weighed(
    incidents: Iterable[Incident], rules: Mapping[str, Any]
) -> tuple[Counter[float], list[Line]]:
    """Points an incident → how many such, and the lines that say so, heaviest first."""
    groups: Counter[tuple[str, int]] = Counter()
    bands = rules["recency"]
    for one in filter(counts_for_points, incidents):
        if one.months_ago < 0:
            raise ValueError("an incident after the month scored")
        for at, band in enumerate(bands):
            if one.months_ago <= band["through"]:
                groups[(one.severity, at)] += 1
                break
    weights: Counter[float] = Counter()
    lines = []
    for (severity, at), many in groups.items():
        each = rules["severity"][severity] * bands[at]["share"]
        weights[each] += many
        first = bands[at - 1]["through"] + 1 if at else 0
        when = f"{first} to {bands[at]['through']} months ago"
        lines.append(Line(f"{severity.replace('_', ' ')}, {when}", many, each * many))
    return weights, sorted(lines, key=lambda line: (-line.points, line.reason))


def _most(rules: Mapping[str, Any]) -> float:
    return float(max(rules["severity"].values()))


def _colour(
    weights: Mapping[float, int],
    rules: Mapping[str, Any],
    *,
    expected: Average,
    months: int,
    chance: float,
) -> str:
    limits, sure = rules["limits"], rules["confidence"]
    if months < limits["months_least"] or expected.points < limits["expected_least"]:
        return "untold"
    if chance <= rules["change"]["red_chance"] or lowest(weights, sure["red"]) > expected.points:
        return "red"
    return "amber" if lowest(weights, sure["amber"]) > expected.points else "green"
