"""The ASVS sheet names every requirement once, and nothing as evidence that is not there."""

import tomllib
from collections import Counter

import pytest

from scripts.reference_pages.asvs import FILE, WORDS
from tests.health.tree import ROOT

SHEET = tomllib.loads(FILE.read_text("utf-8"))
ROWS = {
    number: row
    for rows in SHEET.values()
    if isinstance(rows, dict)
    for number, row in rows.items()
    if number != "title"
}
# From the publication: requirements of levels 1 and 2 in each chapter.
CHAPTERS = dict(
    zip(
        map(str, range(1, 18)),
        (27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7),
        strict=True,
    )
)


def test_every_requirement_of_both_levels_is_there():
    found = Counter(number.split(".")[0] for number in ROWS)
    assert dict(found) == CHAPTERS
    assert Counter(level for level, *_ in ROWS.values()) == {1: 70, 2: 183}


@pytest.mark.parametrize("number", ROWS)
def test_what_is_named_as_evidence_is_there(number):
    _level, state, says, evidence = ROWS[number]
    assert state in WORDS
    assert says
    for one in evidence:
        file, _, test = one.partition("::")
        assert (ROOT / file).exists(), file
        assert not test or f"def {test}(" in (ROOT / file).read_text("utf-8"), one


def test_what_is_said_to_be_tested_has_a_test():
    """Access, sessions, sign-in by an issuer and headers: a file alone is not enough there."""
    for number, (_level, state, _says, evidence) in ROWS.items():
        if state == "met" and number.startswith(("7.2.4", "7.3", "8.2", "8.4", "9.1.1", "10.5")):
            assert any(one.startswith("tests/") for one in evidence), number
