"""Writes SVG elements, and gives a finished picture its role, its title and its description."""

import re
from html import escape

from watchward.briefing.charts.style import FONT, INK

OUTER = re.compile(r'<svg[^>]*?viewBox="([^"]+)"[^>]*>(.*)</svg>', re.DOTALL)
NOISE = re.compile(
    r' (?:class|role|aria-roledescription|aria-label|aria-hidden|pointer-events)="[^"]*"'
)
EMPTY = re.compile(r"<g[^>]*></g>")


def tag(name: str, *inside: str, **attributes: object) -> str:
    """An element; `stroke_width` is written stroke-width, None is left out, `inside` is markup."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def words(text: str, x: float, y: float, **attributes: object) -> str:
    """Text at a point, escaped."""
    settled = {"fill": INK, "font_family": FONT, "font_size": 13} | attributes
    return tag("text", escape(text), x=x, y=y, **settled)


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def picture(inside: str, *, width: float, height: float, ident: str, title: str, alt: str) -> str:
    """A whole picture: one image to a screen reader, with its title and what it shows."""
    return tag(
        "svg",
        tag("title", escape(title), id=f"{ident}-title"),
        tag("desc", escape(alt), id=f"{ident}-desc"),
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_plain(float(width))} {_plain(float(height))}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{ident}-title {ident}-desc",
    )


def adopt(drawn: str, *, ident: str, title: str, alt: str) -> str:
    """A picture from the charting library, its own roles and shared ids taken out."""
    found = OUTER.search(drawn)
    if not found:
        raise AssertionError("the charting library drew no picture")
    _, _, width, height = (float(part) for part in found[1].split())
    inside = NOISE.sub("", found[2])
    inside = _renamed(inside, ident)
    while EMPTY.search(inside):
        inside = EMPTY.sub("", inside)
    return picture(inside, width=width, height=height, ident=ident, title=title, alt=alt)


def _renamed(inside: str, ident: str) -> str:
    """Ids of our own: the library counts on from the last picture, which would change the bytes."""
    for number, name in enumerate(dict.fromkeys(re.findall(r'id="([\w-]+)"', inside))):
        inside = inside.replace(f'id="{name}"', f'id="{ident}-{number}"')
        inside = inside.replace(f"url(#{name})", f"url(#{ident}-{number})")
    return inside


def hatching(ident: str, *, ink: str = "#7a828a", step: int = 6) -> str:
    """Definition of the hatched fill that stands for a hidden cell, used as url(#IDENT-hatch)."""
    stroke = tag("path", d=f"M0,{step}L{step},0", stroke=ink, stroke_width=1.2)
    return tag(
        "defs",
        tag(
            "pattern",
            tag("rect", width=step, height=step, fill="#ffffff"),
            stroke,
            id=f"{ident}-hatch",
            width=step,
            height=step,
            patternUnits="userSpaceOnUse",
        ),
    )
