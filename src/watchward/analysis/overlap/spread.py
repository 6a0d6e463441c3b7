"""What two lists say of those on neither: under independence, and over a span of dependence."""

from watchward.analysis import WINDOW
from watchward.analysis.overlap.lists import Lists
from watchward.contract.result import Column, Table
from watchward.engine.asked import Asked
from watchward.engine.listed_tables import ENDS, listed_table, whole
from watchward.maths.capture import chapman, dependent, log_linear, mismatched

ODDS = (0.5, 1.0, 2.0, 4.0)  # times that being on one list multiplies the odds of the other
MISSED = (0.0, 0.1, 0.25)  # share of true pairs that linking did not find
LEAST = 10  # pairs beyond chance


def lists_table(asked: Asked, lists: Lists) -> Table:
    """Each list, the likely pairs, those found where there are none, and how many may be false."""
    health, police = asked.sides["health"], asked.sides["police"]
    return listed_table(
        asked,
        "lists",
        "The two lists and the pairs between them",
        (
            WINDOW,
            Column("health", f"{health.subject}: on the list", "count", dataset=health.name),
            Column("police", f"{police.subject}: on the list", "count", dataset=police.name),
            Column("pairs", "Pairs that are likely", "count", dataset=health.name),
            Column("by_chance", "Pairs where dates are moved", "count", dataset=health.name),
            Column("false", "Of the pairs, false ones expected", "note"),
        ),
        [
            (
                *(asked.words, lists.health, lists.police, lists.pairs, lists.by_chance),
                whole(lists.false),
            )
        ],
    )


def both_table(asked: Asked, lists: Lists) -> Table:
    """Those on both lists: every pair counts as much as it is probable."""
    return listed_table(
        asked,
        "both",
        "On both lists, every pair counted as far as it is probable",
        (WINDOW, Column("total", "Events on both", "note"), *ENDS[1:]),
        [(asked.words, *map(whole, (lists.both, lists.low, lists.high)))],
    )


def independent(asked: Asked, lists: Lists) -> Table:
    """Chapman, and the log-linear model, both supposing independence and no pair missed."""
    both = round(lists.both)
    first, second = lists.health, lists.police
    one = chapman(first, second, both)
    model = log_linear({(1, 1): both, (1, 0): first - both, (0, 1): second - both})[0]
    return listed_table(
        asked,
        "independent",
        "If neither list leaned on the other, and no pair were missed",
        (Column("model", "Model", "dimension", "kind"), *ENDS),
        [
            ("Chapman", *map(whole, (one.total, one.low, one.high))),
            ("Log-linear", *map(whole, (model.total, model.low, model.high))),
        ],
    )


def spread_table(asked: Asked, lists: Lists) -> Table:
    """A line for each supposed dependence and share of missed pairs."""
    return listed_table(
        asked,
        "range",
        "Over dependence between the lists and pairs that linking missed",
        (
            Column("odds", "Odds of the other list, times", "dimension", "kind"),
            Column("missed", "Pairs that linking missed", "dimension", "kind"),
            *ENDS,
        ),
        [
            (f"{odds:g}", _missed(missed), *map(whole, totals(lists, odds, missed)))
            for odds in ODDS
            for missed in MISSED
        ],
    )


def _missed(share: float) -> str:
    return f"{100 * share:g} % of pairs missed" if share else "no pair missed"


def span(asked: Asked, lists: Lists) -> Table:
    """The lowest and the highest of all the lines."""
    every = [totals(lists, odds, missed) for odds in ODDS for missed in MISSED]
    low, high = min(one[1] for one in every), max(one[2] for one in every)
    return listed_table(
        asked,
        "span",
        "The range",
        (WINDOW, *ENDS[1:]),
        [(asked.words, whole(low), whole(high))],
    )


def totals(lists: Lists, odds: float, missed: float) -> tuple[float, float, float]:
    """Events in all under one supposition; limits by those of the pairs that are true."""
    return (
        _total(lists, lists.both, odds, missed),
        _total(lists, lists.high, odds, missed),
        _total(lists, lists.low, odds, missed),
    )


def _total(lists: Lists, both: float, odds: float, missed: float) -> float:
    first, second = lists.health, lists.police
    true = mismatched(first, second, both, missed=missed, false=0.0)
    return dependent(first, second, true, odds=odds)
