"""The library of conditions, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Wording:
    """One condition to choose from, with the objective that it serves."""

    theme: str
    objective: str
    text: str


@cache
def conditions() -> tuple[Wording, ...]:
    """In the file's order."""
    written = tomllib.loads((HERE / "conditions.toml").read_text("utf-8"))
    return tuple(Wording(**one) for one in written["condition"])
