"""A tornado: how far one figure moves where one thing at a time is let vary, the widest first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from watchward.briefing.charts.paint import heading, paint
from watchward.briefing.charts.style import INK, Size

NAMES = 190  # room for the words on the left
FIGURES = 180  # room for both limits on the right
ROW = 34  # two lines of words
# A reader without the page's own font sees wider letters: room for them at the right.
PADDING = {"left": 6, "top": 6, "bottom": 6, "right": 36}
LINE = 27  # letters of a line


@dataclass(frozen=True)
class Span:
    """One line: from `low` to `high`, and what is said beside it."""

    label: str
    low: float
    high: float
    figure: str


@dataclass(frozen=True)
class Group:
    """Spans about one middle, which is a line through all of them."""

    heading: str
    colour: str
    middle: float
    spans: tuple[Span, ...]


def draw(groups: Sequence[Group], *, size: Size, ident: str, title: str, alt: str) -> str:
    """Every group under the other on one scale from zero."""
    highest = max([1.0, *(span.high for group in groups for span in group.spans)])
    charts = [_group(group, highest=highest, size=size) for group in groups]
    spec = {"vconcat": charts, "spacing": 18, "padding": PADDING}
    return paint(spec, size=size, ident=ident, title=title, alt=alt)


def _group(group: Group, *, highest: float, size: Size) -> dict[str, Any]:
    rows = [
        {
            "at": at,
            "low": one.low,
            "high": one.high,
            "figure": one.figure,
        }
        for at, one in enumerate(group.spans)
    ]
    names = _names([one.label for one in group.spans], size)
    scale = {"domain": [0, highest], "nice": False, "zero": True}
    axis = {
        "title": None,
        "labelExpr": "datum.value ? format(datum.value, '~s') : '0'",
        "grid": True,
        "tickCount": 4,
        "labelFontSize": size.words - 2,
    }
    low = {"field": "low", "type": "quantitative", "scale": scale, "axis": axis}
    middle = {
        "mark": {"type": "rule", "color": INK, "strokeWidth": 2},
        "encoding": {"x": {"datum": group.middle}},
    }
    words = {"type": "text", "align": "left", "dx": 6, "color": INK, "fontSize": size.words}
    return {
        "title": heading(group.heading, size=size),
        "data": {"values": rows},
        "width": size.width - NAMES - FIGURES,
        "height": ROW * max(1, len(rows)),
        "layer": [
            {
                "mark": {"type": "bar", "height": ROW - 16, "color": group.colour},
                "encoding": {"y": names, "x": low, "x2": {"field": "high"}},
            },
            middle,
            {
                "mark": words,
                "encoding": {
                    "y": names,
                    "x": {"value": size.width - NAMES - FIGURES},
                    "text": {"field": "figure", "type": "nominal"},
                },
            },
        ],
    }


def _names(labels: Sequence[str], size: Size) -> dict[str, Any]:
    """A row for each label, though two may be alike once they are cut."""
    lines = json.dumps([_folded(label) for label in labels], ensure_ascii=False)
    axis = {
        "title": None,
        "domain": False,
        "ticks": False,
        "labelExpr": f"{lines}[datum.value]",
        "labelLimit": NAMES,
        "labelFontSize": size.words,
        "labelPadding": 6,
        "minExtent": NAMES,
        "maxExtent": NAMES,
    }
    return {"field": "at", "type": "nominal", "sort": None, "axis": axis}


def _folded(label: str) -> list[str]:
    """At most two lines; the table under the picture has the words whole."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = lines[:2]
    return kept if len(lines) <= 2 else [kept[0], f"{kept[1].rstrip(' ,')}…"]
