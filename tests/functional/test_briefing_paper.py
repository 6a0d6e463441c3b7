"""The PDF as a screen reader and a printer have it."""

import io
import itertools
from collections.abc import Iterator
from functools import cache

import pypdf
import pytest
from pypdf.generic import DictionaryObject

from tests.functional import briefing_made as made
from watchward.briefing.pdf import typeset


@cache
def _reader() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(typeset(made.document(), made_at=made.MADE_AT)))


def _tags(node: DictionaryObject) -> Iterator[DictionaryObject]:
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        held = child.get_object()
        if isinstance(held, DictionaryObject) and "/S" in held:
            yield held
            yield from _tags(held)


@cache
def _tree() -> tuple[DictionaryObject, ...]:
    return tuple(_tags(_reader().root_object["/StructTreeRoot"]))


def _of(kind: str) -> list[DictionaryObject]:
    return [tag for tag in _tree() if tag["/S"] == f"/{kind}"]


def test_it_declares_itself_accessible_and_says_its_language():
    root = _reader().root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_its_title_says_what_it_is():
    title = _reader().metadata.title
    assert title.startswith("Synthetic: ")
    assert "October 2024" in title


def test_headings_are_headings_and_the_order_has_no_hole():
    levels = [int(tag["/S"][2:]) for tag in _tree() if tag["/S"] in ("/H1", "/H2", "/H3")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert len(levels) > 20
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_tables_are_tables_with_heads():
    assert len(_of("Table")) >= 8
    assert len(_of("TH")) >= 30
    assert len(_of("TD")) > len(_of("TH"))


def test_every_picture_says_what_it_shows():
    figures = _of("Figure")
    assert len(figures) >= 10
    assert all(len(figure.get("/Alt", "")) > 20 for figure in figures)


def test_every_page_has_its_number_and_is_a4():
    pages = _reader().pages
    for at, page in enumerate(pages, start=1):
        assert f"{at} of {len(pages)}" in page.extract_text()
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_every_font_is_inside():
    for page in _reader().pages:
        for font in page["/Resources"]["/Font"].values():
            held = font.get_object()
            inner = held["/DescendantFonts"][0].get_object() if "/DescendantFonts" in held else held
            described = inner["/FontDescriptor"]
            assert any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_a_picture_without_words_is_refused():
    import typst

    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"
    drawn = f'#image(bytes("{svg}"), format: "svg")'
    source = f'#set document(title: "x")\n{drawn}'.encode()
    with pytest.raises(typst.TypstError, match="alt"):
        typst.compile(source, pdf_standards="ua-1")
