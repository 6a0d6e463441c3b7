"""How many records one event makes, as far as chance is concerned.

Two victims of one brawl are two records of one point and one day. Counts of records therefore vary
more than counts of events: by a compound Poisson's ratio of variance to mean, E[k²] / E[k] for k
records an event. Busy points have several events a day by chance: as many
pairs as the same weekday of other weeks has there are taken off.
"""

from dataclasses import replace

from watchward.contract.period import last_day
from watchward.engine.api import Tables
from watchward.engine.asked import Asked
from watchward.engine.queries import queries
from watchward.engine.where import records_of
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
    months = _latest(tables, asked, side, months)
    span = {"first": months.start, "last": months.stop - 1}
    (found,) = tables.rows(SQL["clumps"], dataset=about.name, **span)
    records, together, apart = (int(count or 0) for count in found)
    days = sum(last_day(month).day for month in held if month in months)
    return clumping(records, together=together, apart=apart, weeks=days / WEEK)


def _latest(tables: Tables, asked: Asked, side: str, months: range) -> range:
    """As many of the last months as hold `MOST` records or so, one at least."""
    span = replace(asked, first=months.start, last=months.stop - 1)
    many = records_of(tables, span, side).all
    return months if many <= MOST else months[-max(1, len(months) * MOST // many) :]
