"""The evidence pack of one premises: what was written down, and counts as anybody may see them."""

from datetime import datetime

import shapely
from django.utils import translation

from watchward.briefing.hearing import Counts, Exhibit, Pack, counts_of
from watchward.contract.safe_result import SafeResult
from watchward_web.licensing.screen import AUDIENCE, Premises, place_of, screen
from watchward_web.licensing.seen import EntrySeen
from watchward_web.licensing.selectors import entries
from watchward_web.licensing.words import KINDS, RESULTS
from watchward_web.partners.asking import released
from watchward_web.partners.seat import Seat

# In the pack's own language; the pages' words for the same stand in their templates.
DETAILS = {"address": "Address", "authority": "Licensing authority", "licence": "Licence"}
OPEN, WHERE, REPLY = "open", "hot_spots", "reply"


def pack_of(seat: Seat, premises: Premises, *, now: datetime) -> Pack:
    """Only exhibits with a source; every reply, whether it is one or not."""
    written = entries(seat, premises.ident, today=now.date())
    with translation.override("en-gb"):  # the pack's language, whatever the page's
        exhibits = [_exhibit(one) for one in written if one.exhibit and one.kind != REPLY]
        replies = [_exhibit(one) for one in written if one.kind == REPLY]
    return Pack(
        premises=premises.name,
        details=tuple(
            (said, text) for name, said in DETAILS.items() if (text := premises.register[name].text)
        ),
        partnership=seat.partnership.name,
        made_at=now,
        synthetic=seat.partnership.synthetic or _made_up(seat, now=now),
        exhibits=tuple(exhibits),
        replies=tuple(replies),
        counts=_counts(seat, premises, now=now),
    )


def _exhibit(one: EntrySeen) -> Exhibit:
    return Exhibit(
        day=one.happened_on,
        kind=str(KINDS[one.kind]),
        what=one.what,
        text=one.text,
        source=one.source,
        result=str(RESULTS.get(one.result, "")),
    )


def _made_up(seat: Seat, *, now: datetime) -> bool:
    result = screen(seat, now=now)
    return isinstance(result, SafeResult) and any(one.synthetic for one in result.sources)


def _counts(seat: Seat, premises: Premises, *, now: datetime) -> Counts | None:
    """The area round the premises, in the answer that anybody may see; None where there is none."""
    result = _anybodys(seat, now=now)
    area = _area(result, place_of(screen(seat, now=now), premises.name)) if result else ""
    return counts_of(result, area) if result and area else None


def _anybodys(seat: Seat, *, now: datetime) -> SafeResult | None:
    found = released(seat, WHERE, OPEN, now=now)
    return found if isinstance(found, SafeResult) and found.audience != AUDIENCE else None


def _area(result: SafeResult, point: tuple[float, float] | None) -> str:
    """The code of the area that holds a point of the grid."""
    if point is None:
        return ""
    for feature in (result.areas or {}).get("features", ()):
        shape = shapely.geometry.shape(feature["geometry"])
        if feature["properties"]["kind"] == "area" and shape.covers(shapely.Point(point)):
            return str(feature["properties"]["code"])
    return ""
