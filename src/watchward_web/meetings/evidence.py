"""A decision's evidence: the release that lay on the table, and the same question asked again."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from watchward.briefing.archive import answers_of
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.written import to_json
from watchward_web.core.store import open_partnership
from watchward_web.meetings.comparison import find_table
from watchward_web.meetings.faults import NotTaken
from watchward_web.meetings.standing import evidence_labels, own_tables
from watchward_web.partners.asking import released
from watchward_web.partners.seat import Seat

FROZEN_FOR = "partner"  # every member reads the log, so an analyst's exact figures stay out


@dataclass(frozen=True)
class Asked:
    """What a decision rests on; `briefing` is the papers in which it was read, where there are."""

    analysis: str
    row: str
    briefing: str


def evidence_for(seat: Seat, asked: Asked, *, now: datetime) -> dict[str, str]:
    """What the log keeps of it."""
    if asked.analysis not in evidence_labels():
        raise NotTaken(_("There is no such evidence."))
    result = _on_the_table(seat, asked) or released(seat, asked.analysis, FROZEN_FOR, now=now)
    if isinstance(result, str):
        raise NotTaken(result)
    table = find_table(result, own_tables(asked.analysis), row=asked.row)
    if table is None:
        raise NotTaken(
            _("No table of that evidence has such a row. Write it as it is printed.")
            if asked.row
            else _("That evidence has no table with counts just now.")
        )
    return {
        "analysis": asked.analysis,
        "table": table.name,
        "row": asked.row,
        "release": result.id,
        "store_version": result.store_version,
        "frozen": to_json(result),
    }


def _on_the_table(seat: Seat, asked: Asked) -> SafeResult | None:
    if not asked.briefing:
        return None
    store = open_partnership(seat.partnership.store)
    return answers_of(store, asked.briefing).get(asked.analysis)


def ask_again(seat: Seat, analysis: str, *, now: datetime) -> SafeResult | str:
    """The answer as the seat may see it now, or why there is none."""
    return released(seat, analysis, seat.audience, now=now)
