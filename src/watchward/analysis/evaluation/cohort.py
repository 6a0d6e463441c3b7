"""Cohort desistance: of those who were taken on, how many did as was hoped, with exact limits.

Limits of the share: Clopper and Pearson 1934, beside Wilson's 1927. With people to compare the
ratio of shares has score limits (Miettinen and Nurminen 1985). People lost count as not having done
so.
"""

from watchward.analysis.evaluation.judged import Check, Judged, limits_of
from watchward.contract.followed import Followed, Group, Outcome
from watchward.maths.intervals import (
    exact_share_interval,
    share_ratio_interval,
    wilson_interval,
)

ALONE, COMPARED = 1, 2  # people are compared, but not shown to be alike: no more than level 2


def judge(plan: Followed, outcome: Outcome) -> Judged:
    """No ratio to what would have been: nobody knows what these people would have done."""
    taken, compared = outcome.groups["taken"], outcome.groups.get("compared")
    exact = exact_share_interval(taken.counted, taken.people)
    share = taken.counted / taken.people
    more = [
        ("Share of those taken on", f"{taken.counted} of {taken.people}, {share:.0%}"),
        ("Limits, 95 per cent, exact", limits_of(exact)),
        ("Limits, 95 per cent, Wilson", limits_of(wilson_interval(taken.counted, taken.people))),
        (
            "If all who were lost had done so too",
            f"{(taken.counted + taken.lost) / taken.people:.0%}",
        ),
    ]
    if compared:
        more += _beside(taken, compared)
    return Judged(
        ratio=None,
        low=None,
        high=None,
        level=COMPARED if compared else ALONE,
        method="Share of all who were taken on; those who were lost count as not having done so.",
        more=tuple(more),
        checks=(_followed(plan, taken), _chosen(plan), _like(compared)),
        seen=(
            f"{taken.counted} of {taken.people} people ({share:.0%}; limits {limits_of(exact)}) "
            f"counted as: {plan.counted}"
        ),
    )


def _beside(taken: Group, compared: Group) -> list[tuple[str, str]]:
    limits = share_ratio_interval(
        (taken.counted, taken.people), (compared.counted, compared.people)
    )
    theirs = compared.counted / compared.people
    ratio = taken.counted / taken.people / theirs if theirs else None
    return [
        ("Share of those compared", f"{compared.counted} of {compared.people}, {theirs:.0%}"),
        (
            "Ratio of the two shares",
            "none: of those compared nobody did" if ratio is None else f"{ratio:.2f}",
        ),
        ("Its limits, 95 per cent", f"{limits.low:.2f} to {limits.high:.2f}"),
    ]


def _followed(plan: Followed, taken: Group) -> Check:
    whole = not taken.lost and taken.months >= plan.window
    told = f"{taken.lost} lost; followed {taken.months:g} months of {plan.window}"
    return Check("Everybody was followed for as long as was registered", told, whole)


def _chosen(plan: Followed) -> Check:
    """People taken on at their worst do better afterwards whatever is done (Galton 1886)."""
    return Check(
        "They were not chosen at their worst, from which people recover by themselves",
        f"chosen thus: {plan.chosen}",
        None,
    )


def _like(compared: Group | None) -> Check:
    what = "Others like them, not taken on, were followed too"
    if compared is None:
        return Check(what, "nobody was: many stop as they grow older, with no programme", False)
    return Check(what, f"{compared.people} were; whether they are alike cannot be told", None)
