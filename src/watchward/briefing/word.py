"""The briefing as a Word file that can be edited: the same document as the page and the paper."""

import datetime as dt
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from docx.document import Document as File
from docx.shared import Mm

from watchward.briefing import word_parts as part
from watchward.briefing.document import Document, Evidence, Grid, GridCell, Panel, Picture, fixed
from watchward.briefing.pdf import shipped_fonts
from watchward.briefing.words import spelt

DOTS = 200.0  # an inch: sharp on paper, small in an e-mail
HALF, WIDE = Mm(118), Mm(168)
HEADS = ("Decision", "Owner", "Due", "Where it stands")


def write_word(document: Document, *, made_at: dt.datetime) -> bytes:
    """The briefing as .docx; the same document gives the same bytes."""
    drawn = pngs(_pictures(document))
    w = fixed(document.language)
    file = part.begin(
        part.Told(
            title=f"{_mark(document)}{document.title}, {document.month}, {document.partnership}",
            subject=document.release,
            footer=f"{document.release}. {w('Store version')} {document.store_version}. "
            f"{w('Disclosure rules')} {document.rules_version}. {w('Briefing')} {document.id}",
            warning=document.warning,
            made_at=made_at,
            language=part.LANGUAGES[document.language],
        )
    )
    _first_page(file, document, drawn)
    for page in document.pages:
        part.new_page(file)
        _page(file, page, drawn, w)
    _marks(file, document)
    return part.saved(file)


def _mark(document: Document) -> str:
    said = fixed(document.language)("Synthetic")
    return f"{said}: " if document.synthetic else ""


def _pictures(document: Document) -> tuple[Picture, ...]:
    first = [panel.picture for panel in document.panels if panel.picture]
    return (*first, *(picture for page in document.pages for picture in page.pictures))


def pngs(pictures: tuple[Picture, ...]) -> dict[str, bytes]:
    """Each picture as dots, by its name: Word shows drawn pictures on few machines."""
    import typst

    if not pictures:
        return {}
    with tempfile.TemporaryDirectory(prefix="watchward-") as folder:
        root = Path(folder)
        for at, picture in enumerate(pictures):
            (root / f"{at}.svg").write_text(picture.svg, "utf-8")
        pages = [f'#image("{at}.svg")' for at in range(len(pictures))]
        setting = "#set page(width: auto, height: auto, margin: 2pt)\n"
        (root / "all.typ").write_text(setting + "\n#pagebreak()\n".join(pages), "utf-8")
        made = typst.compile(
            root / "all.typ", root=root, format="png", ppi=DOTS, font_paths=shipped_fonts()
        )
    every = cast("Sequence[bytes] | bytes", made)  # one page is bytes, several are a list
    pages_made = [every] if isinstance(every, bytes) else every
    return {p.ident: png for p, png in zip(pictures, pages_made, strict=True)}


def _first_page(file: File, document: Document, drawn: dict[str, bytes]) -> None:
    w = fixed(document.language)
    part.say(file, document.partnership)
    file.add_paragraph(f"{document.title}, {document.month}", style="Title")
    part.say(file, f"{document.release}. {w('Made')} {document.made_at}", bold=True)
    file.add_heading(w("Chair’s summary: one minute, read aloud"), level=1)
    part.say(file, " ".join(document.summary), size=11)
    _decided(file, document)
    file.add_heading(w(f"{spelt(len(document.panels))} questions"), level=1)
    for panel in document.panels:
        _panel(file, panel, drawn, w)
    file.add_heading(w("What to discuss"), level=1)
    for at, item in enumerate(document.items, start=1):
        file.add_heading(f"{at}. {item.place}", level=2)
        part.say(file, item.reason)
        part.say(file, f"{w('Whose to act on:')} {item.owner}", bold=True)
        part.say(file, f"{w('Limits:')} {item.limits}", size=9)
    if not document.items:
        part.say(file, w("The evidence raises no place or time for discussion."))


