"""A quiet map on the British National Grid: outlines, and classes by fill and pattern."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, hypot
from typing import Any

from watchward.briefing.charts import marks as marking
from watchward.briefing.charts.style import (
    AMBULANCE,
    HEALTH,
    INK,
    PAPER,
    POLICE,
    QUIET,
    RAMPS,
    WARM,
    Size,
)
from watchward.briefing.charts.svg import hatching, picture, tag, words

EDGE = 10
FOOT = 66
RING = 6
MANY = 150  # areas, beyond which their outlines are finer
KINDS = {
    "health": "Hot in hospital data",
    "police": "Hot in police data",
    "ambulance": "Hot in ambulance data",
    "several": "Hot in more than one",
    "hot": "Hot: more than by chance",
    "hidden": "Hidden",
}
LEVELS = dict(  # steps of a density, from few to many, and their shades
    zip(
        ("1 to 2 times", "2 to 3 times", "3 to 5 times", "5 times the mean or more"),
        RAMPS["health"][1:],
        strict=True,
    )
)
STATES = {  # what became of a hot spot: warm for more, cold for less
    "new": "#d4351c",
    "growing": "#f47738",
    "persistent": "#4c2c92",
    "fading": "#5694ca",
    "sporadic": "#b58840",
    "former": "#9c9f9e",
}
SHARES = {"more than its share": "#c4500c", "less than its share": "#5694ca"}
CALLED = {"called for next month": "#12436d"}
SEEN = {"health sees more": HEALTH, "police see more": "#e5b089"}
MOVED = {"rose": "#c4500c", "fell": "#5694ca"}
FILLS = LEVELS | STATES | SHARES | CALLED | SEEN | MOVED  # a class that is drawn as itself
SAID = (
    KINDS
    | {level: f"Density: {level}" for level in LEVELS}
    | {state: f"Hot spot: {state}" for state in STATES}
    | {share: share.capitalize() for share in (*SHARES, *CALLED, *SEEN, *MOVED)}
)
HALO = {"stroke": PAPER, "stroke_width": 3.5, "paint_order": "stroke", "stroke_linejoin": "round"}


@dataclass(frozen=True)
class Place:
    """A named place and its number in the table; (easting, northing) in metres."""

    number: int
    name: str
    easting: float
    northing: float


@dataclass(frozen=True)
class Area:
    """An outline with the class that was released for it: "hot", "hidden", or nothing."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    kind: str = ""


@dataclass(frozen=True)
class Frame:
    """Metres to picture: one scale for both directions, north at the top."""

    west: float
    north: float
    scale: float  # picture units a metre
    left: float

    def at(self, easting: float, northing: float) -> tuple[float, float]:
        """Where a point of the grid lies in the picture."""
        x = self.left + (easting - self.west) * self.scale
        return round(x, 1), round(EDGE + (self.north - northing) * self.scale, 1)


