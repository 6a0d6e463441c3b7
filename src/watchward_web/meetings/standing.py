"""What stands on every agenda: what is owed first, then the briefing's questions in its order."""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from watchward.briefing.added import offered
from watchward.briefing.definition import Definition, read_definition
from watchward.briefing.flow import DEFINITION
from watchward_web.core.welsh import in_words

QUESTION_MINUTES = 5


@dataclass(frozen=True)
class Standing:
    """One item that is always there."""

    title: str
    minutes: int


@cache
def definition() -> Definition:
    """The briefing that the meeting reads."""
    return read_definition(DEFINITION)


def standing_items() -> tuple[Standing, ...]:
    """In the order of the papers, so that nobody leafs."""
    return (
        Standing(_("Welcome and apologies"), 5),
        Standing(_("What was decided before, and what came of it"), 10),
        *(Standing(question.asks, QUESTION_MINUTES) for question in definition().questions),
        Standing(_("What to discuss, and what we decide: what, who, by when"), 15),
        Standing(_("Any other business, and the next meeting"), 5),
    )


def evidence_labels() -> dict[str, str]:
    """Analysis -> what its page is called; a decision may rest on any of them."""
    return {sheet.analysis: sheet.label or sheet.analysis for sheet in definition().sheets}


def further_pages(audience: str) -> dict[str, str]:
    """Analysis -> what its page is called; those that an audience may put behind the briefing."""
    return {
        name: in_words(label, audience=audience)
        for name, label in offered(definition(), audience=audience).items()
    }


def own_tables(analysis: str) -> tuple[str, ...]:
    """The tables that the briefing's page of an analysis shows, in its order."""
    found = (sheet.tables for sheet in definition().sheets if sheet.analysis == analysis)
    return next(found, ())
