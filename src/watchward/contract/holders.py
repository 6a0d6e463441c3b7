"""Who holds a data set, from when, and in which nation: bodies end, and the two nations differ.

Primary care trusts were followed by clinical commissioning groups and those by integrated care
boards, in England only; what a Welsh Local Health Board owes did not change hands.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from watchward.contract.duty import STATUSES
from watchward.errors import UsageRefusal
from watchward.geography.nations import NATIONS

ALONE_OR_BOTH = (*NATIONS.values(), " and ".join(NATIONS.values()))


@dataclass(frozen=True)
class Holder:
    """A kind of body that holds the data, from the first to the last day that it does."""

    name: str
    nation: str
    valid_from: dt.date
    source: str
    status: str
    valid_to: dt.date | None = None

    def __post_init__(self) -> None:
        if self.nation not in ALONE_OR_BOTH or self.status not in STATUSES:
            raise UsageRefusal(
                f"A holder names its nation ({', '.join(ALONE_OR_BOTH)}) and says how sure it is: "
                f"{', '.join(STATUSES)}.",
                where="data set, [[holders]]",
            )

    def on(self, day: dt.date, nation: str) -> bool:
        """True where this body holds the data on a day in a nation."""
        begun = self.valid_from <= day
        return begun and day <= (self.valid_to or day) and nation in self.nation.split(" and ")


def holders_on(holders: Iterable[Holder], *, day: dt.date, nation: str) -> tuple[Holder, ...]:
    """The bodies of a nation that hold the data on a day."""
    return tuple(one for one in holders if one.on(day, nation))
