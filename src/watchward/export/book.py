"""The sheets of a workbook, after the Analysis Function's guidance: no merged and no blank cells
in a table, marks in square brackets that the cover explains, the head of each table frozen.
"""

import calendar
import datetime as dt
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter

from watchward.contract.result import Column
from watchward.contract.safe_result import MARKS, SafeCell, SafeResult, SafeTable, Say
from watchward.errors import UsageRefusal
from watchward.export.facts import about, notes, rows_of
from watchward.export.inert import inert
from watchward.export.tidy import STATUSES, typed_value

FRONT = 3  # sheets before the first table: cover, contents, notes
HEAD = 3  # lines before a table's first row: title, months, head
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FONT = {"font_name": "Arial", "font_size": 11}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "label": {"bold": True, "valign": "top", "text_wrap": True},
    "words": {"text_wrap": True, "valign": "top"},
    "head": {"bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"},
    "head_right": {
        "bold": True,
        "text_wrap": True,
        "bottom": 1,
        "valign": "bottom",
        "align": "right",
    },
    "mark": {"align": "right"},
    "whole": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.0"},
    "month": {"num_format": "mmm yyyy", "align": "left"},
    "text": {},
    "total": {"bold": True},
    "link": {"font_color": "#1d70b8", "underline": 1},
}
NUMERIC = ("count", "figure", "accounting")
NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")
LONGEST = 31
LINE = 15  # points; a workbook does not fit its rows to their words by itself
NARROW, WIDEST, NUMBER_WIDTH = 12, 44, 17


