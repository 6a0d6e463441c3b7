"""Each committed seal once more, outside the database: a log that was cut short is found out.

The file lies in the data folder; keep a copy of it where the database's keeper cannot write.
"""

from pathlib import Path


def anchor_file(data: Path) -> Path:
    """Where the seals are appended."""
    return data / "audit" / "anchor.txt"


def anchor(data: Path, number: int, seal: str) -> None:
    """Append `number seal`."""
    file = anchor_file(data)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="ascii") as opened:
        opened.write(f"{number} {seal}\n")


def anchors(data: Path) -> dict[int, str]:
    """Every seal that was written down, by number."""
    file = anchor_file(data)
    if not file.exists():
        return {}
    # A last line without its end was being written when the process died.
    whole = file.read_text("ascii").rpartition("\n")[0]
    pairs = (line.split() for line in whole.splitlines())
    return {int(number): seal for number, seal in pairs}
