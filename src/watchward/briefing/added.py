"""Pages put behind a briefing's own: any question's answer, for those who asked for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from watchward.briefing.answers import Answers
from watchward.briefing.definition import Definition, Sheet, read_definition
from watchward.disclosure.answering import questions
from watchward.disclosure.rules import read_rules
from watchward.errors import DisclosureRefusal, UsageRefusal

BEYOND = "more"
JUDGED = "evaluation"  # one page for each intervention that is named: evaluation:NAME


def sheets_beyond(definition: Definition) -> dict[str, Sheet]:
    """A page for every question that the definition has none for, by the question's name."""
    drawn = {sheet.analysis: sheet for sheet in read_definition(BEYOND).sheets}
    return {
        name: drawn.get(name, Sheet(name, label=about.title))
        for name, about in questions().items()
        if name not in definition.analyses
    }


def offered(definition: Definition, *, audience: str) -> dict[str, str]:
    """Pages that may be put behind the definition's own, by name, with what they are called.

    Without those of a named intervention, and those that link records.
    """
    exact = read_rules().audience(audience).exact
    known = questions()
    return {
        name: sheet.label
        for name, sheet in sheets_beyond(definition).items()
        if known[name].linking != "must" and (exact or not known[name].analysts_only)
    }


def with_pages(definition: Definition, names: Sequence[str], *, audience: str) -> Definition:
    """The definition with a page for each name, an analysis or `evaluation:INTERVENTION`.

    Refuses one that there is not, that the briefing has already, or that is not for the audience.
    """
    known, beyond = questions(), sheets_beyond(definition)
    exact = read_rules().audience(audience).exact
    for name in names:
        analysis, _, of = name.partition(":")
        if analysis not in known or (of and analysis != JUDGED):
            raise UsageRefusal(
                "There is no page of that name.",
                where="--with",
                do=f"There are: {', '.join(known)}.",
            )
        if analysis in definition.analyses:
            raise UsageRefusal(
                f"The briefing has the page {analysis} already.", where="--with", do="Leave it out."
            )
        if known[analysis].analysts_only and not exact:
            raise UsageRefusal(
                f"{analysis} is for analysts only.",
                where="--with",
                do="Leave it out, or make a briefing for analysts: --audience analyst.",
            )
    sheets = tuple(beyond[name.partition(":")[0]] for name in names)
    return replace(definition, sheets=(*definition.sheets, *sheets), added=tuple(names))


def intervention_of(definition: Definition) -> Mapping[str, str]:
    """By analysis: which intervention its page is of."""
    named = (name.partition(":") for name in definition.added)
    return {analysis: of for analysis, _, of in named if of}


def refuse_missing(definition: Definition, answers: Answers) -> None:
    """A page that was asked for and has no answer is not left out in silence."""
    for sheet in definition.sheets[len(definition.sheets) - len(definition.added) :]:
        result = answers.results.get(sheet.analysis)
        if not result or not any(table.rows for table in result.tables):
            why = result.headline if result else answers.missing.get(sheet.analysis, "")
            raise DisclosureRefusal(
                f"There is no page {sheet.analysis} to add. {why}".strip(),
                where="--with",
                do="Leave it out, or give it what it lacks.",
            )
