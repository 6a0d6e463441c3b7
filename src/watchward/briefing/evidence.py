"""The pages behind: one question a page, with the finding as its title."""

from watchward.briefing.answers import Answers
from watchward.briefing.charts.style import PANEL, WIDE
from watchward.briefing.definition import Sheet
from watchward.briefing.document import Evidence
from watchward.briefing.panels import why_no_picture
from watchward.briefing.pictures import pictures
from watchward.briefing.pictures.area_map import coverage_said
from watchward.briefing.pictures.canvas import Canvas
from watchward.briefing.pictures.lines import LETTERS, recording_breaks
from watchward.briefing.tables import grids
from watchward.briefing.words import (
    expires_after,
    first,
    month_said,
    plain,
    rest,
    tidied,
    window_said,
)
from watchward.contract.result import Source
from watchward.contract.safe_result import SafeTable

EXPIRES = "This page expires at the end of {}, or when that month's records arrive: hot spots move."


def speaks(sheet: Sheet, answers: Answers) -> bool:
    """False where nothing held can answer: the panel says so, and there is no page behind it."""
    result = answers.results.get(sheet.analysis)
    return bool(result and any(_counted(table) for table in result.tables))


def _counted(table: SafeTable) -> bool:
    return bool(table.rows) and any(column.role == "count" for column in table.columns)


def page(sheet: Sheet, answers: Answers, *, number: int) -> Evidence:
    """One answer with its picture, its tables and everything that must be known of it."""
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
        more=rest(headline, 1),
        question=about.question,
        pictures=drawn,
        instead="" if drawn else why_no_picture([result]),
        grids=printed,
        method=first(about.method, sheet.method),
        limits=" ".join(about.limits[:2]),
        caveats=(*breaks, *about.limits[2:], *result.caveats),
        not_comparable=result.not_comparable,
        withheld=result.reasons,
        sources=tuple(_source(source) for source in result.sources),
        window=window_said(result.window),
        coverage="" if drawn else coverage_said(result),
        expires=EXPIRES.format(month_said(expires_after(result.window))) if sheet.expires else "",
        store_version=result.store_version,
        method_source=about.source,
        release=result.id,
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
