"""Hour by weekday: darker is more, hidden cells are hatched, and the week begins on Monday."""

from collections.abc import Mapping
from dataclasses import dataclass

from watchward.briefing.charts.style import INK, QUIET, RAMPS, Size
from watchward.briefing.charts.svg import hatching, picture, tag, words

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LEFT, TOP, FOOT = 42, 8, 54


@dataclass(frozen=True)
class HeatCell:
    """A count, or the mark that says why there is none."""

    value: float | None
    mark: str = ""


def draw(
    cells: Mapping[tuple[int, int], HeatCell],
    *,
    columns: tuple[str, ...],
    side: str = "health",
    size: Size,
    ident: str,
    title: str,
    alt: str,
) -> str:
    """`cells` by (weekday 1-7, column index); `columns` name hours or bands of hours."""
    wide = (size.width - LEFT - 4) / len(columns)
    tall = (size.height - TOP - FOOT) / len(DAYS)
    highest = max([1.0, *(cell.value or 0 for cell in cells.values())])
    shades = RAMPS.get(side, RAMPS["health"])
    drawn = [hatching(ident)]
    for day, name in enumerate(DAYS, start=1):
        middle = TOP + (day - 0.5) * tall + size.words / 3
        drawn.append(words(name, LEFT - 8, middle, text_anchor="end", font_size=size.words))
        for at in range(len(columns)):
            cell = cells.get((day, at), HeatCell(None, "x"))
            fill = _fill(cell, shades, highest=highest, ident=ident)
            x, y = LEFT + at * wide, TOP + (day - 1) * tall
            box = {"width": round(wide - 1, 2), "height": round(tall - 1, 2)}
            drawn.append(tag("rect", x=round(x, 2), y=round(y, 2), fill=fill, **box))
    drawn += _hours(columns, wide=wide, bottom=size.height - FOOT, size=size)
    drawn += _key(
        highest,
        shades,
        hidden=any(cell.mark == "c" for cell in cells.values()),
        size=size,
        ident=ident,
    )
    return picture(
        "".join(drawn), width=size.width, height=size.height, ident=ident, title=title, alt=alt
    )


def _fill(cell: HeatCell, shades: tuple[str, ...], *, highest: float, ident: str) -> str:
    if cell.mark == "c":
        return f"url(#{ident}-hatch)"
    if cell.value is None:
        return "#ffffff"
    step = min(len(shades) - 1, int(cell.value / highest * len(shades)))
    return shades[step]


def _hours(columns: tuple[str, ...], *, wide: float, bottom: float, size: Size) -> list[str]:
    every = max(1, round(len(columns) / 8))
    return [
        words(
            name,
            LEFT + (at + 0.5) * wide,
            bottom + size.words + 3,
            text_anchor="middle",
            font_size=size.words - 1,
        )
        for at, name in enumerate(columns)
        if at % every == 0
    ]


def _key(
    highest: float, shades: tuple[str, ...], *, hidden: bool, size: Size, ident: str
) -> list[str]:
    """What the shades stand for, from few to many."""
    y = size.height - 18
    drawn = [words("fewer", LEFT, y + 10, font_size=size.words - 1, fill=QUIET)]
    for number, shade in enumerate(shades):
        box = {"width": 20, "height": 12, "stroke": "#c9ced3", "stroke_width": 0.6}
        drawn.append(tag("rect", x=LEFT + 44 + number * 21, y=y, fill=shade, **box))
    end = LEFT + 44 + len(shades) * 21 + 6
    most = f"more (darkest: {highest * 0.8:,.0f} to {highest:,.0f})"
    drawn.append(words(most, end, y + 10, font_size=size.words - 1, fill=QUIET))
    if hidden:
        at = end + 178
        box = {"width": 20, "height": 12, "stroke": INK, "stroke_width": 0.6}
        drawn.append(tag("rect", x=at, y=y, fill=f"url(#{ident}-hatch)", **box))
        drawn.append(words("hidden", at + 26, y + 10, font_size=size.words - 1, fill=QUIET))
    return drawn
