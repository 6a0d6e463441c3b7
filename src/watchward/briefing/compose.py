"""Puts a briefing together: five panels, what to discuss, then one question a page."""

import datetime as dt

from watchward.briefing.answers import Answers
from watchward.briefing.charts.style import PANEL, WIDE
from watchward.briefing.decisions import said
from watchward.briefing.definition import Definition, Question, Sheet
from watchward.briefing.discuss import items
from watchward.briefing.document import Decision, Document, Evidence, Panel
from watchward.briefing.glance import at_a_glance
from watchward.briefing.pictures import picture, pictures
from watchward.briefing.pictures.area_map import coverage_said
from watchward.briefing.pictures.canvas import Canvas
from watchward.briefing.pictures.lines import LETTERS, recording_breaks
from watchward.briefing.tables import grids
from watchward.briefing.words import (
    MINUTE,
    RELEASE,
    first,
    joined,
    month_said,
    once,
    plain,
    rest,
    tidied,
    window_said,
    within_a_minute,
)
from watchward.contract.result import Source
from watchward.contract.safe_result import MARKS, SafeResult, SafeTable

NO_DECISIONS = "No decisions are recorded: nobody gave a decisions file for this briefing."
EXPIRES = "This page expires when the next month's records arrive: hot spots move."


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
    sheets = [one for one in definition.sheets if one.analysis in wanted and _speaks(one, answers)]
    numbers = {sheet.analysis: at for at, sheet in enumerate(sheets, start=2)}
    labels = {
        sheet.analysis: sheet.label or answers.results[sheet.analysis].about.title
        for sheet in sheets
    }
    panels = tuple(
        _panel(one, answers, number=at, pages=numbers, labels=labels)
        for at, one in enumerate(asked, start=1)
    )
    raised = items(definition.discuss, answers.results)
    return Document(
        title=definition.title,
        partnership=partnership,
        month=month_said(answers.month),
        audience=answers.audience,
        release=RELEASE[answers.audience],
        synthetic=answers.synthetic,
        store_version=answers.store_version,
        rules_version=answers.rules_version,
        code_version=code_version,
        made_at=f"{said(made_at.date())}, {made_at:%H:%M} UTC",
        id=ident,
        summary=_summary(panels, [item.place for item in raised], answers),
        decisions=owed,
        no_decisions="" if owed else NO_DECISIONS,
        panels=panels,
        items=raised,
        pages=tuple(_page(one, answers, number=numbers[one.analysis]) for one in sheets),
        marks=tuple((f"[{mark}]", words) for mark, words in MARKS.items() if mark),
    )


def _speaks(sheet: Sheet, answers: Answers) -> bool:
    """False where nothing held can answer: the panel says so, and there is no page behind it."""
    result = answers.results.get(sheet.analysis)
    return bool(result and any(_counted(table) for table in result.tables))


def _counted(table: SafeTable) -> bool:
    return bool(table.rows) and any(column.role == "count" for column in table.columns)


def _summary(panels: tuple[Panel, ...], places: list[str], answers: Answers) -> tuple[str, ...]:
    """The findings, then what to discuss: no more than can be read aloud in a minute."""
    opening = (
        ["These records are made up, to show how a briefing looks."] if answers.synthetic else []
    )
    found = [panel.finding for panel in panels if panel.finding and not panel.instead]
    closing = [f"For discussion: {joined(_within(place) for place in places)}."] if places else []
    windows = [result.window for result in answers.results.values()]
    room = MINUTE - len(" ".join(closing).split())
    return (*within_a_minute(once([*opening, *found], windows), room), *closing)


def _within(place: str) -> str:
    """A name as it stands inside a sentence."""
    return place[0].lower() + place[1:] if place.startswith(("The ", "On or near ")) else place


