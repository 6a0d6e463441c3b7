"""Chooses what to draw: the first kind of picture that the released tables allow."""

from collections.abc import Iterator
from dataclasses import replace

from watchward.briefing.definition import Drawing
from watchward.briefing.document import Picture
from watchward.briefing.pictures import area_map, bars, funnel, heat, lines, ranges, tiles
from watchward.briefing.pictures.canvas import Canvas

KINDS = {
    "lines": lines.draw,
    "bars": bars.draw,
    "funnel": funnel.draw,
    "heat": heat.draw,
    "map": area_map.draw,
    "ranges": ranges.draw,
    "tiles": tiles.draw,
}


def picture(drawings: tuple[Drawing, ...], canvas: Canvas) -> Picture | None:
    """The first drawing that the released tables allow."""
    return next(iter(pictures(drawings, canvas)), None)


def pictures(drawings: tuple[Drawing, ...], canvas: Canvas) -> Iterator[Picture]:
    """Every drawing that the released tables allow."""
    for at, drawing in enumerate(drawings):
        named = canvas if not at else replace(canvas, ident=f"{canvas.ident}-{at}")
        drawn = KINDS[drawing.kind](drawing, named)
        if drawn:
            yield drawn
