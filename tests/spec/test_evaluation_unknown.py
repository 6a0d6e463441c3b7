"""Plans that no counts can answer: refused when they are registered, "not known" when judged."""

import pytest

from tests.spec.test_evaluation import CODES, FIRST, crimes, found, registered, written
from watchward.analysis.evaluation import DESIGNS
from watchward.contract.intervention import read_intervention
from watchward.errors import InputRefusal, UsageRefusal

OTHERS = CODES[1:21]
GROUPS = {
    "before_after": {"comparison": ()},
    "differences": {},
    "interrupted": {},
    "synthetic": {"comparison": OTHERS},
    "displacement": {"buffer": ("S06",)},
}
NOTHING = {
    "nothing at all": {},
    "nothing before": {0: (0, 9), **dict.fromkeys(range(1, 24), (9, 9))},
    "nothing where it was done": dict.fromkeys(range(1, 24), (9, 9)),
}


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("what", NOTHING)
def test_from_nothing_there_is_no_ratio(opened, design, what):
    records = crimes(NOTHING[what]) or crimes({23: (1, 1)})
    said, _ = found(opened, records, registered(design, **GROUPS[design]))
    answer = said["answer"]
    assert answer["In words"].startswith("What changed with Taxi marshals is not known: ")
    assert answer["Ratio of events to those expected"] == "not known"
    assert answer["Limits, 95 per cent"] == "not known"
    assert answer["Level of evidence (Maryland)"].startswith("1")
    assert "worth" not in said
    assert said["scale_up"]["Its effect elsewhere"].startswith("The design cannot say")


@pytest.mark.parametrize("design", DESIGNS)
def test_nothing_afterwards_is_answered_in_words(opened, design):
    """A fall to nothing has a ratio, but for a series' step and where nobody else had any."""
    records = crimes({0: (9, 0), **dict.fromkeys(range(1, 24), (9, 9))})
    said, _ = found(opened, records, registered(design, **GROUPS[design]))
    words = said["answer"]["In words"]
    fewer = "per cent fewer events" in words
    assert fewer or "the counts are too few" in words
    assert fewer is (design != "interrupted")


@pytest.mark.parametrize(
    ("design", "change", "what"),
    [
        ("interrupted", {'first = "2022-01"': 'first = "2022-10"'}, "4 months or more before"),
        ("interrupted", {'last = "2023-12"': 'last = "2023-03"'}, "4 months or more before"),
        ("synthetic", {}, "2 areas or more to compare"),
    ],
)
def test_a_plan_that_can_never_be_answered_is_refused(design, change, what):
    text = written(design).decode()
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    with pytest.raises((UsageRefusal, InputRefusal), match=what):
        read_intervention(text.encode(), name="taxi-marshals")


def test_a_provider_that_joined_is_no_effect_and_is_named(opened):
    old = [one | {"provider": "old"} for one in crimes({0: (20, 20), 5: (20, 20)})]
    new = [one | {"provider": "new"} for one in crimes({0: (0, 20)}) if one["month"] > FIRST + 11]
    said, _ = found(opened, old + new, registered("differences"))
    assert said["answer"]["Ratio of events to those expected"] == "1.00"
    assert said["checks"]["Not counted: new"].startswith("Cannot be told: it did not send every")
    with pytest.raises(UsageRefusal, match="12 are not held: 2022-01 is the first"):
        found(opened, new, registered("differences"))
