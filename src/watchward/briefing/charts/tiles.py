"""A few rows by a few columns, each tile with its words: a class shades it, and words say which."""

from collections.abc import Mapping, Sequence

from watchward.briefing.charts.style import HEALTH, INK, PAPER, QUIET, WARM, Size
from watchward.briefing.charts.svg import picture, tag, words

LEFT, TOP, FOOT, MOST = 120, 30, 40, 58


def draw(
    tiles: Mapping[tuple[int, int], tuple[str, bool]],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    key: tuple[str, str],
    size: Size,
    ident: str,
    title: str,
    alt: str,
) -> str:
    """`tiles` by (row, column): the words, and whether it is dark; `key` names dark and pale."""
    wide = (size.width - LEFT - 4) / len(columns)
    tall = min(MOST, (size.height - TOP - FOOT) / len(rows))
    drawn = [
        words(name, LEFT + (at + 0.5) * wide, TOP - 10, text_anchor="middle", font_size=size.words)
        for at, name in enumerate(columns)
    ]
    for row, name in enumerate(rows):
        middle = TOP + (row + 0.5) * tall + size.words / 3
        drawn.append(words(name, LEFT - 8, middle, text_anchor="end", font_size=size.words))
        for at in range(len(columns)):
            said, dark = tiles.get((row, at), ("", False))
            x, y = LEFT + at * wide, TOP + row * tall
            box = {"width": wide - 2, "height": tall - 2, "fill": HEALTH if dark else WARM}
            drawn.append(tag("rect", x=x, y=y, **box))
            drawn.append(_words(said, x + wide / 2 - 1, middle, dark=dark, size=size))
    foot = TOP + len(rows) * tall
    drawn += _key(key, foot + 12, size)
    height = foot + FOOT
    return picture(
        "".join(drawn), width=size.width, height=height, ident=ident, title=title, alt=alt
    )


def _words(said: str, x: float, y: float, *, dark: bool, size: Size) -> str:
    weight = 700 if dark else 400  # also where colour does not show
    look = {"fill": PAPER if dark else INK, "font_weight": weight, "font_size": size.words}
    return words(said, x, y, text_anchor="middle", **look)


def _key(key: tuple[str, str], y: float, size: Size) -> list[str]:
    drawn = []
    for at, (fill, said) in enumerate(zip((HEALTH, WARM), key, strict=True)):
        x = 4 + at * size.width / 2
        box = {"width": 20, "height": 12, "stroke": INK, "stroke_width": 0.6}
        drawn.append(tag("rect", x=x, y=y, fill=fill, **box))
        drawn.append(words(said, x + 26, y + 11, font_size=size.words - 1, fill=QUIET))
    return drawn
