"""Pieces of a Word file: real styles, tables with header rows, pictures with words, one language.

Nothing in the file is worked out when it is opened: no field, no macro, no link to elsewhere. So
there is no page number, which in Word is a field.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

import docx
from docx.document import Document as File
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
FONT = "Arial"  # on every machine, so that the pages break where they should
INK, HEALTH, LINE = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x12, 0x43, 0x6D), "98A1AA"
ROOM = Mm(178)  # between the margins
SIZES = {"Title": 20, "Heading 1": 15, "Heading 2": 12, "Heading 3": 10.5, "Caption": 9}
MANY, MOST = 7, 12  # columns, beyond which a table is set smaller
STAMP = (1980, 1, 1, 0, 0, 0)  # the first hour that a zip knows


class Cell(Protocol):
    """One cell as printed."""

    @property
    def text(self) -> str:
        """Its words."""
        ...

    @property
    def number(self) -> bool:
        """True where it stands to the right."""
        ...


@dataclass(frozen=True)
class Told:
    """What a file says of itself on every page and in its properties."""

    title: str
    subject: str
    footer: str
    warning: str
    made_at: dt.datetime
    language: str = "en-GB"


def begin(told: Told) -> File:
    """An empty A4 file with its styles, its language, its mark above and its versions below."""
    file = docx.Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    _style(file, told.language)
    _properties(file, told)
    if told.warning:
        line = section.header.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(told.warning).bold = True
    foot = section.footer.paragraphs[0].add_run(told.footer)
    foot.font.size = Pt(8)
    return file


def _style(file: File, spoken: str) -> None:
    for name in ("Normal", *SIZES, "List Bullet", "List Number"):
        style = cast("Any", file.styles[name])
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name in SIZES:
            style.font.size, style.font.bold, style.font.italic = Pt(SIZES[name]), True, False
            style.font.color.rgb = HEALTH if name == "Heading 3" else INK
            style.paragraph_format.keep_with_next = True
    normal = cast("Any", file.styles["Normal"])
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(5)
    title = cast("Any", file.styles["Title"]).element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), spoken)


def _properties(file: File, told: Told) -> None:
    about = file.core_properties
    about.title, about.subject, about.language = told.title, told.subject, told.language
    about.author = about.last_modified_by = "Watchward"
    about.comments, about.keywords, about.revision = "", "", 1
    # The format's own times have no zone and stand for UTC.
    about.created = about.modified = told.made_at.astimezone(dt.UTC).replace(tzinfo=None)


def say(file: File, text: str, *, size: float = 0, bold: bool = False, style: str = "") -> None:
    """One paragraph; nothing where there is nothing to say. What is bold leads to what follows."""
    if not text:
        return
    paragraph = file.add_paragraph(style=style or None)
    paragraph.paragraph_format.keep_with_next = bold or None
    run = paragraph.add_run(text)
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)


def new_page(file: File) -> None:
    """What follows begins a page."""
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def bullets(file: File, texts: Iterable[str]) -> None:
    """A real list."""
    for text in texts:
        say(file, text, style="List Bullet")


def table(
    file: File,
    *,
    caption: str,
    heads: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    totals: Sequence[Sequence[Cell]] = (),
    widths: Sequence[float] = (),
) -> None:
    """Caption above; the header row is marked as one, so that it is read out and repeated."""
    say(file, caption, style="Caption")
    size = Pt(6 if len(heads) > MOST else 7 if len(heads) > MANY else 9)
    made = file.add_table(rows=1, cols=len(heads))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _lines(made, caption)
    shares = _shares(heads, widths)
    for column, share in zip(made.columns, shares, strict=True):
        column.width = int(ROOM * share)  # LibreOffice reads these, Word the cells' own
    every = [heads, *rows, *totals]
    for at, cells in enumerate(every):
        row = made.rows[0] if not at else made.add_row()
        bold = not at or at > len(rows)
        _once(row._tr.get_or_add_trPr(), "w:cantSplit")
        if not at:
            _once(row._tr.get_or_add_trPr(), "w:tblHeader")
        for place, cell, share in zip(row.cells, cells, shares, strict=True):
            place.width = int(ROOM * share)
            paragraph = place.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(
                1.5
            )
            if cell.number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(cell.text)
            run.font.size, run.bold = size, bold or None
    file.add_paragraph().paragraph_format.space_after = Pt(2)


def _shares(heads: Sequence[Cell], widths: Sequence[float]) -> list[float]:
    """Each column's part of the page: words get more room than numbers."""
    given = list(widths) or [
        (1.0 if len(heads) > MOST else 2.0 if not head.number else 1.0) for head in heads
    ]
    if not widths and len(heads) > MOST:
        given[0] = 1.6
    return [width / sum(given) for width in given]


def _once(parent: Any, name: str) -> None:
    parent.append(OxmlElement(name))


def _lines(made: Any, caption: str) -> None:
    """Rules under the rows, and the caption once more where a screen reader looks for it."""
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        room = OxmlElement(f"w:{side}")
        room.set(qn("w:w"), "40")
        room.set(qn("w:type"), "dxa")
        margins.append(room)
    properties.append(margins)
    looks = properties.find(qn("w:tblLook"))
    if looks is not None:  # the order of the elements is fixed
        properties.remove(looks)
        properties.append(looks)
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), caption)
    properties.append(said)


def picture(file: File, png: bytes, *, title: str, alt: str, width: int) -> None:
    """A picture with the words that stand for it."""
    shape = file.add_picture(io.BytesIO(png), width=width)
    about = shape._inline.docPr
    about.set("descr", alt)
    about.set("title", title)
    cast("Any", file.paragraphs[-1]).paragraph_format.keep_with_next = True


def saved(file: File) -> bytes:
    """The file as bytes; packed again without the hour, so that equal papers are equal bytes."""
    packed, out = io.BytesIO(), io.BytesIO()
    _without_thumbnail(file)
    file.save(packed)
    with (
        zipfile.ZipFile(packed) as had,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in had.namelist():
            about = zipfile.ZipInfo(name, STAMP)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            again.writestr(about, had.read(name))
    return out.getvalue()


def _without_thumbnail(file: File) -> None:
    """The library's template carries a picture of an empty page."""
    links = file.part.package.rels
    for name in [name for name, link in links.items() if link.reltype.endswith("/thumbnail")]:
        del links[name]
