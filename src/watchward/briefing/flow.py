"""Asks, composes, prints and archives; the same store version gives the same briefing again."""

import datetime as dt
from pathlib import Path

from watchward.briefing.answers import Answers, one_kind, released
from watchward.briefing.archive import Briefing, briefing_id, code_version, holds, keep, reissue
from watchward.briefing.compose import compose
from watchward.briefing.decisions import read_decisions
from watchward.briefing.definition import Definition, read_definition
from watchward.briefing.pdf import typeset
from watchward.briefing.render import render
from watchward.contract.about import Options
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.flow import ask
from watchward.errors import DisclosureRefusal, Refusal
from watchward.lake.store import Store
from watchward.lake.version import current_version
from watchward.settings import Settings

DEFINITION = "violent_crime_group"


def brief(
    store: Store,
    *,
    out: Path,
    settings: Settings,
    made_at: dt.datetime,
    audience: str = "partner",
    month: int | None = None,
    decisions: Path | None = None,
    version: str = "",
) -> Briefing:
    """Make briefing.html and briefing.pdf in `out`, or reissue them where they were made before."""
    definition = read_definition(DEFINITION)
    at = version or current_version(store)
    answers = one_kind(
        _answers(definition, store, at, audience=audience, month=month, settings=settings)
    )
    owed = read_decisions(decisions, on=made_at.date())
    code = code_version()
    ident = briefing_id(answers, definition=definition, owed=owed, code=code, by=settings.partnership)
    if not holds(store, ident):
        document = compose(
            definition,
            answers,
            owed=owed,
            partnership=settings.partnership,
            made_at=made_at,
            code_version=code,
            ident=ident,
        )
        keep(store, document, answers, html=render(document), pdf=typeset(document, made_at=made_at))
    return reissue(store, ident, out=out)


def _answers(
    definition: Definition,
    store: Store,
    version: str,
    *,
    audience: str,
    month: int | None,
    settings: Settings,
) -> Answers:
    """Every answer of the definition; one that is refused is missing, and its panel says why."""
    given: list[SafeResult] = []
    refused: dict[str, str] = {}
    for name in definition.analyses:
        try:
            given.append(
                ask(
                    name,
                    store=store,
                    options=Options(month=month),
                    audience=audience,
                    settings=settings,
                    version=version,
                )
            )
        except Refusal as refusal:
            refused[name] = str(refusal)
    shown, withheld = released(given)
    if not shown:
        why = next(iter((refused | withheld).values()), "The store holds nothing.")
        raise DisclosureRefusal(
            f"No answer could be released. {why}", where="briefing", do="Receive data first."
        )
    return Answers(shown, refused | withheld, audience, version)