def _decided(file: File, document: Document) -> None:
    w = fixed(document.language)
    file.add_heading(w("Decided last time"), level=1)
    if not document.decisions:
        part.say(file, document.no_decisions)
        return
    rows = [
        tuple(GridCell(t) for t in (d.what, d.owner, d.due, f"{d.status}. {d.outcome}"))
        for d in document.decisions
    ]
    caption = w("Who owes what by when, and what happened since")
    heads = tuple(GridCell(w(text)) for text in HEADS)
    part.table(file, caption=caption, heads=heads, rows=rows, widths=(2.4, 1.3, 1.2, 2.4))


def _panel(file: File, panel: Panel, drawn: dict[str, bytes], w: Callable[[str], str]) -> None:
    file.add_heading(f"{panel.number}. {panel.question}", level=2)
    part.say(file, panel.finding, bold=True)
    if panel.picture:
        _picture(file, panel.picture, drawn, width=HALF)
    elif panel.instead != panel.finding:
        part.say(file, panel.instead)
    if panel.glance:
        _grid(file, panel.glance)
    part.say(file, panel.more)
    for note in panel.notes:
        part.say(file, note, size=8.5)
    behind = "; ".join(f"{w('part')} {number}, {label}" for _, number, label in panel.pages)
    part.say(file, f"{w('Table, method and limits:')} {behind}." if behind else "", size=8.5)


def _page(file: File, page: Evidence, drawn: dict[str, bytes], w: Callable[[str], str]) -> None:
    part.say(file, f"{page.number}. {page.question}", bold=True)
    file.add_heading(page.finding, level=1)
    part.say(file, page.more)
    for picture in page.pictures:
        _picture(file, picture, drawn, width=HALF if len(page.pictures) > 1 else WIDE)
    part.say(file, page.coverage, size=9)
    part.say(file, page.instead)
    for grid in page.grids:
        _grid(file, grid)
    for heading, text in (
        ("How it was worked out", page.method),
        ("What it cannot tell", page.limits),
    ):
        file.add_heading(w(heading), level=2)
        part.say(file, text)
    for heading, texts in (
        ("Not comparable", page.not_comparable),
        ("Also to be known", page.caveats),
        ("Hidden or rounded", page.withheld),
        ("Sources", page.sources),
    ):
        if texts:
            file.add_heading(w(heading), level=2)
            part.bullets(file, texts)
    said = f"{w('Method:')} {page.method_source} {w('Store version')} {page.store_version}. "
    part.say(file, f"{said}{w('Release')} {page.release}.", size=8.5)
    part.say(file, page.expires, bold=True)


def _picture(file: File, picture: Picture, drawn: dict[str, bytes], *, width: int) -> None:
    if picture.ident in drawn:
        shown = drawn[picture.ident]
        part.picture(file, shown, title=picture.title, alt=picture.alt, width=width)
        part.say(file, f"{picture.title}. {picture.subtitle}", size=8.5)


def _grid(file: File, grid: Grid) -> None:
    widths = [4.0 if head.prose else 2.0 if at == 0 else 1.0 for at, head in enumerate(grid.heads)]
    part.table(
        file,
        caption=grid.caption,
        heads=grid.heads,
        rows=grid.rows,
        totals=grid.totals,
        widths=widths,
    )


def _marks(file: File, document: Document) -> None:
    w = fixed(document.language)
    file.add_heading(w("Marks in the tables"), level=1)
    part.bullets(file, (f"{mark} {words}." for mark, words in document.marks))
    about = "“About” means rounded to the nearest 5. Hatching stands for a hidden number."
    part.say(file, w(about))
    part.say(
        file,
        w(
            f"Made by Watchward {document.code_version} under disclosure rules "
            f"{document.rules_version}. Briefing {document.id}, {document.audience}."
        )
        + " "
        + w("Whoever edits this file answers for the change: the archive keeps it as it was made."),
        size=8.5,
    )
