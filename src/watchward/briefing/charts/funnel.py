"""A funnel: areas as points, narrowing limits about 1, names where an area lies beyond them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from watchward.briefing.charts.paint import heading, paint
from watchward.briefing.charts.style import INK, QUIET, Size

TALL = 230  # height of one group's frame
ROOM = 70  # beside it, for the axis
PADDING = {"left": 6, "top": 6, "bottom": 6, "right": 12}
ACROSS = "Expected, if the area were like all others"
UP = "Seen, as times expected"


@dataclass(frozen=True)
class Point:
    """An area: `limits` are the outer and inner low, the inner and outer high at its size."""

    name: str
    expected: float
    ratio: float
    limits: tuple[float, float, float, float]
    beyond: bool  # the outer limits: such a point is filled and named


@dataclass(frozen=True)
class Group:
    """One side's areas."""

    heading: str
    colour: str
    points: tuple[Point, ...]


def draw(groups: Sequence[Group], *, size: Size, ident: str, title: str, alt: str) -> str:
    """Each group has its own scales: sides count different things."""
    charts = [_group(group, size=size) for group in groups]
    spec = {
        "vconcat": charts,
        "spacing": 18,
        "padding": PADDING,
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
    }
    return paint(spec, size=size, ident=ident, title=title, alt=alt)


def _group(group: Group, *, size: Size) -> dict[str, Any]:
    points = sorted(group.points, key=lambda one: one.expected)
    top = max(*(one.ratio for one in points), points[0].limits[-1])
    scales = {
        "x": {"domain": [0, points[-1].expected * 1.08], "nice": False},
        "y": {"domain": [0, min(top, 3 * max(one.ratio for one in points)) * 1.08], "nice": False},
    }
    layers = [
        *(
            _limit(points, at, dash=dash, scales=scales)
            for at, dash in enumerate(((2, 3), (6, 3), (6, 3), (2, 3)))
        ),
        {"mark": {"type": "rule", "color": INK}, "encoding": {"y": {"datum": 1}}},
        *_marks(points, group.colour, size=size, scales=scales),
    ]
    return {
        "title": heading(group.heading, size=size),
        "width": size.width - ROOM,
        "height": TALL,
        "layer": layers,
    }


def _limit(
    points: Sequence[Point], at: int, *, dash: tuple[int, int], scales: dict[str, Any]
) -> dict[str, Any]:
    rows = [{"expected": one.expected, "limit": one.limits[at]} for one in points]
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "color": QUIET, "strokeDash": list(dash), "clip": True},
        "encoding": _at("limit", scales),
    }


def _marks(
    points: Sequence[Point], colour: str, *, size: Size, scales: dict[str, Any]
) -> list[dict[str, Any]]:
    mark = {"type": "point", "size": 55, "color": colour, "opacity": 1}
    layers = []
    for beyond in (False, True):
        rows = [_row(one) for one in points if one.beyond == beyond]
        if rows:
            layers.append(
                {
                    "data": {"values": rows},
                    "mark": {**mark, "filled": beyond},
                    "encoding": _at("ratio", scales),
                }
            )
    named = [_row(one) for one in points if one.beyond]
    half = points[-1].expected / 2
    for align, dx, rows in (
        ("left", 8, [row for row in named if row["expected"] <= half]),
        ("right", -8, [row for row in named if row["expected"] > half]),
    ):
        if rows:
            words = {"type": "text", "align": align, "dx": dx, "fontSize": size.words - 2}
            text = {"text": {"field": "name", "type": "nominal"}}
            layers.append(
                {
                    "data": {"values": rows},
                    "mark": words,
                    "encoding": {**_at("ratio", scales), **text},
                }
            )
    return layers


def _row(one: Point) -> dict[str, Any]:
    return {"name": one.name, "expected": one.expected, "ratio": one.ratio}


def _at(up: str, scales: dict[str, Any]) -> dict[str, Any]:
    axis = {"grid": False, "tickCount": 5}
    kind = {"type": "quantitative"}
    return {
        "x": {
            "field": "expected",
            **kind,
            "scale": scales["x"],
            "axis": {**axis, "title": ACROSS},
        },
        "y": {"field": up, **kind, "scale": scales["y"], "axis": {**axis, "title": UP}},
    }
