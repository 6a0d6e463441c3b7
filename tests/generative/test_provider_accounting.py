"""Rows read = unreadable + packaged, against a table that is known before it is written."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.provider_extracts import make, opened
from watchward.errors import InputRefusal

HEADER = ["attendance id", "assault date", "method", "location type", "note"]
TEXT = st.text(st.sampled_from('ab ",;\n\r\té\u2028='), max_size=6)


@st.composite
def records(draw):
    """Cells of one record: usually as many as there are headers, sometimes fewer or more."""
    first = [draw(st.sampled_from(["A1", "", "x"])), "2025-03-01", "fist", "pub", draw(TEXT)]
    width = draw(st.sampled_from([5, 5, 5, 5, 2, 3, 4, 6, 8]))
    return (first + [draw(TEXT) for _ in range(3)])[:width]


@st.composite
def files(draw):
    """Records, and one way of writing them down."""
    rows = draw(st.lists(records(), min_size=1, max_size=12))
    separator, end = draw(st.sampled_from(",;\t|")), draw(st.sampled_from(["\n", "\r\n"]))
    always = draw(st.booleans())
    lines = [separator.join(quoted(cell, separator, always=always) for cell in row) for row in rows]
    for at in draw(st.lists(st.integers(0, len(lines)), max_size=2)):
        lines.insert(at, "")
    text = end.join([separator.join(HEADER), *lines]) + draw(st.sampled_from(["", end]))
    return rows, text


def quoted(cell: str, separator: str, *, always: bool) -> str:
    if always or cell == "" or any(mark in cell for mark in f'"{separator}\n\r\t'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def expected(rows) -> tuple[int, int]:
    """Packaged and unreadable, by the definition and not by a parser."""
    fit = [
        row
        for row in rows
        if len(row) >= len(HEADER) and not any(cell for cell in row[len(HEADER) :])
    ]
    return len(fit), len(rows) - len(fit)


@settings(max_examples=120, deadline=None)
@given(files())
def test_every_row_is_packaged_or_counted(file):
    rows, text = file
    packaged, unreadable = expected(rows)
    with tempfile.TemporaryDirectory() as folder:
        if not packaged:
            with pytest.raises(InputRefusal, match="None of the"):
                make(Path(folder), text)
            return
        made = make(Path(folder), text)
        manifest = made.manifest
        assert manifest.rows_read == len(rows)
        assert (manifest.rows_packaged, manifest.rows_unreadable) == (packaged, unreadable)
        assert sum(manifest.unreadable_reasons.values()) == unreadable
        assert opened(made).height == packaged
