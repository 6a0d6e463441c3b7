"""When a data set falls due: rules with dates, for bodies and the law they answer to change.

The 2007 Regulations count in quarters that begin in January, April, July and October, and data of
one quarter are due by the last day of the next: so a rule counts in months, and only then in days.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from watchward.contract.period import Period, first_day, last_day
from watchward.errors import UsageRefusal

EVERY = (1, 3)  # a month, a quarter
STATUSES = ("published", "unverified", "local default")


@dataclass(frozen=True)
class DutyRule:
    """In force from a day on: a period of so many months, due so long after it ends."""

    valid_from: dt.date
    every: int  # months of a period
    due_months: int  # due by the last day of this many months later
    source: str
    status: str
    due_days: int = 0  # and this many days more

    def __post_init__(self) -> None:
        if self.every not in EVERY or self.status not in STATUSES or self.due_months < 0:
            raise UsageRefusal(
                "A duty is of a month or a quarter (`every` = 1 or 3), is due so many months "
                f"after it, and says how sure it is: {', '.join(STATUSES)}.",
                where="data set, [[duty]]",
            )

    def due(self, period: Period) -> dt.date:
        """The last day on which the period's data are in time."""
        return last_day(period.last + self.due_months) + dt.timedelta(days=self.due_days)


def month_of(day: dt.date) -> int:
    """The month number of a day."""
    return day.year * 12 + day.month - 1


def periods(
    rules: tuple[DutyRule, ...], *, first: int, last: int
) -> Iterator[tuple[Period, DutyRule]]:
    """Every whole period that shares a month with `first` to `last`, and the rule it is under.

    Where a rule changes inside a quarter, the quarter that has begun stays as it was.
    """
    ordered = sorted(rules, key=lambda rule: rule.valid_from)
    at = first
    while at <= last and ordered:
        day = first_day(at)
        rule = next((r for r in reversed(ordered) if r.valid_from <= day), ordered[0])
        start = at - at % rule.every
        period = Period(start, start + rule.every - 1)
        yield period, rule
        at = period.last + 1
