"""Writes the pages of docs/reference that follow from the code.

Run it as `python -m scripts.build_reference` from the root of the repository.

A test holds the committed pages to what this would write today.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from scripts.reference_pages import analyses, asvs, commands, datasets, rules

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "analyses.md": analyses.text,
    "asvs.md": asvs.text,
    "commands.md": commands.text,
    "datasets.md": datasets.text,
    "rules.md": rules.text,
}


def write() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in PAGES.items():
        (FOLDER / name).write_text(text(), encoding="utf-8")
        print(f"{name}: written", file=sys.stderr)


if __name__ == "__main__":
    write()
