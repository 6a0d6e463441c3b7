"""The questions of a variant in a language, with the data set's own answers."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from watchward.contract.dataset import Dataset, Field, dataset
from watchward.errors import UsageRefusal
from watchward.reference import code_list
from watchward.reference.welsh import Welsh

DECLARED = Path(__file__).parent / "questions.toml"
VARIANTS = ("cardiff", "glasgow")
LANGUAGES = ("en", "cy")
TITLE = "Assault: what to ask at the front desk"
WARNING = "Write no name, date of birth, NHS number, phone number or home address here."
ASKED_FOR = {  # what a field is called where its own title is longer than a line
    "assault_date": "Date",
    "assault_time": "Time (24 hours)",
    "location_type": "Kind of place",
    "location_text": "Name of the pub, shop, street or place; nothing for a home",
    "assault_method": "How",
    "weapon": "With what",
    "assailants": "Number of assailants",
    "relationship": "Assailant",
    "reported": "Police",
    "victim_age": "Age in years",
    "victim_sex": "Sex",
}


@dataclass(frozen=True)
class Part:
    """One field as it is asked; `answers` are codes with their labels, none where it is typed."""

    field: Field
    title: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Question:
    """One numbered question."""

    asks: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Intake:
    """All that is asked; `homes` are the kinds of place whose text is never kept."""

    language: str
    title: str
    warning: str
    questions: tuple[Question, ...]
    homes: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]  # field → header of the file, the record's number first
    voice: Welsh | None

    def said(self, text: str) -> str:
        """A form's own words in its language."""
        return self.voice.said(text) if self.voice else text


def intake(variant: str, language: str) -> Intake:
    """The questions of this variant, in this language."""
    if variant not in VARIANTS or language not in LANGUAGES:
        raise UsageRefusal(
            "There is no such form.",
            where="intake",
            do=f"Variants: {', '.join(VARIANTS)}. Languages: {', '.join(LANGUAGES)}.",
        )
    written = _declared()
    declared = dataset(written["dataset"])
    voice = Welsh() if language == "cy" else None
    asked = [one for one in written["question"] if variant in one["variants"]]
    questions = tuple(_question(one, declared, voice) for one in asked)
    fields = [part.field for question in questions for part in question.parts]
    number = next(field for field in declared.fields if field.type == "id")
    return Intake(
        language=language,
        title=_say(TITLE, voice),
        warning=_say(WARNING, voice),
        questions=questions,
        homes=tuple(written["homes"]),
        headers=tuple((field.name, field.headers[0]) for field in (number, *fields)),
        voice=voice,
    )


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads(DECLARED.read_text("utf-8"))


def _question(written: dict[str, Any], declared: Dataset, voice: Welsh | None) -> Question:
    fields = [declared.field(name) for name in written["fields"]]
    return Question(_say(written["asks"], voice), tuple(_part(one, voice) for one in fields))


def _part(field: Field, voice: Welsh | None) -> Part:
    labels = code_list(field.codes).labels if field.codes else {}
    answers = tuple((code, _say(label, voice)) for code, label in labels.items())
    return Part(field, _say(ASKED_FOR[field.name], voice), answers)


def _say(text: str, voice: Welsh | None) -> str:
    return voice.said(text) if voice else text