def _panel(
    question: Question,
    answers: Answers,
    *,
    number: int,
    pages: dict[str, int],
    labels: dict[str, str],
) -> Panel:
    have = [answers.results[name] for name in question.answers if name in answers.results]
    drawn = picture(question.drawings, Canvas(answers.results, PANEL, f"panel-{question.id}"))
    why = " ".join(answers.missing.get(name, "") for name in question.answers).strip()
    headline = tidied(have[0].headline) if have else ""
    glance = at_a_glance(question.glance, answers.results, ident=f"glance-{question.id}")
    windows = [result.window for result in have]
    more = [rest(headline, 1), *(tidied(first(other.headline, 1)) for other in have[1:])]
    return Panel(
        ident=question.id,
        number=number,
        question=question.asks,
        finding=plain(first(headline, 1)) or question.otherwise or "No answer was released.",
        more="" if glance else " ".join(once([headline, *more], windows)[1:]).strip(),
        picture=drawn,
        glance=glance,
        instead="" if drawn else _instead(have, why if have else why or question.otherwise),
        notes=_panel_notes(have),
        pages=tuple(
            (name, pages[name], labels[name]) for name in question.answers if name in pages
        ),
    )


def _instead(have: list[SafeResult], why: str) -> str:
    """Why there is no picture, in the words of the answer itself."""
    said_why = [text for result in have for text in (*result.not_comparable, *result.reasons)]
    return why or " ".join(said_why[:2]) or "There is nothing to draw for these months."


def _panel_notes(have: list[SafeResult]) -> tuple[str, ...]:
    """What must be read beside the picture: lettered breaks, and up to two caveats."""
    notes = []
    for result in have:
        for letter, (month, words) in zip(LETTERS, recording_breaks(result), strict=False):
            notes.append(f"{letter} {month_said(month)}: {first(words, 2)}")
    caveats = [caveat for result in have for caveat in result.caveats]
    return (*notes[:3], *dict.fromkeys(caveats[:2]))


def _page(sheet: Sheet, answers: Answers, *, number: int) -> Evidence:
    result = answers.results[sheet.analysis]
    about = result.about
    headline = tidied(result.headline)
    finding = plain(first(headline, 1))
    size = PANEL if len(sheet.drawings) > 1 else WIDE
    drawn = tuple(pictures(sheet.drawings, Canvas(answers.results, size, f"page-{about.name}")))
    chosen = [result.table(name) for name in sheet.tables] if sheet.tables else list(result.tables)
    printed = tuple(
        one
        for table in chosen
        if table is not None and table.rows
        for one in grids(table, ident=f"table-{about.name}-{table.name}", window=result.window)
    )
    breaks = tuple(
        f"{letter} {month_said(month)}: {words}"
        for letter, (month, words) in zip(LETTERS, recording_breaks(result), strict=False)
    )
    return Evidence(
        ident=about.name,
        number=number,
        label=sheet.label or about.title,
        finding=finding or about.title,
        more=rest(headline, 1) if finding == first(headline, 1) else headline,
        question=about.question,
        pictures=drawn,
        instead="" if drawn else _instead([result], ""),
        grids=printed,
        method=first(about.method, sheet.method),
        limits=" ".join(about.limits[:2]),
        caveats=(*breaks, *about.limits[2:], *result.caveats),
        not_comparable=result.not_comparable,
        withheld=result.reasons,
        sources=tuple(_source(source) for source in result.sources),
        window=window_said(result.window),
        coverage="" if drawn else coverage_said(result),
        expires=EXPIRES if sheet.expires else "",
        store_version=result.store_version,
        method_source=about.source,
    )


def _source(source: Source) -> str:
    """One source in a line: who, what, when, how fine, and whether it is made up."""
    months = f"{month_said(source.first_month)} to {month_said(source.last_month)}"
    gaps = [month_said(month) for month in source.missing_months]
    missing = f"; not received: {', '.join(gaps)}" if gaps else ""
    fine = f"; times to the {source.time_precision}, places {source.place_precision}"
    made_up = "; synthetic" if source.synthetic else ""
    cited = f". {source.citation}" if source.citation else ""
    return f"{source.title}, {source.provider}, {months}{missing}{fine}{made_up}{cited}"
