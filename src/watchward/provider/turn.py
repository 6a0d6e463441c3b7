"""Whose turn it is: a month goes out once, and none is left out between two that went."""

import datetime as dt
import re
from collections.abc import Collection

from watchward.contract.period import Period, month_number, month_text
from watchward.errors import UsageRefusal
from watchward.provider.receipts import Sent

STEM = re.compile(r"(?P<whose>.+)-(?P<first>\d{4}-\d{2})(?:_(?P<last>\d{4}-\d{2}))?-[0-9a-f]{8}")


def months_sent(
    sent: Collection[Sent], *, provider: str, dataset: str, synthetic: bool
) -> frozenset[int]:
    """Every month that has gone out and was not turned away; a practice takes no month."""
    found: set[int] = set()
    for one in sent:
        match = STEM.fullmatch(one.package)
        stands = one.synthetic == synthetic and not one.turned_away
        if match and match["whose"] == f"{provider}-{dataset}" and stands:
            first = month_number(match["first"])
            found |= set(Period(first, month_number(match["last"] or match["first"])).months)
    return frozenset(found)


def check_turn(
    period: Period,
    sent: Collection[int],
    *,
    now: dt.datetime,
    replaces: str = "",
    gap: bool = False,
) -> None:
    """Refuse a month that went before (unless it corrects), leaves others out, or is not over."""
    if period.last >= now.year * 12 + now.month - 1:
        raise UsageRefusal(
            f"{month_text(period.last)} is not over.",
            where=str(period),
            do="Nothing was sent. Export whole months, or say which is meant: --period YYYY-MM.",
        )
    again = [month for month in period.months if month in sent]
    if again and not replaces:
        raise UsageRefusal(
            f"{_said(again)} has been sent already.",
            where=str(period),
            do="Nothing was sent. To correct it, add --replaces and its receipt: "
            "`watchward receipts` lists them.",
        )
    before = [month for month in sent if month < period.first]
    left_out = list(range(max(before) + 1, period.first)) if before else []
    if left_out and not gap:
        raise UsageRefusal(
            f"{_said(left_out)} has not been sent.",
            where=str(period),
            do="Nothing was sent. Send that first, or add --gap if there is nothing to send.",
        )


def _said(months: Collection[int]) -> str:
    first, last = min(months), max(months)
    return month_text(first) if first == last else f"{month_text(first)} to {month_text(last)}"
