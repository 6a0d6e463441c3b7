"""Every analysis says what it is; its page follows from that."""

import pytest

from watchward.analysis import analyses
from watchward.contract.about import About


def test_the_analyses_of_the_issue_are_found_by_their_folder():
    assert set(analyses()) >= {
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
