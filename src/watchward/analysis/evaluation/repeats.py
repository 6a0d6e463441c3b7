"""Repeat victimisation: how many became victims again within a window, before and after.

The share of people with a repeat, and score limits of the ratio of two shares (Miettinen and
Nurminen 1985). People who were followed for less time had less time to repeat: where the times
differ, repeats for each month followed are compared instead (exact limits; Przyborowski and
Wilenski 1940).
"""

from watchward.analysis.evaluation.judged import Check, Judged, limits_of
from watchward.contract.followed import Followed, Group, Outcome
from watchward.maths.intervals import (
    Interval,
    exact_share_interval,
    ratio_interval,
    share_ratio_interval,
)

ALIKE = 0.01  # months followed may differ by such a share
FEW_LOST = 0.05


def judge(plan: Followed, outcome: Outcome) -> Judged:
    """The ratio of repeats after to before; nobody is compared, so never above level 2."""
    before, after = outcome.groups["before"], outcome.groups["after"]
    alike = abs(after.months - before.months) <= ALIKE * before.months
    ratio, limits = _of_shares(before, after) if alike else _of_months(before, after)
    was, now = before.counted / before.known, after.counted / after.known
    return Judged(
        ratio=ratio,
        low=limits.low if before.counted else None,
        high=limits.high if before.counted else None,
        level=2,
        method=(
            "Share of people with a repeat, after over before."
            if alike
            else "People with a repeat for each month followed, after over before."
        ),
        more=(
            ("Repeats before", _told(before)),
            ("Repeats after", _told(after)),
            ("Window", f"{plan.window} months from each person's first"),
        ),
        checks=(
            Check(
                "Followed as long before as after",
                f"{before.months:g} and {after.months:g} months"
                + ("" if alike else ": compared by the month, as if repeats came evenly"),
                True if alike else None,
            ),
            _lost(before, after),
            Check(
                "They were not chosen at their worst, from which people recover by themselves",
                f"chosen thus: {plan.chosen}",
                None,
            ),
            Check("Others like them were followed over both times", "this design has none", None),
        ),
        seen=f"repeats among {now:.0%} of people, where before there were among {was:.0%}",
    )


def _of_shares(before: Group, after: Group) -> tuple[float | None, Interval]:
    limits = share_ratio_interval((after.counted, after.known), (before.counted, before.known))
    was = before.counted / before.known
    return after.counted / after.known / was if was else None, limits


def _of_months(before: Group, after: Group) -> tuple[float | None, Interval]:
    times = (after.known * after.months, before.known * before.months)
    limits = ratio_interval(after.counted, before.counted, exposures=times)
    was = before.counted / times[1]
    return after.counted / times[0] / was if was else None, limits


def _told(group: Group) -> str:
    limits = limits_of(exact_share_interval(group.counted, group.known))
    share = group.counted / group.known
    return f"{group.counted} of {group.known} people, {share:.1%} (limits {limits})"


def _lost(before: Group, after: Group) -> Check:
    shares = [group.lost / group.people for group in (before, after)]
    told = " and ".join(f"{share:.0%} lost" for share in shares)
    return Check("Few were lost, on either side", told, max(shares) <= FEW_LOST)
