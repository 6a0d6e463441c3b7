"""Which pages of evidence there are: the briefing's, under its questions, and those beyond it."""

from dataclasses import dataclass
from functools import cache

from watchward.briefing.added import sheets_beyond
from watchward.briefing.definition import Definition, Question, Sheet, read_definition
from watchward.contract.about import About
from watchward.disclosure.answering import questions
from watchward_web.evidence.choices import CHOOSES

BRIEFING = "violent_crime_group"
NEEDS = "It needs consents to linking."


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
    """Every page of the briefing by name: those that are made before anybody asks."""
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


@cache
def _beyond() -> dict[str, Page]:
    sheets = sheets_beyond(definition())
    return {name: Page(name, sheet.label, sheet) for name, sheet in sheets.items()}


def beyond(audience: str) -> dict[str, Page]:
    """Pages of further questions, as far as an audience may ask them."""
    found = questions()
    return {
        name: page
        for name, page in _beyond().items()
        if audience == CHOOSES or not found[name].analysts_only
    }


def page_of(name: str, audience: str) -> Page | None:
    """A page by name, if there is one for the audience."""
    return pages().get(name) or beyond(audience).get(name)


def further(audience: str) -> tuple[tuple[Page, str], ...]:
    """Pages beyond the briefing's, each with what it asks: nothing is worked out for the list."""
    found = questions()
    return tuple((page, _asks(found[name])) for name, page in beyond(audience).items())


def _asks(about: About) -> str:
    return f"{about.question} {NEEDS}" if about.linking == "must" else about.question