def rings(geometry: Mapping[str, Any]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Every ring of a GeoJSON polygon or multipolygon."""
    parts = geometry.get("coordinates", ())
    if geometry.get("type") == "Polygon":
        parts = (parts,)
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return ()
    return tuple(tuple((x, y) for x, y, *_ in ring) for part in parts for ring in part)


def draw(
    areas: Sequence[Area],
    *,
    over: Sequence[Area] = (),
    places: Sequence[Place] = (),
    marks: Sequence[marking.Mark] = (),
    note: str = "",
    size: Size,
    ident: str,
    title: str,
    alt: str,
) -> str:
    """`areas` are the ground, `over` cells on top of it; at most five `places` are named."""
    frame = _frame(areas or over, size)
    drawn = [hatching(ident), _patterns(ident)]
    edge = 0.7 if len(areas) < MANY else 0.35
    drawn += [_area(area, frame, ident=ident, edge=edge) for area in areas]
    drawn += [_area(area, frame, ident=ident, edge=0.0) for area in over]
    drawn += [_eye(area, frame) for area in (*areas, *over)]
    drawn += _places(places[:5], frame, size=size)
    drawn += marking.drawn(marks, frame.at)
    drawn += _scale_bar(frame, size=size)
    drawn.append(_north(size))
    key = _key([*areas, *over], size=size, ident=ident)
    foot = size.height - FOOT + 10 + 19 * ceil(len(key) / 2)
    drawn += key
    if marks:
        drawn += marking.key(marks, first=(EDGE, foot), size=size)
        foot += 19
    if note:
        foot += 18
        drawn.append(words(note, EDGE, foot - 6, font_size=size.words - 1, fill=QUIET))
    return picture("".join(drawn), width=size.width, height=foot, ident=ident, title=title, alt=alt)


def _frame(areas: Iterable[Area], size: Size) -> Frame:
    points = [point for area in areas for ring in area.rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    room = size.width - 2 * EDGE, size.height - EDGE - FOOT
    scale = min(room[0] / max(1, east - west), room[1] / max(1, north - south))
    left = EDGE + (room[0] - (east - west) * scale) / 2
    return Frame(west, north, scale, left)


def _area(area: Area, frame: Frame, *, ident: str, edge: float) -> str:
    """The ground has an edge and a quiet fill; what lies over it has neither."""
    path = "".join(
        "M" + "L".join("{},{}".format(*frame.at(x, y)) for x, y in ring) + "Z"
        for ring in area.rings
    )
    fill = _fill(area.kind, ident) or (WARM if edge else "none")
    line = {"stroke": "#98a1aa", "stroke_width": edge} if edge else {}
    return tag("path", d=path, fill=fill, fill_rule="evenodd", **line)


def _fill(kind: str, ident: str) -> str:
    """Colour and pattern together, so that greyscale print tells the classes apart."""
    fills = {"health": HEALTH, "hot": HEALTH, "several": HEALTH, "ambulance": AMBULANCE}
    fills |= {"police": f"url(#{ident}-police)", "hidden": f"url(#{ident}-hatch)", **FILLS}
    return fills.get(kind, "")


def _patterns(ident: str) -> str:
    """Upright stripes for the police."""
    stripe = tag("rect", width=2.4, height=5, fill=POLICE)
    ground = tag("rect", width=5, height=5, fill="#fbe3d2")
    box = {"width": 5, "height": 5, "patternUnits": "userSpaceOnUse"}
    return tag("defs", tag("pattern", ground, stripe, id=f"{ident}-police", **box))


def _eye(area: Area, frame: Frame) -> str:
    """A white square in the middle: hot in more than one source."""
    if area.kind != "several":
        return ""
    points = [frame.at(x, y) for ring in area.rings for x, y in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    top, foot = min(p[1] for p in points), max(p[1] for p in points)
    side = min(7.0, (east - west) * 0.42, (foot - top) * 0.42)
    at = {"x": (west + east - side) / 2, "y": (top + foot - side) / 2}
    return tag("rect", **at, width=side, height=side, fill=PAPER)


def _places(places: Sequence[Place], frame: Frame, *, size: Size) -> list[str]:
    """A ring on the map, the name in the margin and a line between: no label hides the map."""
    spots = [(place.number, place, *frame.at(place.easting, place.northing)) for place in places]
    by_side = sorted(spots, key=lambda spot: spot[2])
    half = len(by_side) // 2
    middle = size.width / 2
    if len(by_side) % 2 and by_side[half][2] <= middle:
        half += 1
    lines, labels = [], []
    for group, left in ((by_side[:half], True), (by_side[half:], False)):
        heights = _spread([spot[3] for spot in group], gap=2.6 * size.words, size=size)
        for (number, place, x, y), at in zip(
            sorted(group, key=lambda spot: spot[3]), heights, strict=True
        ):
            named = _named(f"{number} {place.name}", at, left=left, size=size)
            labels.append(named[0])
            edge = size.words * 0.58 * named[1] + 8
            start = edge if left else size.width - edge
            far = max(1.0, hypot(x - start, y - at))
            end = x - (x - start) / far * RING, y - (y - at) / far * RING
            path = f"M{start:.1f},{at:.1f}L{end[0]:.1f},{end[1]:.1f}"
            lines.append(tag("path", d=path, stroke=PAPER, stroke_width=3, fill="none"))
            lines.append(tag("path", d=path, stroke=INK, stroke_width=0.9, fill="none"))
            for width, ink in ((3.2, PAPER), (1.3, INK)):
                ring = {"r": RING, "fill": "none", "stroke": ink, "stroke_width": width}
                labels.append(tag("circle", cx=x, cy=y, **ring))
    return [*lines, *labels]


def _spread(wanted: Sequence[float], *, gap: float, size: Size) -> list[float]:
    """Heights in order, as near as may be to those wanted, and none on top of another."""
    low, high = EDGE + size.words, size.height - FOOT - size.words
    heights: list[float] = []
    for at in sorted(wanted):
        heights.append(max(at, low if not heights else heights[-1] + gap))
    over = heights[-1] - high if heights else 0
    while over > 0:
        heights = [at - over for at in heights]
        for i in range(1, len(heights)):
            heights[i] = max(heights[i], heights[i - 1] + gap)
        over = 0
    return heights


def _named(text: str, at: float, *, left: bool, size: Size) -> tuple[str, int]:
    """The label in one line or two, and how many letters its longest line has."""
    wrapped = textwrap.wrap(text, width=16, max_lines=2, placeholder=" …")
    x = 4 if left else size.width - 4
    style = {"font_size": size.words, "font_weight": 600, "text_anchor": "start" if left else "end"}
    rise = at + size.words * 0.35 - (len(wrapped) - 1) * size.words * 0.6
    drawn = "".join(
        words(line, x, rise + i * size.words * 1.2, **style, **HALO)
        for i, line in enumerate(wrapped)
    )
    return drawn, max(len(line) for line in wrapped)


def _scale_bar(frame: Frame, *, size: Size) -> list[str]:
    """A round length that takes about a fifth of the width."""
    wanted = size.width / 5 / frame.scale
    metres = max(
        (m for m in (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000) if m <= wanted), default=100
    )
    long = metres * frame.scale
    said = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    y = 18
    bar = tag(
        "path", d=f"M{EDGE},{y - 5}v5h{long:.1f}v-5", fill="none", stroke=INK, stroke_width=1.4
    )
    return [bar, words(said, EDGE + long + 6, y + 1, font_size=size.words - 1, fill=QUIET)]


def _north(size: Size) -> str:
    x, y = size.width - 18, 14
    arrow = tag("path", d=f"M{x},{y}l6,17l-6,-4l-6,4Z", fill=INK)
    return arrow + words("N", x, y + 32, text_anchor="middle", font_size=size.words - 1)


def _key(areas: Sequence[Area], *, size: Size, ident: str) -> list[str]:
    """What each fill stands for, in rows of two beside the scale."""
    kinds = {area.kind for area in areas}
    entries = [(kind, said) for kind, said in SAID.items() if kind in kinds]
    drawn = []
    wide = size.words * 15
    for at, (kind, said) in enumerate(entries):
        x = EDGE + wide * (at % 2)
        y = size.height - FOOT + 10 + 19 * (at // 2)
        box = {"width": 20, "height": 12, "stroke": INK, "stroke_width": 0.6}
        eye = {"width": 5, "height": 5, "fill": PAPER if kind == "several" else "none"}
        drawn += [
            tag("rect", x=round(x, 1), y=y, fill=_fill(kind, ident), **box)
            + tag("rect", x=round(x, 1) + 7.5, y=y + 3.5, **eye)
            + words(said, x + 26, y + 11, font_size=size.words - 1, fill=QUIET)
        ]
    return drawn
