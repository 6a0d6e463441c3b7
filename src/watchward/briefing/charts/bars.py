"""Short bars from zero, each with its words, its count and its share beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from watchward.briefing.charts.paint import heading, paint
from watchward.briefing.charts.style import CONTEXT, INK, Size

NAMES = 200  # room for the words on the left
FIGURES = 96  # room for count and share on the right
ROW = 19
LONGEST = 27  # letters


@dataclass(frozen=True)
class Bar:
    """One bar: `value` None where it is hidden or not available, and `figure` then says which."""

    label: str
    value: float | None
    figure: str
    quiet: bool = False  # "not known": context, not a finding


@dataclass(frozen=True)
class Group:
    """Bars under one heading, in one colour."""

    heading: str
    colour: str
    bars: tuple[Bar, ...]


def draw(groups: Sequence[Group], *, size: Size, ident: str, title: str, alt: str) -> str:
    """Every group under the other on one scale, so that lengths can be compared."""
    highest = max([1.0, *(bar.value or 0 for group in groups for bar in group.bars)])
    charts = [_group(group, highest=highest, size=size) for group in groups]
    spec = {"vconcat": charts, "spacing": 14}
    return paint(spec, size=size, ident=ident, title=title, alt=alt)


def _group(group: Group, *, highest: float, size: Size) -> dict[str, Any]:
    rows = [
        {
            "at": number,
            "label": _shortened(bar.label),
            "value": bar.value or 0,
            "figure": bar.figure,
            "colour": CONTEXT if bar.quiet else group.colour,
        }
        for number, bar in enumerate(group.bars)
    ]
    names = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "axis": {
            "title": None,
            "domain": False,
            "ticks": False,
            "labelLimit": NAMES,
            "labelFontSize": size.words,
            "labelPadding": 6,
            "minExtent": NAMES,
            "maxExtent": NAMES,
        },
    }
    scale = {"domain": [0, highest], "nice": False, "zero": True}
    lengths = {"field": "value", "type": "quantitative", "scale": scale, "axis": None}
    bar = {"type": "bar", "height": ROW - 6}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    text = {"type": "text", "align": "left", "dx": 6, "color": INK, "fontSize": size.words}
    return {
        "title": heading(group.heading, size=size),
        "data": {"values": rows},
        "width": size.width - NAMES - FIGURES,
        "height": ROW * max(1, len(rows)),
        "encoding": {"y": names, "x": lengths},
        "layer": [
            {"mark": bar, "encoding": {"color": colour}},
            {"mark": text, "encoding": {"text": {"field": "figure", "type": "nominal"}}},
        ],
    }


def _shortened(label: str) -> str:
    """Long names end in an ellipsis; the table under the picture has them whole."""
    return label if len(label) <= LONGEST else label[: LONGEST - 1].rstrip(" ,") + "…"
