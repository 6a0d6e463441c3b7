"""The Word file as an editor and a screen reader have it: styles, named pictures, no fields."""

import dataclasses
import io
import itertools
import re
import shutil
import subprocess
import zipfile
from functools import cache

import docx
import pytest
from docx.oxml.ns import qn

from tests.functional import briefing_made as made
from watchward.briefing.word import write_word
from watchward.briefing.word_agenda import Agenda, Point, write_agenda

SOFFICE = shutil.which("soffice")


@cache
def _bytes() -> bytes:
    return write_word(made.document(), made_at=made.MADE_AT)


@cache
def _file():
    return docx.Document(io.BytesIO(_bytes()))


def _text() -> str:
    cells = [c.text for t in _file().tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in _file().paragraphs), *cells])


def test_it_says_everything_that_the_page_says():
    document, text = made.document(), _text()
    for words in (
        *(panel.finding for panel in document.panels),
        *(item.reason for item in document.items),
        *(page.finding for page in document.pages),
        *(page.method for page in document.pages),
        *(grid.caption for page in document.pages for grid in page.grids),
        "Move the marshals to Quay Rank",
        "Overdue, under way. The rota is not agreed.",
    ):
        assert words in text, words
    releases = {result.id for result in made.answers().results.values()}
    assert releases <= set(re.findall(r"Release (\w+)\.", text))


def test_no_exact_count_of_the_partners_is_in_it():
    packed = zipfile.ZipFile(io.BytesIO(_bytes()))
    whole = " ".join(packed.read(n).decode() for n in packed.namelist() if n.endswith(".xml"))
    text = re.sub(r"<[^>]+>", " ", whole)
    for secret in made.SECRETS[:2]:
        assert f"{secret:,}" not in text
        assert not re.search(rf"\b{secret}\b", text)


def test_headings_are_styles_and_have_no_hole():
    named = [p.style.name for p in _file().paragraphs if p.style.name.startswith("Heading")]
    levels = [int(name[-1]) for name in named]
    assert [p.style.name for p in _file().paragraphs].count("Title") == 1
    assert levels[0] == 1
    assert len(levels) > 20
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_header_row_that_is_marked_as_one():
    document = made.document()
    glances = sum(panel.glance is not None for panel in document.panels)
    assert len(_file().tables) == 1 + glances + sum(len(p.grids) for p in document.pages)
    for table in _file().tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert all(cell.text for cell in table.rows[0].cells)


def test_every_picture_has_words_and_is_a_picture():
    document = made.document()
    drawn = [panel.picture for panel in document.panels if panel.picture]
    drawn += [picture for page in document.pages for picture in page.pictures]
    shapes = _file().inline_shapes
    assert len(shapes) == len(drawn) > 4
    for shape, picture in zip(shapes, drawn, strict=True):
        assert shape._inline.docPr.get("descr") == picture.alt
    packed = zipfile.ZipFile(io.BytesIO(_bytes()))
    images = [n for n in packed.namelist() if n.startswith("word/media/")]
    assert all(packed.read(n).startswith(b"\x89PNG") for n in images)


def test_nothing_in_it_is_live():
    packed = zipfile.ZipFile(io.BytesIO(_bytes()))
    names = " ".join(packed.namelist())
    assert not re.search(r"vba|activeX|embeddings|externalLink|thumbnail", names)
    for name in packed.namelist():
        if name.endswith((".xml", ".rels")):
            xml = packed.read(name).decode()
            assert not re.search(r"<w:(fldChar|fldSimple|instrText|hyperlink|altChunk)\b", xml), (
                name
            )
            assert 'TargetMode="External"' not in xml, name


def test_language_mark_and_versions_are_on_every_page():
    section = _file().sections[0]
    assert "Synthetic" in section.header.paragraphs[0].text
    foot = section.footer.paragraphs[0].text
    assert made.VERSION in foot
    assert "0123456789ab" in foot
    languages = {one.get(qn("w:val")) for one in _file().styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert _file().core_properties.language == "en-GB"
    assert _file().core_properties.title.startswith("Synthetic: ")


def test_the_same_document_is_the_same_bytes():
    assert write_word(made.document(), made_at=made.MADE_AT) == _bytes()


def test_it_can_be_edited_and_saved(tmp_path):
    file = docx.Document(io.BytesIO(_bytes()))
    file.paragraphs[3].add_run(" With a word of the chair's own.")
    file.save(tmp_path / "edited.docx")
    again = docx.Document(tmp_path / "edited.docx")
    assert "chair's own" in again.paragraphs[3].text


def test_an_agenda_says_what_when_and_who_leads():
    agenda = Agenda(
        title="Violent Crime Group",
        partnership="Invented partnership",
        when="12 November 2024, 14:00",
        place="Guildhall",
        chair="The chair",
        points=(Point("What was decided", "The chair", "14:00", 10),),
        owed=made.OWED,
        invited=("Council", "Hospital"),
        papers="Each has their own papers.",
        synthetic=True,
    )
    file = docx.Document(io.BytesIO(write_agenda(agenda, made_at=made.MADE_AT)))
    cells = [[c.text for c in row.cells] for row in file.tables[0].rows]
    assert cells == [
        ["At", "Item", "Who leads", "Minutes"],
        ["14:00", "1. What was decided", "The chair", "10"],
    ]
    assert file.tables[1].rows[1].cells[0].text == "Move the marshals to Quay Rank"
    assert "made-up" in file.sections[0].header.paragraphs[0].text
    welsh = dataclasses.replace(agenda, language="cy", owed=())
    file = docx.Document(io.BytesIO(write_agenda(welsh, made_at=made.MADE_AT)))
    cells = [[c.text for c in row.cells] for row in file.tables[0].rows]
    assert cells == [
        ["Am", "Eitem", "Pwy sy’n arwain", "Munudau"],
        ["14:00", "1. What was decided", "The chair", "10"],
    ]
    assert "Nid oes dim yn ddyledus." in [one.text for one in file.paragraphs]
    assert "not reviewed" in file.sections[0].header.paragraphs[0].text


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed on this machine")
def test_libreoffice_opens_it_and_prints_every_page(tmp_path):
    import pypdf

    (tmp_path / "briefing.docx").write_bytes(_bytes())
    subprocess.run(
        [
            *(SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "briefing.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    read = pypdf.PdfReader(tmp_path / "briefing.pdf")
    text = "\n".join(page.extract_text() for page in read.pages)
    assert len(read.pages) > len(made.document().pages)
    assert "Chair’s summary" in text
    assert text.count("Synthetic: made-up records") >= len(read.pages)
