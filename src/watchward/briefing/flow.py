"""Asks, composes, prints and archives; the same store version gives the same briefing again."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from watchward.briefing.added import intervention_of, refuse_missing, with_pages
from watchward.briefing.answers import gather, one_kind
from watchward.briefing.archive import Briefing, briefing_id, holds, keep, reissue
from watchward.briefing.compose import compose
from watchward.briefing.decisions import Entry, owed_on
from watchward.briefing.definition import read_definition
from watchward.briefing.printed import print_all
from watchward.briefing.welsh import in_welsh, language_of
from watchward.disclosure.code import code_version
from watchward.lake.store import Store
from watchward.lake.version import current_version
from watchward.settings import Settings

DEFINITION = "violent_crime_group"


def brief(  # noqa: PLR0913  what a person may ask for; all by name
    store: Store,
    *,
    out: Path,
    settings: Settings,
    made_at: dt.datetime,
    audience: str = "partner",
    month: int | None = None,
    premises: str = "",
    decisions: Path | Sequence[Entry] = (),
    version: str = "",
    by: str = "",
    language: str = "en",
    more: Sequence[str] = (),
) -> Briefing:
    """Make all three files in `out`, or reissue those made before; `by` is for the ledger.

    `more` are pages behind its own; one of them that cannot be made is refused.
    """
    definition = with_pages(read_definition(DEFINITION), more, audience=audience)
    answers = gather(
        definition.analyses,
        store=store,
        version=version or current_version(store),
        audience=audience,
        month=month,
        settings=settings,
        now=made_at,
        by=by,
        premises=premises,
        of=intervention_of(definition),
    )
    refuse_missing(definition, answers)
    owed, code, of = owed_on(decisions, on=made_at.date()), code_version(), settings.partnership
    kind, spoken = one_kind(answers), language_of(language)
    ident = briefing_id(kind, definition=definition, owed=owed, code=code, of=of, language=spoken)
    if not holds(store, ident):
        document = compose(
            definition,
            answers,
            owed=owed,
            partnership=of,
            made_at=made_at,
            code_version=code,
            ident=ident,
        )
        document = in_welsh(document) if language == "cy" else document
        keep(store, document, answers, printed=print_all(document, made_at=made_at))
    return reissue(store, ident, out=out)
