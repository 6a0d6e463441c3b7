"""Marks on a map: one a premises, its colour told by shape and letter too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from watchward.briefing.charts.style import CONTEXT, INK, PAPER, QUIET, Size
from watchward.briefing.charts.svg import tag, words

HALF = 7.0
# What a class is called, its fill and its shape as a path about the middle.
SHAPES = {
    "red": ("Red", "#b10e1e", f"M{-HALF},{-HALF}h14v14h-14Z"),
    "amber": ("Amber", "#f47738", "M0,-9L9,6H-9Z"),
    "green": ("Green", "#00703c", f"M{-HALF},0a7,7 0 1,0 14,0a7,7 0 1,0 -14,0Z"),
    "untold": ("No colour", CONTEXT, "M0,-8L8,0L0,8L-8,0Z"),
}
ORDER = tuple(SHAPES)


@dataclass(frozen=True)
class Mark:
    """A place in metres and its class."""

    easting: float
    northing: float
    kind: str


def drawn(marks: Sequence[Mark], at: Callable[[float, float], tuple[float, float]]) -> list[str]:
    """The reddest last, so that nothing lies over them."""
    known = [mark for mark in marks if mark.kind in SHAPES]
    known.sort(key=lambda mark: -ORDER.index(mark.kind))
    return [_one(mark.kind, *at(mark.easting, mark.northing)) for mark in known]


def key(marks: Sequence[Mark], *, first: tuple[float, float], size: Size) -> list[str]:
    """One row: each class that is on the map and how many have it."""
    found = []
    x, y = first
    for kind, (said, _, _) in SHAPES.items():
        many = sum(mark.kind == kind for mark in marks)
        if many:
            text = f"{said}: {many}"
            found += [_one(kind, x + 10, y), words(text, x + 24, y + 4, **_small(size))]
            x += 44 + size.words * 0.62 * len(text)
    return found


def _one(kind: str, x: float, y: float) -> str:
    said, fill, path = SHAPES[kind]
    shape = tag("path", d=path, fill=fill, stroke=INK, stroke_width=0.8)
    dark = kind != "amber"
    letter = words(
        said[0] if kind != "untold" else "?",
        0,
        3.5,
        font_size=9,
        font_weight=700,
        text_anchor="middle",
        fill=PAPER if dark else INK,
    )
    return tag("g", shape, letter, transform=f"translate({x:.1f},{y:.1f})")


def _small(size: Size) -> dict[str, Any]:
    return {"font_size": size.words - 1, "fill": QUIET}
