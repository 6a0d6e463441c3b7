"""One answer laid out for a page: its pictures, its tables, and everything said about it."""

from dataclasses import dataclass, replace

from django.template import engines
from markupsafe import Markup

from watchward.briefing.charts.style import WIDE
from watchward.briefing.document import Grid, Picture
from watchward.briefing.pictures import pictures
from watchward.briefing.pictures.canvas import Canvas
from watchward.briefing.pictures.lines import LETTERS, recording_breaks
from watchward.briefing.tables import grids
from watchward.briefing.words import expires_after, first, month_said, rest, window_said
from watchward.contract.result import Source
from watchward.contract.safe_result import MARKS, SafeResult, SafeTable
from watchward.export.flow import offered
from watchward_web.evidence.questions import Page

COVERAGE = ("placed", "timed", "coverage")  # tables that say how much of the records could be used
WIDTHS = 9  # columns after which a table is set smaller


@dataclass(frozen=True)
class ShownTable:
    """A released table as it is printed, under the name that its download has."""

    name: str
    ident: str  # of its heading, to jump to
    title: str
    caption: str
    html: Markup  # once for all readers: it holds no word that is translated
    marks: frozenset[str]
    kinds: tuple[str, ...]  # the files that it can become


@dataclass(frozen=True)
class Shown:
    """What the page prints; every number in it was released."""

    result: SafeResult
    finding: str
    more: str
    pictures: tuple[Picture, ...]
    tables: tuple[ShownTable, ...]
    breaks: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str], ...]
    coverage: tuple[str, ...]
    sources: tuple[str, ...]
    window: str
    expires: int  # the month at whose end it does; 0 where it does not

    @property
    def released(self) -> bool:
        """False where a person must look first, or it was refused."""
        return self.result.outcome == "released"


def lay_out(result: SafeResult, page: Page) -> Shown:
    """Draw and print one released answer."""
    canvas = Canvas({page.name: result}, WIDE, f"picture-{page.name}")
    tables = tuple(_table(table, result) for table in _ordered(result, page) if table.rows)
    used = {mark for table in tables for mark in table.marks}
    return Shown(
        result=result,
        finding=first(result.headline, 1),
        more=rest(result.headline, 1),
        pictures=tuple(as_markup(one) for one in pictures(page.sheet.drawings, canvas)),
        tables=tables,
        breaks=tuple(
            (letter, f"{month_said(month)}: {words}")
            for letter, (month, words) in zip(LETTERS, recording_breaks(result), strict=False)
        ),
        marks=tuple((f"[{mark}]", words) for mark, words in MARKS.items() if mark in used),
        coverage=tuple(
            line for name in COVERAGE if (t := result.table(name)) for line in _coverage(t)
        ),
        sources=tuple(_source(source) for source in result.sources),
        window=window_said(result.window),
        expires=expires_after(result.window) if page.sheet.expires else 0,
    )


def _ordered(result: SafeResult, page: Page) -> list[SafeTable]:
    """The page's own tables first, in its order, then the others; coverage is said in words."""
    wanted = page.sheet.tables or tuple(table.name for table in result.tables)
    found = [result.table(name) for name in wanted]
    named = [table for table in found if table is not None]
    return named + [t for t in result.tables if t not in named and t.name not in COVERAGE]


def _table(table: SafeTable, result: SafeResult) -> ShownTable:
    printed = grids(table, ident=f"table-{table.name}", window=result.window)
    tight = any(len(one.heads) > WIDTHS for one in printed)
    return ShownTable(
        name=table.name,
        ident=printed[0].ident,
        title=table.title,
        caption=printed[0].caption,
        html=Markup("").join(_printed(one, tight=tight) for one in printed),
        marks=frozenset().union(*(one.marks for one in printed)),
        kinds=offered(table, result),
    )


def _printed(one: Grid, *, tight: bool) -> Markup:
    template = engines["jinja2"].env.get_template("evidence/parts.html")
    return Markup(template.module.grid(one, tight))  # noqa: S704  the macro has escaped every word


def _coverage(table: SafeTable) -> list[str]:
    """The share of each source's records that could be used, one line a source."""
    told = [c for c in table.columns if c.role == "note"]
    named = (told or [c for c in table.columns if c.role == "dimension"])[:1]
    figures = [column for column in table.columns if column.role == "figure"]
    return [
        f"{row[named[0].name].text}: {c.title.removesuffix(', %').lower()} {row[c.name].text} %"
        for row in table.records()
        for c in figures[:1]
        if named and not row[c.name].mark
    ]


def _source(source: Source) -> str:
    """Who, what, when, how finely, and whether it is made up."""
    months = f"{month_said(source.first_month)} to {month_said(source.last_month)}"
    gaps = ", ".join(month_said(month) for month in source.missing_months)
    parts = [
        f"{source.title}, {source.provider}, {months}",
        f"not received: {gaps}" if gaps else "",
        f"times to the {source.time_precision}, places {source.place_precision}",
        "synthetic" if source.synthetic else "",
        source.citation,
    ]
    return "; ".join(part for part in parts if part)


def as_markup(picture: Picture) -> Picture:
    """A picture is markup that the library wrote, with every word in it escaped."""
    return replace(picture, svg=Markup(picture.svg))  # noqa: S704
