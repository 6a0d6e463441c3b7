"""The form as one file for a browser: no network, no identifier, a CSV that `prepare` reads.

Nothing is kept between openings, so that a shared computer holds no patient's answers; the number
of a row is random, so that it leads back to nobody.
"""

import base64
import hashlib
import json
from html import escape
from pathlib import Path

from watchward.intake.questions import Intake, Part, Question
from watchward.reference.welsh import NOTE

HERE = Path(__file__).parent
TYPED = {"date": "date", "time": "time", "integer": "number", "text": "text"}
LONGEST = 80  # characters of a place's name
TOLD = {
    "added": "Added. Not yet saved: {n}",
    "saved": "Saved among this computer's downloads.",
    "none": "There is nothing to save yet.",
}
ADD, SAVE = "Add this patient (Enter)", "Save the file"
SCRIPT = "This page needs JavaScript; use the paper form."


def page(intake: Intake) -> str:
    """The whole page; its policy lets only its own style and script run, and nothing be fetched."""
    style, script = ((HERE / name).read_text("utf-8") for name in ("screen.css", "screen.js"))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "form-action 'none'; base-uri 'none'"
    )
    told = {name: intake.said(words) for name, words in TOLD.items()}
    questions = "\n".join(
        _question(number, one) for number, one in enumerate(intake.questions, start=1)
    )
    note = f"<p>{escape(NOTE)}</p>" if intake.voice else ""
    return f"""<!doctype html>
<html lang="{intake.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(intake.title)}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{escape(intake.title)}</h1>
<p class="warning">{escape(intake.warning)}</p>
<noscript><p class="warning">{escape(intake.said(SCRIPT))}</p></noscript>
<form autocomplete="off" data-homes="{" ".join(intake.homes)}" data-told="{_attribute(told)}" \
data-columns="{_attribute(intake.headers)}">
<div class="questions">
{questions}
</div>
<button>{escape(intake.said(ADD))}</button>
<button type="button" id="save">{escape(intake.said(SAVE))}</button>
<p class="said" role="status"></p>
</form>
{note}
</main>
<script>{script}</script>
</body>
</html>
"""


def _question(number: int, question: Question) -> str:
    parts = "\n".join(_ticked(part) if part.answers else _typed(part) for part in question.parts)
    return f"<section><h2>{number}. {escape(question.asks)}</h2>\n{parts}</section>"


def _ticked(part: Part) -> str:
    name, must = part.field.name, " required" if part.field.required else ""
    answers = "".join(
        f'<label><input type="radio" name="{name}" value="{escape(code)}"{must}> '
        f"{escape(label)}</label>"
        for code, label in part.answers
    )
    return (
        f"<fieldset><legend>{escape(part.title)}</legend>"
        f'<div class="answers">{answers}</div></fieldset>'
    )


def _typed(part: Part) -> str:
    field = part.field
    limits = (
        f' min="{field.least}" max="{field.most}"'
        if field.type == "integer"
        else f' maxlength="{LONGEST}" size="36"' * (field.type == "text")
    )
    must = " required" if field.required else ""
    return (
        f'<label class="typed">{escape(part.title)}'
        f'<input type="{TYPED[field.type]}" name="{field.name}"{limits}{must}></label>'
    )


def _attribute(value: object) -> str:
    return escape(json.dumps(value, ensure_ascii=False))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
