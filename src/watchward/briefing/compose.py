"""Puts a briefing together: the first page, what to discuss, then one question a page."""

import datetime as dt

from watchward.briefing.answers import Answers
from watchward.briefing.decisions import said
from watchward.briefing.definition import Definition
from watchward.briefing.discuss import items
from watchward.briefing.document import Decision, Document
from watchward.briefing.evidence import page, speaks
from watchward.briefing.panels import panel, summary
from watchward.briefing.words import month_said, release_said
from watchward.contract.safe_result import MARKS

NO_DECISIONS = "No decisions were given to this briefing."


def compose(
    definition: Definition,
    answers: Answers,
    *,
    owed: tuple[Decision, ...],
    partnership: str,
    made_at: dt.datetime,
    code_version: str,
    ident: str,
) -> Document:
    """The whole briefing, ready to be printed on a page or on paper."""
    asked = [one for one in definition.questions if not one.needs or answers.sides & set(one.needs)]
    wanted = {name for question in asked for name in question.answers}
    own = len(definition.sheets) - len(definition.added)
    sheets = [
        one for one in definition.sheets[:own] if one.analysis in wanted and speaks(one, answers)
    ]
    sheets += definition.sheets[own:]
    pages = tuple(page(one, answers, number=at) for at, one in enumerate(sheets, start=2))
    behind = tuple((one.ident, one.number, one.label) for one in pages)
    panels = tuple(
        panel(one, answers, number=at, pages=behind) for at, one in enumerate(asked, start=1)
    )
    raised = items(definition.discuss, answers.results)
    return Document(
        title=definition.title,
        partnership=partnership[0].upper() + partnership[1:],
        month=month_said(answers.month),
        audience=answers.audience,
        release=release_said(answers.audience, answers.premises),
        synthetic=answers.synthetic,
        store_version=answers.store_version,
        rules_version=answers.rules_version,
        code_version=code_version,
        made_at=said(made_at.date()),
        id=ident,
        summary=summary(panels, [item.place for item in raised], answers),
        decisions=owed,
        no_decisions="" if owed else NO_DECISIONS,
        panels=panels,
        items=raised,
        pages=pages,
        marks=tuple((f"[{mark}]", words) for mark, words in MARKS.items() if mark),
    )
