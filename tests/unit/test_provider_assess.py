"""k and l by hand on five rows, and by a dictionary in plain Python on generated ones."""

from collections import Counter, defaultdict
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchward.contract.dataset import dataset
from watchward.contract.risk import RiskRule
from watchward.errors import UsageRefusal
from watchward.provider import assess
from watchward.provider.assess import AROUND, EVERYTHING, PERSON, Assessor
from watchward.provider.risk_words import in_words

ROWS = {
    "day": [1, 1, 1, 2, 2],
    "hour": [3, 3, 3, 3, None],
    "cell": [7, 7, 7, 7, 7],
    "victim_sex": ["M", "M", "F", "M", "M"],
    "alcohol": ["Y", "Y", "N", None, "N"],
}
ED = dataset("ed_assault")
QUASI = ("day", "hour", "cell", "victim_sex")


def measured(*batches):
    assessor = Assessor(ED, tuple(ROWS))
    for batch in batches:
        assessor.add(batch)
    return assessor.result()


@pytest.mark.parametrize("at_once", [1_500_000, 1])
def test_rows_alike_are_counted(monkeypatch, at_once):
    monkeypatch.setattr(assess, "AT_ONCE", at_once)
    table = pl.DataFrame(ROWS)
    alike = measured(table.head(2), table.tail(3)).alike
    around, person = alike[AROUND], alike[PERSON]
    assert (around.rows, around.groups, around.smallest, around.alone) == (5, 3, 1, 2)
    assert around.spread == {"2-4": 3, "5-9": 0, "10+": 0}
    assert (person.groups, person.smallest, person.alone) == (4, 1, 3)
    assert around.percent_alone == 40.0
    assert person.over == QUASI
    assert alike[EVERYTHING].over == (*QUASI[:3], "alcohol", "victim_sex")


def test_what_finding_a_row_would_tell_by_hand():
    """The two men of day 1 both drank; the other three are alone: all five are told."""
    (alcohol,) = measured(pl.DataFrame(ROWS)).learned
    assert (alcohol.smallest, alcohol.told, alcohol.rows) == (1, 5, 5)
    mixed = pl.DataFrame(ROWS).with_columns(pl.Series("alcohol", ["Y", None, "N", "N", "N"]))
    assert measured(mixed).learned[0].told == 3
    assert measured(mixed.head(2)).learned[0].smallest == 2


def by_dictionary(table):
    """k, alone, l and told as the definitions say, in plain Python."""
    classes = defaultdict(list)
    for row in table.iter_rows(named=True):
        classes[tuple(row[name] for name in QUASI)].append(row["alcohol"])
    sizes = [len(values) for values in classes.values()]
    single = [values for values in classes.values() if len(set(values)) == 1]
    return (
        *(len(sizes), min(sizes, default=0), Counter(sizes)[1]),
        *(min((len(set(values)) for values in classes.values()), default=0), sum(map(len, single))),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            *(st.sampled_from(values) for values in ([1, 2], [3, None], [7, 8], ["M", "F", None])),
            st.sampled_from(["Y", "N", None, "X"]),
        ),
        max_size=40,
    ),
    st.integers(0, 40),
)
def test_as_a_dictionary_counts(rows, cut):
    schema = {"day": pl.Int32, "hour": pl.Int8, "cell": pl.Int32}
    schema |= {"victim_sex": pl.String, "alcohol": pl.String}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    risk = measured(table.head(cut), table.slice(cut))
    person, (learned,) = risk.alike[PERSON], risk.learned
    found = (person.groups, person.smallest, person.alone, learned.smallest, learned.told)
    assert found == by_dictionary(table)
    assert person.alone + sum(person.spread.values()) == person.rows == len(rows)


def test_more_values_than_a_class_has_room_for_never_overstate_l():
    many = pl.DataFrame({"day": 1, "alcohol": [str(n) for n in range(300)]})
    assessor = Assessor(ED, ("day", "alcohol"))
    assessor.add(many)
    assert assessor.result().learned[0].smallest == 256


def test_words_never_claim_that_it_is_anonymous():
    words = " ".join(in_words(measured(pl.DataFrame(ROWS)), ED))
    assert "40 % of the 5 rows" in words
    assert "could single out 60 %" in words
    assert "(k = 1)" in words
    assert "would be learned of 100 % of the rows" in words
    assert "(l = 1)" in words
    assert "This is not anonymous" in words


def test_a_set_that_says_nobody_known_has_no_such_scenario():
    assessor = Assessor(replace(ED, risk=RiskRule()), tuple(ROWS))
    assessor.add(pl.DataFrame(ROWS))
    risk = assessor.result()
    assert set(risk.alike) == {AROUND, EVERYTHING}
    assert "colleague" not in " ".join(in_words(risk, ED))


def test_nearly_all_is_not_said_to_be_all():
    many = pl.DataFrame(
        {"day": [0, 0, *range(1, 9_999)], "hour": 1, "cell": 1, "victim_sex": "M", "alcohol": "Y"}
    )
    words = in_words(measured(many), ED)
    assert "more than 99.9 % of the 10,000 rows" in words[0]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"known": ["alcohol"], "sensitive": ["alcohol"]}, "both known"),
        ({"known": ["shoe"]}, "do not leave: shoe"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(written, said):
    with pytest.raises(UsageRefusal, match=said):
        RiskRule.read(written, dataset="x", fields={"alcohol"})
