"""People who are followed: shares worked by hand from what was handed in; no word of a cause."""

import pytest

from watchward.analysis import evaluation
from watchward.contract.about import Options
from watchward.contract.followed import Outcome, read_groups
from watchward.contract.intervention import Registered, read_intervention
from watchward.errors import UsageRefusal

CRIME = {"month": 2024 * 12, "offence_group": "robbery"}
FILE = """
title = "X-it"
problem = "Young people in gangs"
mechanism = "A way out, with somebody who knows it"
target = "Young people who want to leave"
dose = "32 weeks"
funder = "The council"
kind = "developmental"
acts_on = "cause"
[evaluation]
design = "{design}"
who = "Those who began"
counted = "stopped while taking part"
chosen = "referred after an arrest"
window = 8
first = "2005-01"
start = "2006-01"
last = "2006-12"
[money]
set_up = 55000
price_year = "2006-07"
"""


def found(opened, design, handed, *, of="ab" * 32, amended=0):
    """The answer's lines by table, from an outcome as it would be handed in."""
    about = read_intervention(FILE.format(design=design).encode(), name="x-it")
    groups = read_groups(handed.encode(), design=design, window=8, name="x-it") if handed else {}
    outcome = Outcome(groups, "ana", "2007-02-01", "cd" * 32, of, amended)
    those = Registered(about, "ab" * 32, "2005-12-01", "ana", False, 0, outcome if handed else None)
    tables = opened({"police_incident": [CRIME]}, interventions=(those,))
    result = evaluation.run(tables, Options(intervention="x-it"))
    return {t.name: dict(row[:2] for row in t.rows) for t in result.tables}, result


TAKEN = "[taken]\npeople = 25\ncounted = 18\nmonths = 8\n"


def test_eighteen_of_twenty_five_is_level_one_and_no_cause(opened):
    # Case example 3: 72 per cent; Clopper and Pearson 50.6 to 87.9, Wilson 52.4 to 85.7.
    said, result = found(opened, "cohort", TAKEN)
    answer = said["answer"]
    assert answer["Share of those taken on"] == "18 of 25, 72%"
    assert answer["Limits, 95 per cent, exact"] == "50.6 to 87.9 %"
    assert answer["Limits, 95 per cent, Wilson"] == "52.4 to 85.7 %"
    assert answer["Level of evidence (Maryland)"].startswith("1")
    assert "cannot tell whether it was its doing" in answer["In words"]
    assert "prevented" not in answer["In words"]
    assert any(line.startswith("Counted by ana") for line in result.caveats)
    (source,) = result.sources
    assert (source.provider, source.synthetic, source.dataset) == ("ana", True, "")


def test_its_checks_name_recovery_and_that_nobody_is_compared(opened):
    said, _ = found(opened, "cohort", TAKEN)
    checks = said["checks"]
    assert next(v for k, v in checks.items() if "at their worst" in k).startswith("Cannot be told")
    assert next(v for k, v in checks.items() if k.startswith("Others like")).startswith("Failed")
    assert said["worth"]["For each person taken on"] == "£2,200"  # 55,000 / 25
    assert said["worth"]["For each who did so, whatever the reason"] == "£3,056"


def test_those_who_were_lost_count_as_not_having_done_so(opened):
    said, _ = found(opened, "cohort", "[taken]\npeople=25\ncounted=18\nlost=5\nmonths=8\n")
    assert said["answer"]["Share of those taken on"] == "18 of 25, 72%"
    assert said["answer"]["If all who were lost had done so too"] == "92%"
    assert "Failed: 5 lost" in " ".join(said["checks"].values())


def test_with_people_compared_it_is_level_two_and_still_no_cause(opened):
    others = TAKEN + "[compared]\npeople = 30\ncounted = 12\nmonths = 8\n"
    said, _ = found(opened, "cohort", others)
    assert said["answer"]["Ratio of the two shares"] == "1.80"  # 72 / 40 per cent
    assert said["answer"]["Its limits, 95 per cent"] == "1.10 to 3.07"  # statsmodels, score
    assert said["answer"]["Level of evidence (Maryland)"].startswith("2")
    assert "cannot tell" in said["answer"]["In words"]


def test_thirty_two_to_ten_per_cent(opened):
    # Paragraph 2.3, as if of a hundred each: 10 / 32 = 0.31, a fall of 69 per cent.
    said, _ = found(opened, "repeats", repeats(after=10))
    answer = said["answer"]
    assert answer["Repeats before"].startswith("32 of 100 people, 32.0% (limits 23.0 to 42.1 %)")
    assert answer["Ratio of events to those expected"] == "0.31"
    assert answer["Limits, 95 per cent"] == "0.16 to 0.59"
    assert answer["Level of evidence (Maryland)"].startswith("2")
    assert "69 per cent fewer" in answer["In words"]
    assert "cannot tell" in answer["In words"]


def test_half_the_time_to_repeat_is_allowed_for(opened):
    # 32 in 100 × 8 months, then 16 in 100 × 4: as often for each month followed.
    said, _ = found(opened, "repeats", repeats(after=16, months=4))
    assert said["answer"]["Ratio of events to those expected"] == "1.00"
    assert said["checks"]["Followed as long before as after"].startswith("Cannot be told: 8 and 4")
    same, _ = found(opened, "repeats", repeats(after=16))
    assert same["answer"]["Ratio of events to those expected"] == "0.50"
    assert same["checks"]["Followed as long before as after"].startswith("Passed")


def test_nothing_before_gives_no_ratio(opened):
    said, _ = found(opened, "repeats", repeats(before=0, after=4))
    assert said["answer"]["Ratio of events to those expected"] == "none from this design"


def test_many_lost_fail_the_check(opened):
    said, _ = found(opened, "repeats", repeats(after=10) + "lost = 20\n")
    assert said["checks"]["Few were lost, on either side"] == "Failed: 0% lost and 20% lost"
    assert said["answer"]["Repeats after"].startswith("10 of 80")


def repeats(*, before=32, after, months=8):
    groups = (("before", before, 8), ("after", after, months))
    return "".join(
        f"[{name}]\npeople = 100\ncounted = {n}\nmonths = {time}\n" for name, n, time in groups
    )


def test_an_outcome_not_handed_in_is_asked_for(opened):
    with pytest.raises(UsageRefusal, match="not handed in"):
        found(opened, "cohort", "")


def test_a_change_on_either_side_is_said(opened):
    _, result = found(opened, "cohort", TAKEN, of="ef" * 32, amended=2)
    assert "The registration was changed after its outcome was handed in." in result.caveats
    assert any("changed 2 times" in line for line in result.caveats)
