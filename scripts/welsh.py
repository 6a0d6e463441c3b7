"""Lists all the Welsh for a reviewer: its key, where it is said, and whether it is reviewed.

.venv/bin/python -m scripts.welsh > welsh.csv
"""

import csv
import sys
from collections.abc import Iterator

from scripts.messages import APPS, catalogue, read
from watchward.reference.welsh import key, reviewed, table


def listed() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Where a message is said, its English and its Welsh: the library's first."""
    for english, forms in table().items():
        yield "library", english, forms
    for app in APPS:
        for english, welsh in read(catalogue(app)).items():
            yield f"website: {app}", english, (welsh,)


def main() -> int:
    """One line a message, as CSV."""
    out = csv.writer(sys.stdout)
    out.writerow(("key", "where", "English", "Welsh", "reviewed"))
    for where, english, forms in listed():
        named = key(english, forms)
        out.writerow(
            (named, where, english, " | ".join(forms), "yes" if named in reviewed() else "no")
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
