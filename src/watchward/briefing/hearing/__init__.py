"""An evidence pack for a licence review: numbered exhibits, counts for anybody, limits, the reply.

Papers of a hearing become public. So counts come only from an answer released for anybody, and the
screen by colour, which is no evidence of fault, cannot enter: its answers are never released so.
"""

import datetime as dt
from dataclasses import dataclass, field

from watchward.contract.safe_result import SafeResult
from watchward.errors import DisclosureRefusal

NOTICE = (
    "This pack is not evidence of fault. It sets out what was written down, and where it can be "
    "checked. Whether the licence holder did anything wrong is for the hearing."
)
COUNTS = (
    "The counts are of the whole area in which the premises lie, not of the premises. They are "
    "those that anybody may see: small ones are hidden as [c], and others rounded."
)
LIMITS = (
    "Not everything that happens is recorded, by the police or by hospitals.",
    "Violence in an area, or near premises, may have nothing to do with them.",
    "A count goes up and down by itself; one year's difference shows no cause.",
)
NO_REPLY = "No reply had been received when this pack was made."
OPEN = "open"


@dataclass(frozen=True)
class Exhibit:
    """Something written down, with where it can be checked."""

    day: dt.date
    kind: str
    what: str
    text: str
    source: str
    result: str = ""


@dataclass(frozen=True)
class Counts:
    """One area's row of an answer that was released for anybody."""

    area: str
    window: str
    rows: tuple[tuple[str, str], ...]  # what was counted, how many as released
    limits: tuple[str, ...]
    release: str


@dataclass(frozen=True)
class Pack:
    """All that the papers say; there is no place in it for a score or a colour."""

    premises: str
    details: tuple[tuple[str, str], ...]  # as the register has them: address, authority, licence
    partnership: str
    made_at: dt.datetime
    synthetic: bool
    exhibits: tuple[Exhibit, ...]
    replies: tuple[Exhibit, ...]
    counts: Counts | None
    title: str = field(default="Evidence pack for a licence review")

    @property
    def made(self) -> str:
        """The day."""
        return f"{self.made_at.day} {self.made_at:%B %Y}"

    @property
    def warning(self) -> str:
        """Above every page."""
        mark = "Synthetic: made-up records. " if self.synthetic else ""
        return f"{mark}Not evidence of fault"


def counts_of(result: SafeResult, area: str) -> Counts | None:
    """The row of one area, by its code; None where the answer has none. Refuses other audiences."""
    if result.audience != OPEN:
        raise DisclosureRefusal(
            "Counts in a pack are those released for anybody; these were not.",
            where="evidence pack",
            do="Ask the question for the audience open.",
        )
    table = result.table("areas")
    rows = table.records() if table else []
    row = next((one for one in rows if one["area"].text == area), None)
    if table is None or row is None:
        return None
    counted = [column for column in table.columns if column.role == "count"]
    return Counts(
        area=row["name"].text,
        window=table.window,
        rows=tuple((column.title, row[column.name].text) for column in counted),
        limits=(*LIMITS, *result.caveats),
        release=result.id[:12],
    )
