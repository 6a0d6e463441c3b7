"""Plain text: the file itself is the stream."""

import re
from pathlib import Path
from typing import BinaryIO

from watchward.provider.readers import no_sheets

MAGICS = (re.compile(b""),)


def stream(path: Path, *, sheet: str = "") -> BinaryIO:
    """The file, unbuffered: it is read in large blocks."""
    if sheet:
        raise no_sheets(path.name)
    return path.open("rb", buffering=0)
