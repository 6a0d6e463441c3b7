"""Which pages of evidence there are: those of the briefing, under its five questions."""

from dataclasses import dataclass
from functools import cache

from watchward.briefing.definition import Definition, Question, Sheet, read_definition

BRIEFING = "violent_crime_group"


@dataclass(frozen=True)
class Page:
    """One page of evidence: the answer to one analysis."""

    name: str  # the analysis, and the address
    label: str
    sheet: Sheet


@cache
def definition() -> Definition:
    """The briefing whose questions the site asks."""
    return read_definition(BRIEFING)


@cache
def pages() -> dict[str, Page]:
    """Every page by name."""
    return {
        sheet.analysis: Page(sheet.analysis, sheet.label or sheet.analysis, sheet)
        for sheet in definition().sheets
    }


def asked() -> tuple[tuple[Question, tuple[Page, ...]], ...]:
    """The five questions, each with its pages."""
    return tuple(
        (question, tuple(pages()[name] for name in question.answers if name in pages()))
        for question in definition().questions
    )
