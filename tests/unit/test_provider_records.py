"""Every record of a CSV file is read or counted with its reason, whatever the file looks like."""

import io

import pytest

from watchward.errors import InputRefusal
from watchward.provider import careful, records
from watchward.provider.records import Records

FEW, MANY, NONE = careful.TOO_FEW, careful.TOO_MANY, careful.NOTHING


def through(content: bytes) -> tuple[Records, list[tuple]]:
    source = Records(io.BytesIO(content), name="x.csv", score=len)
    return source, [row for batch in source.batches() for row in batch.rows()]


READ = {
    "commas": (b"a,b,c\n1,2,3\n4,5,6\n", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    "semicolons": (b"a;b;c\n1;2;3\n", [(2, "1", "2", "3")]),
    "tabs": (b"a\tb\tc\n1\t2\t3\n", [(2, "1", "2", "3")]),
    "byte order mark": (b"\xef\xbb\xbfa,b,c\n1,2,3\n", [(2, "1", "2", "3")]),
    "windows line ends": (b"a,b,c\r\n1,2,3\r\n", [(2, "1", "2", "3")]),
    "old mac line ends": (b"a,b,c\r1,2,3\r4,5,6", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    "mixed line ends": (b"a,b,c\n1,2,3\r4,5,6\n", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    "no last line end": (b"a,b,c\n1,2,3", [(2, "1", "2", "3")]),
    "empty cells": (b'a,b,c\n1,,\n"",2,""\n', [(2, "1", None, None), (3, None, "2", None)]),
    "loose spaces": (b"a,b,c\n 1 ,\t2, \n", [(2, "1", "2", None)]),
    "space first of all": (b"a,b,c\n 1,2,3\n", [(2, "1", "2", "3")]),
    "space after a comma": (b"a,b,c\n1, 2,3\n", [(2, "1", "2", "3")]),
    "space before a comma": (b"a,b,c\n1,2 ,3\n", [(2, "1", "2", "3")]),
    "space before a line end": (b"a,b,c\n1,2,3 \n", [(2, "1", "2", "3")]),
    "space before two marks": (b"a,b,c\r\n1,2,3 \r\n", [(2, "1", "2", "3")]),
    "space after a line end": (b"a,b,c\n1,2,3\n 4,5,6\n", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    "space last of all": (b"a,b,c\n1,2,3 ", [(2, "1", "2", "3")]),
    "space among tabs": (b"a\tb\tc\n1\t 2\t3\n", [(2, "1", "2", "3")]),
    "form feed": (b"a,b,c\n1,2,\x0c3\n", [(2, "1", "2", "3")]),
    "space within a cell": (b"a,b,c\n1,x y,3\n", [(2, "1", "x y", "3")]),
    "quoted newline": (b'a,b,c\n1,"x\ny",3\n4,5,6\n', [(2, "1", "x\ny", "3"), (3, "4", "5", "6")]),
    "doubled quotes": (b'a,b,c\n1,"say ""x""",3\n', [(2, "1", 'say "x"', "3")]),
    "inch marks": (b'a,b,c\n1,5" x,3\n4,6" y,9\n', [(2, "1", '5" x', "3"), (3, "4", '6" y', "9")]),
    "blank line": (b"a,b,c\n1,2,3\n\n4,5,6\n", [(2, "1", "2", "3"), (4, "4", "5", "6")]),
    "line separator in a cell": (
        "a,b,c\n1,x\u2028y,3\n4,5\n".encode(),
        [(2, "1", "x\u2028y", "3")],
    ),
    "a comma too many at the end": (b"a,b,c\n1,2,3,\n", [(2, "1", "2", "3")]),
    "nothing under the last header": (
        b"a,b,\n1,2\n3,4\n",
        [(2, "1", "2", None), (3, "3", "4", None)],
    ),
}


@pytest.mark.parametrize("content, rows", READ.values(), ids=READ)
def test_what_can_be_read_is_read(content, rows):
    assert through(content)[1] == rows


def test_header_is_kept_as_written():
    assert through(b'"A, b", c \n1,2\n')[0].header == ("A, b", "c")


RAGGED = {
    "few": (b"a,b,c\n1,2\n3,4,5\n", [3], 2, {FEW: 1}),
    "many": (b"a,b,c\n1,2,3,4\n3,4,5\n", [3], 2, {MANY: 1}),
    "one of each cancel out": (b"a,b,c\n1,2\n1,2,3,4\n3,4,5\n", [4], 3, {FEW: 1, MANY: 1}),
    "nothing": (b"a,b,c\n,,\n1,2,3\n , , \n", [3], 3, {NONE: 2}),
    "short before blank": (b"a,b,c\n1\n\n1,2,3\n", [4], 2, {FEW: 1}),
    "quoted and short": (b'a,b,c\n"1,2,3"\n1,"2\n2",3\n', [3], 2, {FEW: 1}),
}


@pytest.mark.parametrize("content, kept, read, reasons", RAGGED.values(), ids=RAGGED)
def test_ragged_rows_are_counted_with_their_reason(content, kept, read, reasons):
    source, rows = through(content)
    assert [row[0] for row in rows] == kept
    assert (source.read, dict(source.unreadable)) == (read, reasons)
    assert source.read == len(rows) + source.unreadable.total()


REFUSED = {
    "empty": (b"", "empty"),
    "only spaces": (b" \n\n", "empty"),
    "header only": (b"a,b,c\n", "headers and no rows"),
    "utf-16": ("a,b\n1,2\n".encode("utf-16"), "UTF-16"),
    "windows-1252": (
        b"a,b\nx,Caf\xe9\n",
        "row 2: The file is not UTF-8. It seems to be Windows-1252",
    ),
    "NUL": (b"a,b\n1,\x002\n", "NUL"),
    "unclosed quote": (
        b'a,b\n1,2\n3,"4\n5,6\n',
        "row 3: A quotation mark is opened and never closed",
    ),
    "too wide": (b",".join([b"h"] * 100_000) + b"\n1\n", "more than 1,000 cells"),
    "nothing readable": (b"a,b,c\n1;2;3\n1\n", "None of the 2 rows can be read"),
}


@pytest.mark.parametrize("content, said", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_a_reason(content, said):
    with pytest.raises(InputRefusal) as refusal:
        through(content)
    assert said in str(refusal.value)
    assert refusal.value.do


@pytest.mark.parametrize("block", [1, 7, 64])
@pytest.mark.parametrize("name", READ)
def test_blocks_cut_anywhere_give_the_same_rows(monkeypatch, name, block):
    content, rows = READ[name]
    header = len(content.splitlines()[0]) + 1
    monkeypatch.setattr(records, "BLOCK", max(block, header + 4))
    assert through(content)[1] == rows
