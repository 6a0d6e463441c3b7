"""The library's answer about premises, as pages need it.

Officers see what an analyst sees: exact counts of single premises (docs/adr/0037). Nobody else
opens these pages, and the evidence pack takes nothing from here.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import Http404
from markupsafe import Markup

from watchward.briefing.charts.style import WIDE
from watchward.briefing.definition import read_definition
from watchward.briefing.document import Picture
from watchward.briefing.pictures import pictures
from watchward.briefing.pictures.canvas import Canvas
from watchward.contract.safe_result import SafeCell, SafeResult
from watchward.disclosure.standing import standing
from watchward_web.core.remembered import Remembered
from watchward_web.core.store import open_partnership
from watchward_web.licensing.words import OFFICERS
from watchward_web.partners.asking import released
from watchward_web.partners.seat import Seat

AUDIENCE = "analyst"
ANALYSIS = "premises"
_asked: Remembered[SafeResult | str] = Remembered(16)

Row = dict[str, SafeCell]


@dataclass(frozen=True)
class Premises:
    """One premises of the screen: its row of the list, its lines, months, fall, and register."""

    ident: str
    name: str
    colour: str
    row: Row
    lines: tuple[Row, ...]
    months: tuple[Row, ...]
    change: Row | None
    register: Row


def screen(seat: Seat, *, now: datetime) -> SafeResult | str:
    """The answer, or why there is none in words for the page."""
    if seat.role not in OFFICERS:
        raise Http404
    store = open_partnership(seat.partnership.store)
    on = standing(store, on=now.date())

    return _asked.get((store.path, on), lambda: released(seat, ANALYSIS, AUDIENCE, now=now, on=on))


def listed(result: SafeResult | str) -> tuple[Premises, ...]:
    """Every premises, the reddest first."""
    if isinstance(result, str):
        return ()
    rows = _rows(result, "premises")
    return tuple(_premises(result, row) for row in rows)


def find(seat: Seat, ident: str, *, now: datetime) -> Premises:
    """One by its number on the register."""
    every = listed(screen(seat, now=now))
    found = next((one for one in every if one.ident == ident), None)
    if found is None:
        raise Http404
    return found


def place_of(result: SafeResult | str, name: str) -> tuple[float, float] | None:
    """Where premises are, in metres of the grid."""
    if isinstance(result, str):
        return None
    for feature in (result.areas or {}).get("features", ()):
        properties = feature["properties"]
        if properties["kind"] == "place" and properties["name"] == name:
            east, north = feature["geometry"]["coordinates"]
            return float(east), float(north)
    return None


def coloured_map(result: SafeResult | str) -> Picture | None:
    """The map by colour, as the definition of the page has it."""
    if isinstance(result, str):
        return None
    sheet = next(s for s in read_definition("more").sheets if s.analysis == ANALYSIS)
    drawn = next(pictures(sheet.drawings, Canvas({ANALYSIS: result}, WIDE, "premises-map")), None)
    # Markup that the library wrote, with every word in it escaped.
    return replace(drawn, svg=Markup(drawn.svg)) if drawn else None  # noqa: S704


def _premises(result: SafeResult, row: Row) -> Premises:
    name = row["place"].text
    (register,) = _of(result, "register", name)
    return Premises(
        ident=register["number"].text,
        name=name,
        colour=row["colour"].text,
        row=row,
        lines=tuple(_of(result, "lines", name)),
        months=tuple(_of(result, "months", name)),
        change=next(iter(_of(result, "change", name)), None),
        register=register,
    )


def _of(result: SafeResult, table: str, name: str) -> list[Row]:
    return [row for row in _rows(result, table) if row["place"].text == name]


def _rows(result: SafeResult, name: str) -> list[Row]:
    table = result.table(name)
    return table.records() if table else []
