"""From a chart's declaration to SVG, drawn without a network and the same every time."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from watchward.briefing.charts.style import FONT, INK, LINE, QUIET, Size
from watchward.briefing.charts.svg import adopt

GRAMMAR = "6.4"  # that of Altair, which the tests hold declarations against; 50 MB to ask it here
Render = Callable[[dict[str, Any]], str]
FONTS = Path(__file__).parents[1] / "fonts"


@cache
def _painter() -> Any:
    """The renderer, told once of the font that the page and the paper carry too."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def rendered(spec: dict[str, Any]) -> str:
    """A declared chart as SVG, drawn in this process."""
    return str(_painter().vegalite_to_svg(spec, vl_version=GRAMMAR))


_renderers: list[Render] = [rendered]


def draw_with(render: Render) -> None:
    """Let another renderer draw in this process from now on: a server has its own (aside.py)."""
    _renderers.append(render)


def declared(spec: dict[str, Any], *, size: Size) -> dict[str, Any]:
    """The chart in the library's grammar, with our look; a test holds it against the grammar."""
    config = {
        "font": FONT,
        "aria": False,
        "view": {"stroke": None},
        "axis": {
            "labelColor": INK,
            "labelFontSize": size.words - 1,
            "gridColor": "#e3e6e8",
            "domainColor": LINE,
            "tickColor": LINE,
            "titleColor": QUIET,
        },
        "text": {"fontSize": size.words},
    }
    return {"padding": 6, **spec, "config": config, "background": "transparent"}


def heading(text: str, *, size: Size) -> dict[str, Any]:
    """What stands over one group of a picture."""
    return {
        "text": text,
        "anchor": "start",
        "frame": "bounds",
        "fontSize": size.words,
        "fontWeight": 600,
        "color": QUIET,
        "offset": 4,
    }


def paint(spec: dict[str, Any], *, size: Size, ident: str, title: str, alt: str) -> str:
    """The declared chart as a picture."""
    drawn = _renderers[-1](declared(spec, size=size))
    return adopt(drawn, ident=ident, title=title, alt=alt)
