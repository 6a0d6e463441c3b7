"""k by hand: five rows, two of them alike."""

import polars as pl
import pytest

from watchward.contract.dataset import dataset
from watchward.provider import assess
from watchward.provider.assess import Assessor, in_words

ROWS = {
    "day": [1, 1, 1, 2, 2],
    "hour": [3, 3, 3, 3, None],
    "cell": [7, 7, 7, 7, 7],
    "victim_sex": ["M", "M", "F", "M", "M"],
}


def measured(*batches):
    assessor = Assessor(dataset("ed_assault"), tuple(ROWS))
    for batch in batches:
        assessor.add(batch)
    return assessor.result()


@pytest.mark.parametrize("at_once", [1_500_000, 1])
def test_rows_alike_are_counted(monkeypatch, at_once):
    monkeypatch.setattr(assess, "AT_ONCE", at_once)
    table = pl.DataFrame(ROWS)
    measures = measured(table.head(2), table.tail(3))
    around, everything = measures["when and where"], measures["everything"]
    assert (around.rows, around.groups, around.smallest, around.alone) == (5, 3, 1, 2)
    assert (everything.groups, everything.smallest, everything.alone) == (4, 1, 3)
    assert around.percent_alone == 40.0
    assert everything.over == ("day", "hour", "cell", "victim_sex")


def test_the_smallest_group_is_k():
    table = pl.DataFrame(ROWS).head(2)
    assert measured(table)["everything"].smallest == 2


def test_words_never_claim_that_it_is_anonymous():
    words = " ".join(in_words(measured(pl.DataFrame(ROWS)), dataset("ed_assault")))
    assert "40 % of the 5 rows" in words
    assert "(k = 1)" in words
    assert "This is not anonymous" in words


def test_nearly_all_is_not_said_to_be_all():
    many = pl.DataFrame({"day": [0, 0, *range(1, 9_999)], "hour": 1, "cell": 1, "victim_sex": "M"})
    words = in_words(measured(many), dataset("ed_assault"))
    assert "more than 99.9 % of the 10,000 rows" in words[0]
