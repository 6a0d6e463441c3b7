"""One check a file; every rule that can be found can also be explained."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from watchward.contract import finding
from watchward.contract.dataset import datasets
from watchward.contract.finding import NOTING, REJECTING, advice
from watchward.contract.period import Period
from watchward.hub.case import Case
from watchward.hub.checks import checks, flags
from watchward.hub.reading import listed_columns
from watchward.hub.spine import contradictions

LATEST = int(dt.datetime(2026, 11, 23, tzinfo=dt.UTC).timestamp())


def case(name):
    return Case(datasets()[name], Period.parse("2024-01..2024-03"), LATEST)


def test_every_rule_has_a_check_and_every_check_a_rule():
    """Duplicates need more than one record at a time, so they have a file of their own."""
    assert {*checks(), "duplicate_record"} == REJECTING | NOTING


@pytest.mark.parametrize("name", datasets())
def test_a_check_names_its_own_rule_and_a_field_that_leaves(name):
    of = datasets()[name]
    for rule, check in checks().items():
        for flag in check(case(name)):
            assert flag.rule == rule
            assert of.field(flag.field).treatment != "drop"


@pytest.mark.parametrize("name", datasets())
def test_every_finding_is_explained(name):
    for flag in flags(case(name)):
        said = advice(datasets()[name], rule=flag.rule, field=flag.field)
        assert said.count(".") >= 2, "what is wrong, and what to do"


def test_the_rules_that_are_written_are_the_rules_that_are_known():
    file = Path(finding.__file__).parent / "rules.toml"
    assert set(tomllib.loads(file.read_text("utf-8"))) == REJECTING | NOTING


@pytest.mark.parametrize("name", datasets())
def test_every_data_set_can_be_judged(name):
    assert len(contradictions(datasets()[name])) > 15
    assert all(len(texts) > 1 for texts in listed_columns(datasets()[name]).values())


def test_only_data_sets_with_points_on_land_are_asked_for_land():
    rules = {name: {flag.rule for flag in flags(case(name))} for name in datasets()}
    assert "place_off_land" in rules["police_street"]
    assert "place_off_land" not in rules["partnership_incident"]
