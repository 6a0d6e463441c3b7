"""Where the headers are: under title lines, and never taken from the data."""

import pytest

from tests.provider_extracts import ED, ED_ROW, ed_csv, make, opened
from watchward.errors import InputRefusal

FOUND = {
    "the first row": ("", 2),
    "a title": ("Synthetic assaults\n", 3),
    "a title over empty cells": ("Synthetic assaults,,,,,,,,\n", 3),
    "a title, a date, a blank line": ("Assaults\nMade on,2025-04-01\n\n", 5),
    "a title in quotation marks": ('"Assaults, March\n2025"\n', 3),
    "a mark and a title": ("\ufeffAssaults\n", 3),
    "twenty lines": ("Synthetic\n" * 20, 22),
}


@pytest.mark.parametrize(("above", "row"), FOUND.values(), ids=FOUND)
def test_rows_keep_the_number_that_a_spreadsheet_shows(tmp_path, above, row):
    made = make(tmp_path, above + ed_csv())
    assert opened(made)["row"].to_list() == [row]
    assert made.manifest.rows_read == 1


MISSED = {
    "a row of data above": ED_ROW + "\n",
    "half a row of data above": ",".join(ED_ROW.split(",")[:6]) + "\n",
    "more lines than titles are": "Synthetic\n" * 40,
}


@pytest.mark.parametrize("above", MISSED.values(), ids=MISSED)
def test_what_could_be_a_record_is_never_passed_over(tmp_path, above):
    with pytest.raises(InputRefusal, match="The first row must hold the headers"):
        make(tmp_path, above + ed_csv())


def test_a_word_of_a_header_among_the_data_is_no_header(tmp_path):
    rows = f"{ED.replace('age', 'years')}\nA1,2025-03-01,23:10,fist,pub,290412,250388,age,M\n"
    made = make(tmp_path, rows)
    assert made.manifest.rows_read == 1
