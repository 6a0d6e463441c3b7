"""What the last walk over every page found: the accessibility statement claims nothing else."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("accessibility.json")
PRACTICE = "good practice"
# Titles as the Web Content Accessibility Guidelines 2.2 have them (W3C, 5 October 2023).
TITLES = {
    "1.1.1": "Non-text Content",
    "1.2.2": "Captions (Prerecorded)",
    "1.3.1": "Info and Relationships",
    "1.3.4": "Orientation",
    "1.3.5": "Identify Input Purpose",
    "1.4.1": "Use of Color",
    "1.4.2": "Audio Control",
    "1.4.3": "Contrast (Minimum)",
    "1.4.4": "Resize Text",
    "1.4.10": "Reflow",
    "1.4.12": "Text Spacing",
    "2.1.1": "Keyboard",
    "2.1.2": "No Keyboard Trap",
    "2.1.3": "Keyboard (No Exception)",
    "2.2.1": "Timing Adjustable",
    "2.2.2": "Pause, Stop, Hide",
    "2.4.1": "Bypass Blocks",
    "2.4.2": "Page Titled",
    "2.4.4": "Link Purpose (In Context)",
    "2.4.7": "Focus Visible",
    "2.4.11": "Focus Not Obscured (Minimum)",
    "2.5.8": "Target Size (Minimum)",
    "3.1.1": "Language of Page",
    "3.1.2": "Language of Parts",
    "3.3.2": "Labels or Instructions",
    "4.1.2": "Name, Role, Value",
}


@dataclass(frozen=True)
class Criterion:
    """On how many pages it was checked, failed, or could not be decided by machine."""

    name: str
    title: str
    checked: int
    failed: int
    undecided: int


@dataclass(frozen=True)
class Walked:
    """One language's walk: the pages opened, and the addresses left out, by reason."""

    language: str
    pages: int
    left_out: int


@dataclass(frozen=True)
class Results:
    """One run."""

    tested_on: dt.date
    version: str
    tools: tuple[str, ...]
    walked: tuple[Walked, ...]
    criteria: tuple[Criterion, ...]
    faults: tuple[tuple[str, str], ...]

    @property
    def pages(self) -> int:
        """Pages opened, each language counted."""
        return sum(one.pages for one in self.walked)


@lru_cache(maxsize=4)
def read_results(file: Path = RESULTS) -> Results:
    """From the file that the walk wrote."""
    told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return Results(
        tested_on=dt.date.fromisoformat(told["tested_on"]),
        version=told["version"],
        tools=(told["browser"], *told["tools"]),
        walked=tuple(
            Walked(one["language"], one["pages"], sum(one["left_out"].values()))
            for one in told["languages"]
        ),
        criteria=tuple(
            Criterion(
                one["criterion"],
                TITLES.get(one["criterion"], ""),
                one["checked"],
                one["failed"],
                one["undecided"],
            )
            for one in told["criteria"]
        ),
        faults=tuple((one["criterion"], one["what"]) for one in told["faults"]),
    )
