"""The catalogue as CSV and as a workbook: every field a row, with no cell left blank."""

import csv
import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from watchward.contract.safe_result import Say
from watchward.export.book import FONT, FORMATS, LINE, OPTIONS, lines
from watchward.export.inert import inert
from watchward.governance.catalogue import field_rows, set_rows
from watchward.governance.facts import Facts
from watchward.governance.fields import CITING, FIELDS, SETS

WIDE = 30
Rows = Sequence[Sequence[str]]


def catalogue_csv(facts: Facts, *, say: Say) -> bytes:
    """Fields, as UTF-8 that a spreadsheet recognises."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in _said(FIELDS, field_rows(facts), say=say):
        writer.writerow([inert(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def catalogue_book(facts: Facts, *, say: Say, title: str) -> bytes:
    """Two sheets, data sets and fields; the same facts give the same bytes."""
    out = io.BytesIO()
    options = {**OPTIONS, "in_memory": True, "default_format_properties": dict(FONT)}
    book = xlsxwriter.Workbook(out, options)
    made = facts.made_at.astimezone(dt.UTC).replace(tzinfo=None)
    book.set_properties({"title": inert(title), "created": made})
    forms = {name: book.add_format(FORMATS[name]) for name in ("head", "words")}
    tables = (("Data sets", SETS, set_rows(facts)), ("Fields", FIELDS, field_rows(facts)))
    for name, heads, rows in tables:
        sheet = book.add_worksheet(say(name))
        sheet.set_column(0, len(heads) - 1, WIDE)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for at, row in enumerate(_said(heads, rows, say=say)):
            sheet.set_row(at, LINE * max(lines(cell, WIDE - 3) for cell in row))
            for column, cell in enumerate(row):
                sheet.write_string(at, column, inert(cell), forms["words" if at else "head"])
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def _said(heads: Sequence[str], rows: Rows, *, say: Say) -> list[list[str]]:
    """Heads and rows in the language; what is cited stays as it was published."""
    kept = [head in CITING for head in heads]
    told = [
        [cell if keep else say(cell) for cell, keep in zip(row, kept, strict=True)] for row in rows
    ]
    return [[say(head) for head in heads], *told]
