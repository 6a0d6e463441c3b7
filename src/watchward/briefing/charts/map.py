"""A quiet map on the British National Grid: outlines for orientation, classes by fill and pattern."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from watchward.briefing.charts.style import HEALTH, INK, PAPER, POLICE, QUIET, WARM, Size
from watchward.briefing.charts.svg import hatching, picture, tag, words

EDGE = 10
FOOT = 50
KINDS = {
    "health": "Hot in hospital records",
    "police": "Hot in police records",
    "both": "Hot in both",
    "hot": "Hot",
    "hidden": "Hidden",
}
HALO = {"stroke": PAPER, "stroke_width": 3.5, "paint_order": "stroke", "stroke_linejoin": "round"}


@dataclass(frozen=True)
class Place:
    """A named place: a number on the map, its name beside it; (easting, northing) in metres."""

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
    size: Size,
    ident: str,
    title: str,
    alt: str,
) -> str:
    """`areas` fill the ground; `over` are cells drawn on top of it; at most five `places` are named."""
    frame = _frame(areas or over, size)
    drawn = [hatching(ident), _patterns(ident)]
    drawn += [_area(area, frame, ident=ident, ground=True) for area in areas]
    drawn += [_area(area, frame, ident=ident, ground=not areas) for area in over]
    drawn += _places(places[:5], frame, size=size)
    drawn += _scale_bar(frame, size=size)
    drawn.append(_north(size))
    drawn += _key([*areas, *over], size=size, ident=ident)
    return picture(
        "".join(drawn), width=size.width, height=size.height, ident=ident, title=title, alt=alt
    )


def _frame(areas: Iterable[Area], size: Size) -> Frame:
    points = [point for area in areas for ring in area.rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    room = size.width - 2 * EDGE, size.height - EDGE - FOOT
    scale = min(room[0] / max(1, east - west), room[1] / max(1, north - south))
    left = EDGE + (room[0] - (east - west) * scale) / 2
    return Frame(west, north, scale, left)


def _area(area: Area, frame: Frame, *, ident: str, ground: bool) -> str:
    path = "".join(
        "M" + "L".join("{},{}".format(*frame.at(x, y)) for x, y in ring) + "Z"
        for ring in area.rings
    )
    fill = _fill(area.kind, ident) or (WARM if ground else "none")
    edge = "#a3abb3" if ground else "none"
    return tag("path", d=path, fill=fill, stroke=edge, stroke_width=0.7, fill_rule="evenodd")


def _fill(kind: str, ident: str) -> str:
    """Colour and pattern together, so that greyscale print tells the classes apart."""
    fills = {"health": HEALTH, "hot": HEALTH, "police": f"url(#{ident}-police)"}
    fills |= {"both": f"url(#{ident}-both)", "hidden": f"url(#{ident}-hatch)"}
    return fills.get(kind, "")


def _patterns(ident: str) -> str:
    """Police: upright stripes. Both: dark blue with orange dots."""
    stripe = tag("rect", width=2.4, height=5, fill=POLICE)
    ground = tag("rect", width=5, height=5, fill="#fbe3d2")
    dark = tag("rect", width=5, height=5, fill=HEALTH)
    dot = tag("circle", cx=2.5, cy=2.5, r=1.4, fill="#ffb27d")
    box = {"width": 5, "height": 5, "patternUnits": "userSpaceOnUse"}
    return tag(
        "defs",
        tag("pattern", ground, stripe, id=f"{ident}-police", **box),
        tag("pattern", dark, dot, id=f"{ident}-both", **box),
    )


def _places(places: Sequence[Place], frame: Frame, *, size: Size) -> list[str]:
    """A numbered disc and the name, moved aside where another label is in the way."""
    taken: list[tuple[float, float, float, float]] = []
    spots = [frame.at(place.easting, place.northing) for place in places]
    for x, y in spots:
        taken.append((x - 9, y - 9, x + 9, y + 9))
    drawn = []
    for number, (place, (x, y)) in enumerate(zip(places, spots, strict=True), start=1):
        long = len(place.name) * size.words * 0.56
        box, anchor = _free(x, y, long=long, size=size, taken=taken)
        taken.append(box)
        at = box[0] if anchor == "start" else box[2]
        ring = {"r": 9, "fill": PAPER, "stroke": INK, "stroke_width": 1.6}
        drawn.append(tag("circle", cx=x, cy=y, **ring))
        small = {"font_size": size.words - 2, "font_weight": 600}
        drawn.append(words(str(number), x, y + 4, text_anchor="middle", **small))
        bold = {"font_size": size.words, "font_weight": 600, **HALO}
        drawn.append(words(place.name, at, box[3] - 4, text_anchor=anchor, **bold))
    return drawn


def _free(
    x: float, y: float, *, long: float, size: Size, taken: Sequence[tuple[float, float, float, float]]
) -> tuple[tuple[float, float, float, float], str]:
    """The first place for a label that covers no other and stays inside the picture."""
    tall = size.words + 4
    tries = []
    for down in (0, -16, 16, -32, 32, -48, 48, 64, -64):
        top = y - tall / 2 + down
        tries.append(((x + 13, top, x + 13 + long, top + tall), "start"))
        tries.append(((x - 13 - long, top, x - 13, top + tall), "end"))
    for box, anchor in tries:
        inside = box[0] >= 2 and box[2] <= size.width - 2 and box[1] >= 2
        if inside and not any(_cross(box, other) for other in taken):
            return box, anchor
    return tries[0]


def _cross(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _scale_bar(frame: Frame, *, size: Size) -> list[str]:
    """A round length that takes about a fifth of the width."""
    wanted = size.width / 5 / frame.scale
    metres = max((m for m in (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000) if m <= wanted), default=100)
    long = metres * frame.scale
    said = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    y = size.height - 14
    bar = tag("path", d=f"M{EDGE},{y - 5}v5h{long:.1f}v-5", fill="none", stroke=INK, stroke_width=1.4)
    return [bar, words(said, EDGE + long + 6, y + 1, font_size=size.words - 1, fill=QUIET)]


def _north(size: Size) -> str:
    x, y = size.width - 18, 14
    arrow = tag("path", d=f"M{x},{y}l6,17l-6,-4l-6,4Z", fill=INK)
    return arrow + words("N", x, y + 32, text_anchor="middle", font_size=size.words - 1)


def _key(areas: Sequence[Area], *, size: Size, ident: str) -> list[str]:
    """What each fill stands for, in rows of two beside the scale."""
    kinds = {area.kind for area in areas}
    entries = [(kind, said) for kind, said in KINDS.items() if kind in kinds]
    drawn = []
    wide = size.words * 14.5
    for at, (kind, said) in enumerate(entries):
        x = size.width - wide * (2 - at % 2)
        y = size.height - FOOT + 14 + 19 * (at // 2)
        box = {"width": 20, "height": 12, "stroke": INK, "stroke_width": 0.6}
        drawn.append(tag("rect", x=round(x, 1), y=y, fill=_fill(kind, ident), **box))
        drawn.append(words(said, x + 26, y + 11, font_size=size.words - 1, fill=QUIET))
    return drawn
