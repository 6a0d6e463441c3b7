"""Asks the gate on behalf of a seat, and says in words why there is no answer."""

from datetime import datetime

from watchward.contract.about import Options
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.cube import view
from watchward.disclosure.flow import ask
from watchward.disclosure.standing import Standing, standing
from watchward.errors import Refusal
from watchward_web.core.store import library_settings, open_partnership
from watchward_web.partners.seat import Seat

PLAIN = Options()


def released(
    seat: Seat,
    analysis: str,
    audience: str,
    *,
    now: datetime,
    on: Standing | None = None,
    options: Options = PLAIN,
) -> SafeResult | str:
    """What was made ahead for the audience, or the gate itself; else why there is nothing."""
    store = open_partnership(seat.partnership.store)
    on = on or standing(store, on=now.date())
    try:
        made = view(store, name=analysis, options=options, audience=audience, standing=on)
        result = made or ask(
            analysis,
            store=store,
            options=options,
            audience=audience,
            settings=library_settings(seat.partnership.name),
            version=on.store_version,
            now=now,
            by=seat.by,
        )
    except Refusal as refusal:
        return f"{refusal.what} {refusal.do}".strip()
    return result if result.outcome == "released" else " ".join(result.reasons)
