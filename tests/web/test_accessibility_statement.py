"""The accessibility statement says what the last walk found, and claims nothing else."""

import datetime as dt
import json
import re

import pytest

from scripts.accessibility_results import results
from watchward_web.core.accessibility import PRACTICE, RESULTS, TITLES, read_results

TOLD = json.loads(RESULTS.read_text("utf-8"))
PAGE = "/accessibility/"


def rows(page: str) -> list[list[str]]:
    """The cells of the statement's table, without marks."""
    body = page.split("<tbody")[1].split("</tbody>", maxsplit=1)[0]
    cells = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
    found = [cells.findall(row) for row in body.split("</tr>")]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in found if row]


def test_the_statement_says_what_the_file_says(people, client):
    page = client.get(PAGE).content.decode()
    day = dt.date.fromisoformat(TOLD["tested_on"])
    assert f"On {day.day} {day:%B %Y}, version {TOLD['version']} of the software" in page
    for one in TOLD["languages"]:
        name = {"en-gb": "English", "cy": "Welsh"}[one["language"]]
        left = sum(one["left_out"].values())
        assert f"In {name}: {one['pages']} pages." in page
        assert f"what was not planted: {left}<" in page
    assert [row[1:] for row in rows(page)] == [
        [str(one[name]) for name in ("checked", "failed", "undecided")] for one in TOLD["criteria"]
    ]
    assert ("found no fault" in page) == (TOLD["faults"] == [])
    assert "complies in part" in page


def test_both_languages_were_walked_whole_and_every_criterion_has_its_title():
    assert [one["language"] for one in TOLD["languages"]] == ["en-gb", "cy"]
    assert all(one["pages"] >= 60 for one in TOLD["languages"])
    assert {one["criterion"] for one in TOLD["criteria"]} - set(TITLES) == {PRACTICE}


def test_a_fault_that_a_walk_found_is_told(people, client, tmp_path, monkeypatch):
    page = {"name": "x:y", "checked": ["1.4.3"], "undecided": [], "faults": [["1.4.3", "too <b>"]]}
    walk = {"language": "cy", "browser": "1", "pages": [page], "left_out": {"a": 2, "b": 3}}
    file = tmp_path / "found.json"
    file.write_text(json.dumps(results([walk], on=dt.date(2026, 2, 3))), "utf-8")
    monkeypatch.setattr("watchward_web.core.views.accessibility.RESULTS", file)
    told = client.get(PAGE).content.decode()
    assert "On 3 February 2026" in told
    assert "too &lt;b&gt;" in told
    assert "found no fault" not in told
    assert rows(told) == [["1.4.3 Contrast (Minimum)", "1", "1", "0"]]
    assert "In Welsh: 1 pages." in told
    assert "planted: 5<" in told


@pytest.mark.parametrize("told", [RESULTS])
def test_the_file_is_read_as_it_was_written(told):
    found = read_results(told)
    assert found.pages == sum(one["pages"] for one in TOLD["languages"])
    assert len(found.criteria) == len(TOLD["criteria"])
