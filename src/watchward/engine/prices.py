"""Unit costs in the prices of a year that is asked for, by deflators that a user supplied.

Watchward ships no deflators: the user takes the publisher's table of the day (for most, HM
Treasury's deflators of the gross domestic product).
"""

from typing import NamedTuple, Protocol

from watchward.geography.supplied import Supplied
from watchward.reference.unit_costs import Series, in_prices, read_series

KIND = "deflators"


class Given(Protocol):
    """Whatever holds the tables that a user supplied."""

    def supplied(self, kind: str) -> Supplied | None: ...


class Priced(NamedTuple):
    """Costs, and in words whose deflators brought them to their prices; "" where none did."""

    series: Series
    by: str


def priced(beside: Given, costs: str, year: str) -> Priced:
    """The series `costs` in prices of `year`; "" leaves it in its own."""
    series = read_series(costs)
    if year in ("", series.prices):
        return Priced(series, "")
    given = beside.supplied(KIND)
    rows = given.rows() if given else []
    made = in_prices(series, year, index={row["year"]: float(row["index"]) for row in rows})
    return Priced(made, given.cited if given else "")


def years_beside(beside: Given, costs: str) -> tuple[str, ...]:
    """Years that costs can be told in, the newest first; none without an index of their own."""
    own, given = read_series(costs).prices, beside.supplied(KIND)
    years = {row["year"] for row in given.rows()} if given else set()
    return tuple(sorted(years - {own}, reverse=True)) if own in years else ()