class Book:
    """A workbook under way; its bytes depend on the answer alone."""

    def __init__(
        self, path: Path, tables: Sequence[SafeTable], result: SafeResult, *, say: Say
    ) -> None:
        self.result, self.tables, self.say = result, tables, say
        font = {"default_format_properties": dict(FONT)}  # the library writes into it
        options = {**OPTIONS, **font, "tmpdir": str(path.parent)}
        self._book = xlsxwriter.Workbook(str(path), options)
        last = max((source.last_month for source in result.sources), default=1980 * 12)
        when = dt.datetime(last // 12, last % 12 + 1, 1)  # noqa: DTZ001  a property of the data
        self._book.set_properties({"title": inert(result.about.title), "created": when})
        self._formats = {name: self._book.add_format(given) for name, given in FORMATS.items()}
        self._names = [sheet_name(at, one.name) for at, one in enumerate(tables, start=1)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: object, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def _sheet(self, name: str, widths: Sequence[int]) -> Any:
        sheet = self._book.add_worksheet(name)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _say(self, sheet: Any, row: int, column: int, words: str, form: str) -> None:
        if sheet.write_string(row, column, inert(words), self._formats[form]) != 0:
            raise UsageRefusal(
                "A cell holds more words than a workbook can.", where="xlsx", do="Take it as CSV."
            )

    def _pairs(self, name: str, title: str, pairs: Sequence[tuple[str, str]]) -> None:
        sheet = self._sheet(name, (40, 96))
        sheet.set_row(0, 2 * LINE)
        self._say(sheet, 0, 0, title, "title")
        for row, (label, words) in enumerate(pairs, start=1):
            sheet.set_row(row, LINE * max(lines(label, 36), lines(words, 92)))
            self._say(sheet, row, 0, label, "label")
            self._say(sheet, row, 1, words, "words")

    def cover(self) -> None:
        """What it is, for whom, from what; the count, the hash; what the marks mean."""
        result = self.result
        told = (
            *((f"[{mark}]", words) for mark, words in MARKS.items() if mark),
            ("Sheets", "Contents, Notes, one table a sheet, and `data` with a line a number."),
            ("To check it", "SHA-256 is of the tables as CSV, without the last line of each."),
        )
        read = [(self.say(label), self.say(words)) for label, words in told]
        made_up = f" ({self.say('synthetic data')})" if result.synthetic else ""
        title = f"{result.about.title}{made_up}"
        self._pairs("Cover", title, [*about(result, self.tables, say=self.say), *read])

    def contents(self) -> None:
        """A line a table, with a link inside the file and the number of its rows."""
        sheet = self._sheet("Contents", (26, 90, 12))
        for at, words in enumerate(("Sheet", "Table", "Rows")):
            self._say(sheet, 0, at, self.say(words), "head_right" if at == 2 else "head")
        for row, (name, table) in enumerate(zip(self._names, self.tables, strict=True), start=1):
            link = self._formats["link"]
            sheet.write_url(row, 0, f"internal:'{name}'!A1", link, string=name)
            self._say(sheet, row, 1, table.title, "words")
            sheet.write_number(row, 2, rows_of(table), self._formats["whole"])

    def notes(self) -> None:
        """What must be known beside the numbers."""
        say = self.say
        weekdays = (say("Weekdays in `data`"), say("1 is Monday, 7 is Sunday."))
        status = say("Status in `data`")
        statuses = [(f"{status}: {name}", say(words)) for name, words in STATUSES.items()]
        told = [*notes(self.result, say=say), weekdays, *statuses]
        self._pairs("Notes", say("Notes"), told)

    def table(self, table: SafeTable) -> None:
        """One table as one reads it, totals last."""
        wide = [width(table, at) for at in range(len(table.columns))]
        sheet = self._sheet(self._names[len(self._book.worksheets()) - FRONT], wide)
        self._say(sheet, 0, 0, table.title, "total")
        self._say(
            sheet, 1, 0, table.window or self.result.window or self.say("All months held"), "text"
        )
        heads = zip(table.columns, wide, strict=True)
        sheet.set_row(2, LINE * max(lines(column.title, room - 3) for column, room in heads))
        for at, column in enumerate(table.columns):
            form = "head_right" if column.role in NUMERIC else "head"
            self._say(sheet, 2, at, column.title, form)
        ahead = sum(column.role == "dimension" for column in table.columns)
        sheet.freeze_panes(HEAD, ahead)
        sheet.repeat_rows(HEAD - 1)
        rows = [(row, False) for row in table.rows] + [(row, True) for row in table.total_rows]
        for number, (row, total) in enumerate(rows, start=HEAD):
            for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                self._cell(sheet, number, at, cell, column=column, total=total)

    def _cell(
        self, sheet: Any, row: int, at: int, cell: SafeCell, *, column: Column, total: bool = False
    ) -> None:
        if total and column.role == "dimension" and cell.mark == "z":
            self._say(sheet, row, at, self.say("Total"), "total")
        elif cell.mark or cell.value is None:
            mark = f"[{cell.mark}]" if cell.mark else "[x]"
            self._say(sheet, row, at, mark, "mark" if column.role in NUMERIC else "text")
        elif isinstance(cell.value, str):
            self._say(sheet, row, at, self.say(cell.value), "text")
        elif column.describes == "month":
            sheet.write_datetime(row, at, typed_value(cell, "month"), self._formats["month"])
        elif column.describes == "weekday" and 1 <= cell.value <= 7:
            self._say(sheet, row, at, self.say(calendar.day_name[int(cell.value) - 1]), "text")
        else:
            form = "number" if isinstance(cell.value, float) else "whole"
            sheet.write_number(row, at, cell.value, self._formats[form])

    def data(self) -> None:
        """A line a number: for pivot tables and for programs; a missing number is left blank."""
        named: dict[str, str] = {}
        for table in self.tables:
            for column in table.columns:
                if column.role == "dimension":
                    named.setdefault(column.name, column.title)
        heads = ["Table", "Row or total", *named.values(), "Measure", "Value", "Words", "Status"]
        sheet = self._sheet("data", [*[16] * (2 + len(named)), 56, 12, 30, 12])
        for at, words in enumerate(heads):
            self._say(sheet, 0, at, self.say(words), "head")
        sheet.freeze_panes(1, 0)
        line = 1
        for table in self.tables:
            for kind, rows in (("row", table.rows), ("total", table.total_rows)):
                for row in rows:
                    line = self._numbers(sheet, line, table, row, kind=kind, named=list(named))

    def _numbers(
        self,
        sheet: Any,
        line: int,
        table: SafeTable,
        row: Sequence[SafeCell],
        *,
        kind: str,
        named: list[str],
    ) -> int:
        pairs = list(zip(row, table.columns, strict=True))
        about_row = [(cell, column) for cell, column in pairs if column.role == "dimension"]
        measure = 2 + len(named)
        for cell, column in pairs:
            if column.role == "dimension":
                continue
            self._say(sheet, line, 0, table.name, "text")
            self._say(sheet, line, 1, kind, "text")
            for value, dimension in about_row:
                self._plain(sheet, line, 2 + named.index(dimension.name), value, dimension)
            self._say(sheet, line, measure, column.title, "text")
            at = measure + (2 if isinstance(cell.value, str) else 1)
            self._plain(sheet, line, at, cell, column)
            status = cell.mark or ("rounded" if cell.about else "shown")
            self._say(sheet, line, measure + 3, status, "text")
            line += 1
        return line

    def _plain(self, sheet: Any, row: int, at: int, cell: SafeCell, column: Column) -> None:
        """The bare value; a pivot table wants a blank where there is none."""
        if cell.mark or cell.value is None:
            return
        if isinstance(cell.value, str):
            self._say(sheet, row, at, cell.value, "text")
        elif column.describes == "month" and column.role == "dimension":
            sheet.write_datetime(row, at, typed_value(cell, "month"), self._formats["month"])
        else:
            sheet.write_number(row, at, cell.value)


def lines(words: str, room: int) -> int:
    """How many lines the words need in a column that holds `room` letters."""
    return max(1, len(textwrap.wrap(words, max(room, 4))))


def width(table: SafeTable, at: int) -> int:
    """Letters across: numbers alike, words as long as they are, within limits."""
    if table.columns[at].role in NUMERIC:
        return NUMBER_WIDTH
    longest = max((len(row[at].text) for row in table.rows), default=0)
    return min(WIDEST, max(NARROW, longest + 3, min(24, len(table.columns[at].title) + 3)))


def sheet_name(number: int, table: str) -> str:
    """A name that a workbook takes; the number keeps any two apart."""
    plain = NOT_IN_A_NAME.sub("_", table).strip("_")
    return f"{number}_{plain}"[:LONGEST].rstrip("_")
