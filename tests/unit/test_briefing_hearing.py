"""Evidence packs: numbered, sourced, with the reply, and never with a score or another audience."""

import dataclasses
import datetime as dt
import io
import re

import docx
import pytest

from tests.unit.disclosure_answers import PEOPLE, answer, dimension, protect, table
from watchward.analysis import premises
from watchward.briefing.hearing import NO_REPLY, NOTICE, Exhibit, Pack, counts_of
from watchward.briefing.hearing.written import as_pdf, as_word, numbered
from watchward.contract.result import Column
from watchward.errors import DisclosureRefusal

NOON = dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC)
LETTER = Exhibit(dt.date(2026, 9, 2), "Letter", "A letter", "Asked for a plan", "File 12/7")
VISIT = Exhibit(
    dt.date(2026, 8, 1), "Joint inspection", "A visit", "Fire door shut", "Report 3", "Failed"
)
REPLY = Exhibit(dt.date(2026, 9, 9), "The premises’ reply", "Reply", "We have mended it", "Mail")


def released(audience):
    columns = (dimension("area"), Column("name", "Name", "note"), PEOPLE)
    rows = [("W1", "Old Town", 52), ("W2", "Quay", 3)]
    return protect(answer(table("areas", columns, rows, totals=())), audience)


def pack(**more):
    given = {
        "premises": "The Otter (invented)",
        "details": (("Licence", "SYNTHETIC/1"),),
        "partnership": "Harrowmere (synthetic)",
        "made_at": NOON,
        "synthetic": True,
        "exhibits": (LETTER, VISIT),
        "replies": (REPLY,),
        "counts": counts_of(released("open"), "W1"),
    }
    return Pack(**given | more)


def words_of(made):
    file = docx.Document(io.BytesIO(made))
    cells = [cell.text for one in file.tables for row in one.rows for cell in row.cells]
    heads = [line.text for section in file.sections for line in section.header.paragraphs]
    return "\n".join([*heads, *(line.text for line in file.paragraphs), *cells])


def test_exhibits_are_numbered_by_day_and_name_their_source():
    said = words_of(as_word(pack()))
    assert [one.heading for one in numbered(pack())] == [
        "Exhibit 1: A visit",
        "Exhibit 2: A letter",
    ]
    for words in (
        NOTICE,
        "Licence: SYNTHETIC/1",
        "Report 3",
        "File 12/7",
        "Exhibit 3: counts",
        "We have mended it",
    ):
        assert words in said
    assert "Synthetic: made-up records. Not evidence of fault" in said
    assert NO_REPLY not in said
    assert NO_REPLY in words_of(as_word(pack(replies=())))


def test_counts_are_those_that_anybody_may_see():
    assert counts_of(released("open"), "W1").rows == ((PEOPLE.title, "50"),)
    assert counts_of(released("open"), "W2").rows == ((PEOPLE.title, "[c]"),)
    assert counts_of(released("open"), "W9") is None
    for audience in ("analyst", "partner", "guest"):
        with pytest.raises(DisclosureRefusal):
            counts_of(released(audience), "W1")


def test_no_score_and_no_colour_has_a_place_in_a_pack():
    assert premises.ABOUT.analysts_only  # so no answer of it is ever released for anybody
    fields = {field.name for field in dataclasses.fields(Pack)}
    assert fields == {
        *(
            "premises",
            "details",
            "partnership",
            "made_at",
            "synthetic",
            "exhibits",
            "replies",
            "counts",
        ),
        "title",
    }
    said = words_of(as_word(pack())).casefold()
    assert not re.search(r"\b(score|points?|red|amber|green|colour)\b", said)


def test_the_paper_is_a_tagged_pdf_and_both_are_the_same_each_time():
    made = as_pdf(pack())
    assert made.startswith(b"%PDF")
    assert b"/MarkInfo" in made
    assert made == as_pdf(pack())
    assert as_word(pack()) == as_word(pack())
