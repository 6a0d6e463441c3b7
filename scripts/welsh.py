"""Lists the library's Welsh for a reviewer: key, English, Welsh, and whether it has been reviewed.

.venv/bin/python -m scripts.welsh > welsh.csv
"""

import csv
import sys

from watchward.reference.welsh import key, reviewed, table


def main() -> int:
    """One line a message, as CSV."""
    out = csv.writer(sys.stdout)
    out.writerow(("key", "English", "Welsh", "reviewed"))
    for english, forms in table().items():
        named = key(english, forms)
        out.writerow((named, english, " | ".join(forms), "yes" if named in reviewed() else "no"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
