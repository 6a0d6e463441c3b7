"""Whose reports a series adds up: those that reported throughout it, and nobody who came or went.

A hospital that joins makes more violence seen, not more violence. Where several providers send one
data set, the series is of those that have reported for two years or more and report still; it
begins when the last of them began, and says who is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from watchward.contract.result import Source
from watchward.engine.asked import Asked, month_words

TREND = 24  # consecutive months without which no trend is claimed


@dataclass(frozen=True)
class Throughout:
    """Providers whose counts are added, and the first month for which all of them reported."""

    providers: frozenset[str]
    begins: int
    said: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()


def throughout(asked: Asked, side: str) -> Throughout:
    """One provider is taken as it is; of several, those that reported throughout."""
    about = asked.sides[side]
    every = [source for source in asked.sources if source.dataset == about.name]
    if len(every) < 2:
        return Throughout(frozenset(one.provider for one in every), asked.first)
    last = min(asked.last, max(one.last_month for one in every))
    still = [one for one in every if one.last_month >= last] or every
    long = [one for one in still if one.first_month <= max(last - TREND + 1, asked.first)]
    chosen = long or _earliest(still)
    begins = max(asked.first, *(one.first_month for one in chosen))
    whole = (
        f"{about.title}: the series is of {len(chosen)} of {len(every)} providers, those that "
        f"reported throughout from {month_words(begins)}."
    )
    gone = [
        f"{about.title}: {one.provider} did not report throughout and is left out of the series."
        for one in every
        if one not in chosen
    ]
    names = frozenset(one.provider for one in chosen)
    first = max(asked.first, min(one.first_month for one in every))
    alike = len(chosen) == len(every) and begins == first
    others = frozenset(one.provider for one in every) - names
    return Throughout(names, begins, () if alike else (whole, *gone), others)


def _earliest(sources: Sequence[Source]) -> list[Source]:
    first = min(one.first_month for one in sources)
    return [one for one in sources if one.first_month == first]


def whole_months(asked: Asked, side: str, among: Throughout) -> frozenset[int]:
    """Months for which each of them reported."""
    about = asked.sides[side]
    gaps = {
        month
        for source in asked.sources
        if source.dataset == about.name and source.provider in among.providers
        for month in source.missing_months
    }
    spans = [
        range(max(source.first_month, among.begins), source.last_month + 1)
        for source in asked.sources
        if source.dataset == about.name and source.provider in among.providers
    ]
    held = {month for span in spans for month in span}
    return frozenset(month for month in held - gaps if month <= asked.last)
