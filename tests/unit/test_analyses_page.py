"""The page of analyses is what the analyses say of themselves today."""

import importlib.util
from pathlib import Path

import pytest

from watchward.analysis import analyses
from watchward.contract.about import About

ROOT = Path(__file__).resolve().parents[2]


def _script():
    path = ROOT / "scripts" / "build_analyses_page.py"
    spec = importlib.util.spec_from_file_location("build_analyses_page", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current():
    script = _script()
    assert script.PAGE.read_text("utf-8") == script.page(), (
        "run scripts/build_analyses_page.py and commit what it writes"
    )


def test_the_analyses_of_the_issue_are_found_by_their_folder():
    assert set(analyses()) == {
        "assailants",
        "hot_spots",
        "reporting_gap",
        "time_profile",
        "trends",
        "victims",
        "weapons",
    }


@pytest.mark.parametrize("name", sorted(analyses()))
def test_each_says_what_it_is(name):
    about = analyses()[name].ABOUT
    assert isinstance(about, About)
    assert about.name == name
    assert about.question.endswith("?")
    assert len(about.limits) >= 2
    assert all(limit.endswith(".") for limit in (about.method, *about.limits))
    assert set(about.inputs) <= {"police", "health", "ambulance", "partnership"}
