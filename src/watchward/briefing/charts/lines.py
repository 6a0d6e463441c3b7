"""Months along a line: a missing month breaks it, a change in recording is a lettered rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from watchward.briefing.charts.paint import paint
from watchward.briefing.charts.style import INK, PAPER, Size

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LEFT, RIGHT, TOP, FOOT = (
    46,
    136,
    16,
    40,
)  # margins, so that every month's picture has the same frame
AXIS = (
    f"datum.value % 12 == 0 ? ['Jan', '' + datum.value / 12] : {list(MONTHS)!r}[datum.value % 12]"
)


@dataclass(frozen=True)
class Series:
    """One line: `points` are (month number, value, low, high); a None value is a gap."""

    label: str
    colour: str
    dash: tuple[int, ...]
    mark: str
    points: tuple[tuple[int, float | None, float | None, float | None], ...]


@dataclass(frozen=True)
class Break:
    """A change in recording: `letter` on the rule, its words under the picture."""

    month: int
    letter: str


def draw(
    series: Sequence[Series],
    *,
    breaks: Sequence[Break],
    size: Size,
    ident: str,
    title: str,
    alt: str,
) -> str:
    """The lines as SVG, on a scale that starts at zero."""
    months = [point[0] for one in series for point in one.points]
    first, last = min(months), max(months)
    highest = max([0.0, *(max(p[1] or 0, p[3] or 0) for one in series for p in one.points)])
    top = _round_up(highest * 1.08 + 1)
    layers = [
        *_gaps(series, top=top, size=size),
        *_breaks(breaks, first=first, last=last, size=size),
    ]
    for one, at in zip(series, _label_heights(series, top=top, size=size), strict=True):
        layers += _line(one, at=at, size=size)
    spec = {
        "layer": layers,
        "width": size.width - LEFT - RIGHT,
        "height": size.height - TOP - FOOT,
        "padding": {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": FOOT},
        "autosize": "none",
        "encoding": {"x": _months(first, last, size), "y": _counts(top)},
    }
    return paint(spec, size=size, ident=ident, title=title, alt=alt)


def _months(first: int, last: int, size: Size) -> dict[str, Any]:
    span = last - first
    step = 1 if span <= 8 else 3 if span <= 26 else 6 if span <= 60 else 12
    ticks = [month for month in range(first, last + 1) if month % step == 0]
    return {
        "field": "month",
        "type": "quantitative",
        "scale": {"domain": [first, last], "nice": False, "zero": False},
        "axis": {
            "values": ticks,
            "labelExpr": AXIS,
            "grid": False,
            "title": None,
            "labelOverlap": True,
            "labelFontSize": size.words - 1,
        },
    }


def _counts(top: float) -> dict[str, Any]:
    axis = {"tickCount": 4, "title": None, "format": ",.0f", "domain": False, "ticks": False}
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": axis,
    }


def _line(one: Series, *, at: float, size: Size) -> list[dict[str, Any]]:
    """Range, line in unbroken runs, marks, and the label that names it at its end."""
    rows, run = [], 0
    for month, value, low, high in one.points:
        if value is None:
            run += 1
            continue
        rows.append({"month": month, "value": value, "low": low, "high": high, "run": run})
    if not rows:
        return []
    runs = {"detail": {"field": "run", "type": "nominal"}}
    line = {"type": "line", "color": one.colour, "strokeDash": list(one.dash), "strokeWidth": 2.2}
    mark = {"shape": one.mark, "filled": True, "color": one.colour, "opacity": 1, "size": 22}
    end = {"month": rows[-1]["month"], "value": at}
    return [
        *_range(one, rows, runs),
        {"mark": line, "data": {"values": rows}, "encoding": runs},
        {"mark": {"type": "point", **mark}, "data": {"values": rows}},
        {"mark": _label(one, size), "data": {"values": [end]}},
    ]


def _range(
    one: Series, rows: Sequence[dict[str, Any]], runs: dict[str, Any]
) -> list[dict[str, Any]]:
    """The shading in which a month of an ordinary year would lie."""
    band = [row for row in rows if row["low"] is not None and row["high"] is not None]
    between = {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}, **runs}
    shade = {"type": "area", "color": one.colour, "opacity": 0.16}
    return [{"mark": shade, "data": {"values": band}, "encoding": between}] if band else []


def _label(one: Series, size: Size) -> dict[str, Any]:
    return {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "dx": 9,
        "color": one.colour,
        "fontWeight": 600,
        "fontSize": size.words,
        "text": one.label.split("\n"),
        "lineHeight": size.words + 3,
    }


def _gaps(series: Sequence[Series], *, top: float, size: Size) -> list[dict[str, Any]]:
    """A grey band where a line has no month, and a cross in its colour: missing is not zero."""
    rows, marks = [], []
    cross = {"type": "text", "text": "×", "fontSize": size.words + 2, "fontWeight": 600}
    for number, one in enumerate(series):
        style = cross | {"color": one.colour, "dy": -8 - 12 * number}
        for first, last in _runs([point[0] for point in one.points if point[1] is None]):
            row = {"month": (first + last) / 2, "value": 0, "top": top}
            rows.append(row | {"start": first - 0.45, "end": last + 0.45})
            marks.append({"mark": style, "data": {"values": [row]}})
    if not rows:
        return []
    stripe = {"type": "rect", "color": "#e6e8ea", "clip": True}
    bounds = {"x": {"field": "start", "type": "quantitative"}}
    bounds |= {"x2": {"field": "end"}, "y2": {"field": "top"}}
    return [{"mark": stripe, "data": {"values": rows}, "encoding": bounds}, *marks]


def _runs(months: Sequence[int]) -> list[tuple[int, int]]:
    """Months that follow each other, as first and last."""
    runs: list[tuple[int, int]] = []
    for month in months:
        if runs and month == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return runs


def _breaks(breaks: Sequence[Break], *, first: int, last: int, size: Size) -> list[dict[str, Any]]:
    shown = [one for one in breaks if first < one.month <= last]
    if not shown:
        return []
    rows = [{"month": one.month - 0.5, "letter": one.letter} for one in shown]
    rule = {"type": "rule", "color": INK, "strokeDash": [4, 3], "strokeWidth": 1.2}
    badge = {"type": "point", "shape": "circle", "filled": True, "color": INK, "opacity": 1}
    letter = {"type": "text", "color": PAPER, "fontWeight": 600, "fontSize": size.words - 2}
    top = {"y": {"value": 0}}
    return [
        {"mark": rule, "data": {"values": rows}, "encoding": top | {"y2": {"value": "height"}}},
        {"mark": badge | {"size": 210}, "data": {"values": rows}, "encoding": top},
        {
            "mark": letter,
            "data": {"values": rows},
            "encoding": top | {"text": {"field": "letter", "type": "nominal"}},
        },
    ]


def _label_heights(series: Sequence[Series], *, top: float, size: Size) -> list[float]:
    """Where each label stands, pushed apart so that none covers another."""
    unit = top / (size.height - TOP - FOOT)
    wanted = []
    for number, one in enumerate(series):
        values = [point[1] for point in one.points if point[1] is not None]
        tall = (len(one.label.split("\n")) * (size.words + 3) + 4) * unit
        wanted.append((values[-1] if values else 0.0, number, tall))
    floor = -top
    heights = [0.0] * len(series)
    for at, number, tall in sorted(wanted):
        heights[number] = max(at, floor)
        floor = heights[number] + tall
    return heights


def _round_up(value: float) -> float:
    """The next number that a person would choose as the end of a scale."""
    scale = 1.0
    while scale * 10 <= value:
        scale *= 10
    return next(
        step * scale for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * scale >= value
    )
