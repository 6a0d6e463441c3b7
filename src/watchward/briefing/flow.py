"""Asks, composes, prints and archives; the same store version gives the same briefing again."""

import datetime as dt
from pathlib import Path

from watchward.briefing.answers import gather, one_kind
from watchward.briefing.archive import Briefing, briefing_id, code_version, holds, keep, reissue
from watchward.briefing.compose import compose
from watchward.briefing.decisions import read_decisions
from watchward.briefing.definition import read_definition
from watchward.briefing.pdf import typeset
from watchward.briefing.render import render
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
        gather(
            definition.analyses,
            store=store,
            version=at,
            audience=audience,
            month=month,
            settings=settings,
            now=made_at,
        )
    )
    owed = read_decisions(decisions, on=made_at.date())
    code = code_version()
    ident = briefing_id(
        answers, definition=definition, owed=owed, code=code, by=settings.partnership
    )
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
        keep(
            store, document, answers, html=render(document), pdf=typeset(document, made_at=made_at)
        )
    return reissue(store, ident, out=out)
