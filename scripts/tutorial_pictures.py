"""A terminal's screen as a picture that fetches nothing, and as text without what varies."""

import re
from io import StringIO

from rich.console import Console
from rich.text import Text

WIDTH = 112
FONT = re.compile(r"@font-face \{.*?\}\s*", re.S)
COMMENT = re.compile(r"<!--.*?-->\s*", re.S)
COLOURS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
VARYING = (
    (re.compile(r"SHA256:\S+"), "SHA256:…"),
    (re.compile(r"R(-[0-9a-f]{4}){4}"), "R-…"),
    (re.compile(r"\b[0-9a-f]{4}( [0-9a-f]{4}){7}\b"), "…"),
    (re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{8,64}\b"), "…"),
    (re.compile(r"(?<=[\s:])/\S*/(?=\S)"), "…/"),
)


def drawn(shown: str, commands: str) -> str:
    """SVG of what was typed and what came; the fonts are the reader's own."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    for line in commands.strip().splitlines():
        console.print(Text(f"$ {line}", style="bold"), soft_wrap=False)
    console.print(Text.from_ansi(shown.rstrip()))
    made = console.export_svg(title="", unique_id="screen")
    made = COMMENT.sub("", FONT.sub("", made))
    return made.replace("Fira Code", "Consolas, Menlo, DejaVu Sans Mono")


def plain(shown: str) -> str:
    """Without colours and without the cursor's movements."""
    return COLOURS.sub("", shown)


def masked(shown: str) -> str:
    """Text alone, in which keys, receipts, pseudonyms and folders are dots."""
    text = plain(shown)
    for pattern, instead in VARYING:
        text = pattern.sub(instead, text)
    return "\n".join(line.rstrip() for line in text.splitlines())
