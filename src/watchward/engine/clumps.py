"""How many records one event makes, as far as chance is concerned.

Two victims of one brawl are two records of one point and one day. Counts of records therefore vary
more than counts of events: by a compound Poisson's ratio of variance to mean, E[k²] / E[k] for k
records an event (Feller 1968, XII.2). Busy points have several events a day by chance: as many
pairs as the same weekday of other weeks has there are taken off.
"""

from datetime import date

from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.queries import queries
from watchward.maths.clumping import clumping

SQL = queries(__file__)
WEEK = 7  # days
MOST = 5_000_000  # records, whose points and days are held at once


def clumping_of(tables: Tables, asked: Asked, side: str, months: range | None = None) -> float:
    """Variance over mean of one side's records away from home; 1 where no record tells its day.

    `months` None is the window asked for. Of more than `MOST` records the latest months speak.
    """
    if months is None:
        months = range(asked.first, asked.last + 1)
    about, held = asked.sides[side], asked.held[side]
    months = _latest(tables, about.name, months)
    span = {"first": months.start, "last": months.stop - 1}
    (found,) = tables.rows(SQL["clumps"], dataset=about.name, **span)
    records, together, apart = (int(count or 0) for count in found)
    days = sum(_days(month) for month in held if month in months)
    return clumping(records, together=together, apart=apart, weeks=days / WEEK)


def _latest(tables: Tables, dataset: str, months: range) -> range:
    """As many of the last months as hold `MOST` records or so, one at least."""
    span = {"first": months.start, "last": months.stop - 1}
    ((records,),) = tables.rows(SQL["records"], dataset=dataset, **span)
    many = int(records or 0)
    return months if many <= MOST else months[-max(1, len(months) * MOST // many) :]


def _days(month: int) -> int:
    begins, ends = (date(one // 12, one % 12 + 1, 1) for one in (month, month + 1))
    return (ends - begins).days
