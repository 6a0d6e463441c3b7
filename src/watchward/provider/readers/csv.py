"""Plain text: the file itself is the stream."""

from pathlib import Path
from typing import BinaryIO

MAGICS = (b"",)


def stream(path: Path) -> BinaryIO:
    """The file, unbuffered: it is read in large blocks."""
    return path.open("rb", buffering=0)
