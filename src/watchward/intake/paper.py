"""The form on one A4 page, a tagged PDF (PDF/UA-1), for a desk without a screen to spare."""

import datetime as dt
import json
import tempfile
from pathlib import Path

from watchward.briefing.pdf import compiled
from watchward.intake.questions import Intake
from watchward.reference.welsh import NOTE

TEMPLATE = Path(__file__).parent / "form.typ"
FOOT = (
    "The answers are the data set's own. The form stays at the hospital; "
    "destroy it once it is typed in."
)


def typeset(intake: Intake, *, made_at: dt.datetime) -> bytes:
    """The form as bytes."""
    foot = intake.said(FOOT)
    written = {
        "title": intake.title,
        "warning": intake.warning,
        "language": intake.language,
        "foot": f"{foot} {NOTE}." if intake.voice else foot,
        "day": [made_at.year, made_at.month, made_at.day],
        "questions": [
            {
                "asks": question.asks,
                "parts": [
                    {
                        "title": part.title,
                        "answers": [label for _, label in part.answers],
                        "long": part.field.type == "text",
                    }
                    for part in question.parts
                ],
            }
            for question in intake.questions
        ],
    }
    with tempfile.TemporaryDirectory(prefix="watchward-") as folder:
        root = Path(folder)
        (root / "form.json").write_text(json.dumps(written), "utf-8")
        (root / "form.typ").write_text(TEMPLATE.read_text("utf-8"), "utf-8")
        return compiled(root / "form.typ", made_at=made_at)
