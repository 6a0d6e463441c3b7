"""Words that a spreadsheet would take for a formula, made harmless; numbers stay as they are."""

import re

NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?%?", re.ASCII)
WIDE = "\uff1d\uff0b\uff0d\uff20"  # full width: read as = + - @
STARTS = f"=+-@|%;{WIDE}"
SPLIT = re.compile(rf"([;,])(\s*[=+\-@|{WIDE}])")  # a new cell where another separator is used
BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")  # DDE hides behind tabs and line ends
UNSEEN = " \u00a0\u00ad\u1680\u2000-\u200a\u200b\u200c\u200d\u202f\u205f\u2060\u3000\ufeff"
LEADING = re.compile(f"[{UNSEEN}]*")


def inert(text: str) -> str:
    """The same words on one line, where no spreadsheet finds a formula."""
    if NUMBER.fullmatch(text):
        return text
    flat = BREAKS.sub(" ", text)
    first = LEADING.sub("", flat, count=1)[:1]
    quiet = SPLIT.sub(r"\1'\2", flat)
    hidden = bool(BREAKS.match(text))
    return f"'{quiet}" if hidden or (first and first in STARTS) else quiet
