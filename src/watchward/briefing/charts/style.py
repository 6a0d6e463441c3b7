"""One look for every picture, fit for colour blindness, greyscale print and a projector."""

from dataclasses import dataclass

FONT = "Inter, Arial, Helvetica, sans-serif"
INK = "#1b1f23"
QUIET = "#5a6169"
LINE = "#c9ced3"
PAPER = "#ffffff"
HEALTH = "#12436d"
POLICE = "#c24e00"
AMBULANCE = "#1d7a72"
CONTEXT = "#6f777f"
WARM = "#f3f4f5"

# From few to many, in steps that stay even in grey.
RAMPS = {
    "health": ("#f1f4f7", "#cfdae6", "#9db5cd", "#5d82a8", HEALTH),
    "police": ("#faf3ee", "#f3d9c6", "#e5b089", "#d07f42", "#a84300"),
    "ambulance": ("#f0f6f5", "#cde3e0", "#98c4bf", "#559a93", "#145c56"),
}

# Colour never stands alone: each side also has its own dash and its own mark.
SIDES = {
    "health": (HEALTH, (), "circle"),
    "police": (POLICE, (6, 3), "square"),
    "ambulance": (AMBULANCE, (2, 2), "triangle-up"),
}
OTHER = (CONTEXT, (1, 3), "diamond")


@dataclass(frozen=True)
class Size:
    """Width and height of a picture in its own units, and the size of its words."""

    width: int
    height: int
    words: float = 13


PANEL = Size(440, 270, 13)  # on the first page, and on a phone without scrolling
WIDE = Size(760, 380, 14)  # on a page of its own
TALLER = {440: 330, 760: 560}  # maps need height more than lines do
