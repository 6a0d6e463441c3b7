"""The training card: why and how to ask, what never to write, what becomes of it; one A4 page."""

import datetime as dt
import json
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from watchward.briefing.pdf import compiled
from watchward.intake.questions import Intake
from watchward.reference.welsh import NOTE

HERE = Path(__file__).parent
ASKS = "The six questions"
FOOT = (
    "The answers to tick are on the form. "
    "Ask whoever runs the reception where something is unclear."
)


def typeset(intake: Intake, *, made_at: dt.datetime) -> bytes:
    """The card as a tagged PDF (PDF/UA-1)."""
    with tempfile.TemporaryDirectory(prefix="watchward-") as folder:
        root = Path(folder)
        told = written(intake) | {"day": [made_at.year, made_at.month, made_at.day]}
        (root / "card.json").write_text(json.dumps(told), "utf-8")
        (root / "card.typ").write_text((HERE / "card.typ").read_text("utf-8"), "utf-8")
        return compiled(root / "card.typ", made_at=made_at)


def written(intake: Intake) -> dict[str, Any]:
    """Every word on the card; the questions are the form's own, each with its hint."""
    declared = tomllib.loads((HERE / "card.toml").read_text("utf-8"))
    say, hints = intake.said, declared["hints"]
    foot = say(FOOT)
    return {
        "title": say(declared["title"]),
        "language": intake.language,
        "asks": say(ASKS),
        "foot": f"{foot} {NOTE}." if intake.voice else foot,
        "parts": [
            {"title": say(part["title"]), "points": [say(point) for point in part["points"]]}
            for part in declared["part"]
        ],
        "questions": [
            {"asks": one.asks, "hint": say(hints[one.parts[0].field.name])}
            for one in intake.questions
        ],
    }
