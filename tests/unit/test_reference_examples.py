"""Every number of the report's examples stands in the report, at the place that is cited."""

import re

import pytest

from watchward.contract.intervention import ACTS_ON, KINDS
from watchward.reference.examples import LEVELS, examples

NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@pytest.mark.parametrize("one", examples(), ids=lambda one: one.name)
def test_its_numbers_are_the_reports(one, shared):
    text = next((shared / "reference").glob("000_*.txt")).read_text("utf-8")
    said = " ".join(
        (one.found, one.dose, one.target, one.reserve, f"{one.cost:,}" if one.cost else "")
    )
    for number in NUMBER.findall(said):
        assert number in text, number


@pytest.mark.parametrize("one", examples(), ids=lambda one: one.name)
def test_it_is_filled_in_as_a_register_would_have_it(one):
    assert one.kind in KINDS
    assert one.acts_on in ACTS_ON
    assert one.reserve
    assert one.design in LEVELS
    assert bool(one.found) == bool(one.design)


def test_the_surest_comes_first_and_none_claims_a_cause_below_level_three():
    levels = [one.level for one in examples()]
    assert levels == sorted(levels, reverse=True)
    causal = ("because of", "led to", "caused", "thanks to", "reduced by", "due to")
    for one in examples():
        assert one.level >= 3 or not any(word in one.found for word in causal)
