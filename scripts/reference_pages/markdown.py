"""The few shapes of Markdown that the pages are made of."""

from collections.abc import Iterable, Sequence

MADE = "Made by `python -m scripts.build_reference` from the code itself: not edited here."


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A table; an empty cell is left empty."""
    head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return [*head, *(f"| {' | '.join(map(_cell, row))} |" for row in rows), ""]


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ").strip()


def code(*names: object) -> str:
    """Names as they are typed, with commas between."""
    return ", ".join(f"`{name}`" for name in names)


def paragraph(*sentences: str) -> list[str]:
    """Sentences as one paragraph."""
    return [" ".join(sentences), ""]
