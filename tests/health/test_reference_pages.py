"""The reference is what the code says today, and says all of it."""

import re

import pytest

from scripts.build_reference import FOLDER, PAGES
from tests.health.tree import ROOT
from watchward.analysis import analyses
from watchward.contract.dataset import datasets
from watchward.contract.finding import NOTING, REJECTING

COMMANDS = ("prepare", "receive", "ledger", "ask", "brief", "demo", "get police", "area add")


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_current(name):
    assert (FOLDER / name).read_text("utf-8") == PAGES[name](), (
        "run `python -m scripts.build_reference` and commit what it writes"
    )


@pytest.mark.parametrize(
    "name, expected",
    [
        ("analyses.md", set(analyses())),
        ("datasets.md", set(datasets())),
        ("commands.md", {f"watchward {command}" for command in COMMANDS}),
    ],
)
def test_each_has_its_heading(name, expected):
    text = (FOLDER / name).read_text("utf-8")
    assert set(re.findall(r"^## ([^:\n]+)", text, re.MULTILINE)) >= expected


def test_every_field_that_is_dropped_is_said_to_be():
    text = (FOLDER / "datasets.md").read_text("utf-8")
    section = text.partition("\n## ed_assault")[2].partition("\n## ")[0]
    dropped = set(re.findall(r"^\| `(\w+)` .*\| \*\*dropped\*\* \|", section, re.MULTILINE))
    # Worked by hand from the data set's declaration.
    assert dropped == {
        *("site_code", "arrival", "method_other", "location_text"),
        *("nhs_number", "patient_name", "date_of_birth", "home_postcode"),
    }


def test_every_rule_of_findings_is_told():
    text = (FOLDER / "rules.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \| (?:rejected|kept) \|", text, re.MULTILINE)) == (
        REJECTING | NOTING
    )


def test_the_index_links_to_every_page():
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    assert [name for name in PAGES if f"(reference/{name})" not in index] == []
