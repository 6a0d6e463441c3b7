"""The pages of evidence: for one's own audience, from what is held, and written down."""

import csv
import io
import re

import pytest

from watchward.briefing.words import RELEASE
from watchward_web.core.models import AuditEntry
from watchward_web.core.remembered import forget_everything
from watchward_web.evidence import answers
from watchward_web.evidence.questions import pages

HOME = "/p/harrowmere/evidence/"
AUDIENCES = {
    "analyst": "analyst",
    "head": "partner",
    "licensing": "partner",
    "hospital": "partner",
    "police": "partner",
    "councillor": "open",
}


@pytest.fixture(autouse=True)
def _still(stopped):
    """With the clock held still, an answer is worked out once for all these tests."""


@pytest.mark.parametrize("who", AUDIENCES)
def test_everybody_sees_the_answer_of_their_own_audience(partnership, sign_in, who):
    client = sign_in(who)
    page = client.get(f"{HOME}questions/weapons/").content.decode()
    assert RELEASE[AUDIENCES[who]].replace("'", "&#39;") in page
    others = {RELEASE[audience] for audience in RELEASE if audience != AUDIENCES[who]}
    assert not [words for words in others if words.replace("'", "&#39;") in page]


def test_a_page_says_all_that_the_answer_rests_on(partnership, sign_in):
    page = sign_in("head").get(f"{HOME}questions/trends/").content.decode()
    for words in (
        "ed_assault@4",
        "How it was worked out",
        "What it cannot tell",
        "What was hidden or rounded",
        "Counts from 1 to 7 are hidden",
        "Sources",
        "not received: June 2026",
        "Disclosure rules",
        "Synthetic",
        'role="img"',
    ):
        assert words in page, words
    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page


def test_every_question_opens_for_everybody_who_sees_evidence(partnership, sign_in):
    for who in ("analyst", "head", "councillor"):
        client = sign_in(who)
        for name in pages():
            answer = client.get(f"{HOME}questions/{name}/")
            assert answer.status_code == 200, (who, name)
            assert b"<h1" in answer.content


def test_a_table_taken_has_the_numbers_of_the_page(partnership, sign_in):
    client = sign_in("head")
    page = client.get(f"{HOME}questions/weapons/").content.decode()
    answer = client.get(f"{HOME}questions/weapons/weapons.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    named = 'filename="harrowmere-weapons-weapons-partner-synthetic.csv"'
    assert named in answer.headers["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert "SYNTHETIC" in rows[-1][0]
    assert "audience partner" in rows[-1][0]
    body = page.split("<tbody")[1].split("</tbody")[0]
    told = re.findall(r"<tr[^>]*><th[^>]*>([^<]+)</th>(.*?)</tr>", body)
    taken = {row[0]: row[1:] for row in rows[1:-1]}
    assert len(told) > 3
    for label, cells in told:
        shown = [float(cell.replace(",", "")) for cell in re.findall(r">([^<>]+)</td>", cells)]
        assert sorted(shown) == sorted(float(cell) for cell in taken[label]), label


def test_an_analyst_chooses_in_the_address_and_others_do_not(partnership, sign_in):
    chosen = "questions/trends/?month=2026-06&dataset=ed_assault"
    page = sign_in("analyst").get(HOME + chosen).content.decode()
    assert "June 2026" in page
    assert '<option value="2026-06" selected>' in page
    assert "months.csv?month=2026-06&amp;dataset=ed_assault" in page
    other = sign_in("head").get(HOME + chosen).content.decode()
    assert "October 2026" in other
    assert "<select" not in other


def test_an_analyst_chooses_the_window_and_the_grid(partnership, sign_in):
    client = sign_in("analyst")
    page = client.get(f"{HOME}questions/weapons/?months=3&month=2026-06").content.decode()
    assert "3 months to June 2026" in page
    assert '<option value="3" selected>' in page
    grid = client.get(f"{HOME}questions/hot_spots/?cell_metres=400&level=0.1").content.decode()
    assert '<option value="400" selected>' in grid
    assert '<option value="0.1" selected>' in grid
    assert "cell_metres" not in page


def test_a_wrong_choice_is_left_out_and_not_repeated(partnership, sign_in):
    page = sign_in("analyst").get(f"{HOME}questions/trends/?month=06/26&dataset=zz<b>")
    assert page.status_code == 200
    assert b"could not be read" in page.content
    assert b"zz" not in page.content.split(b"<main")[1]


def test_what_is_not_there_is_not_found(partnership, sign_in):
    client = sign_in("analyst")
    for path in (
        "questions/nothing/",
        "questions/trends/nothing.csv",
        "questions/../trends/",
    ):
        assert client.get(HOME + path).status_code == 404, path


@pytest.mark.parametrize("path", ["", "questions/", "questions/trends/"])
def test_another_partnership_is_not_found_and_one_without_data_says_so(partnership, sign_in, path):
    assert sign_in("elsewhere").get(HOME + path).status_code == 404
    assert sign_in("analyst").get(f"/p/elsewhere/evidence/{path}").status_code == 404
    own = sign_in("elsewhere").get(f"/p/elsewhere/evidence/{path}")
    assert own.status_code == 200
    assert b"Harrowmere" not in own.content


def test_reading_is_written_down_and_says_which_answer(partnership, sign_in):
    sign_in("police").get(f"{HOME}questions/hot_spots/")
    entry = AuditEntry.objects.get(action="evidence read")
    assert entry.subject == "hot_spots"
    assert entry.partnership == "harrowmere"
    assert entry.detail["audience"] == "partner"
    assert len(entry.detail["answers"]) == 1


def test_an_answer_is_asked_once_for_each_audience(partnership, sign_in, monkeypatch):
    forget_everything()
    asked = []
    real = answers.ask

    def counting(name, **rest):
        asked.append((name, rest["audience"]))
        return real(name, **rest)

    monkeypatch.setattr(answers, "ask", counting)
    for who in ("head", "police", "analyst", "head", "analyst", "councillor"):
        assert sign_in(who).get(f"{HOME}questions/victims/").status_code == 200
    assert sorted(asked) == [("victims", "analyst"), ("victims", "open"), ("victims", "partner")]


def test_home_answers_each_roles_own_questions(partnership, sign_in):
    panels = {"analyst": 5, "head": 2, "licensing": 2, "police": 3, "councillor": 5}
    for who, wanted in panels.items():
        page = sign_in(who).get(HOME).content.decode()
        assert page.count('class="ev-panel"') == wanted, who
        assert ("What to discuss" in page) == (who == "head")
        assert ("What has come in" in page) == (who in ("head", "analyst"))


def test_a_question_for_analysts_only_is_offered_to_them_and_to_nobody_else(partnership, sign_in):
    analyst, head = sign_in("analyst"), sign_in("head")
    link = f'href="{HOME}questions/concentration/"'
    assert link in analyst.get(f"{HOME}questions/").content.decode()
    assert link not in head.get(f"{HOME}questions/").content.decode()
    page = analyst.get(f"{HOME}questions/concentration/").content.decode()
    assert "In how few places" in page
    assert "Not for release" in page
    assert head.get(f"{HOME}questions/concentration/").status_code == 404


def test_the_licensing_officers_home_has_the_named_places_beside_their_map(partnership, sign_in):
    heading = "Named places, away from home"
    assert heading in sign_in("licensing").get(HOME).content.decode().replace("’", "'")
    assert heading not in sign_in("councillor").get(HOME).content.decode()


def test_a_page_of_many_tables_begins_with_a_list_of_them(partnership, sign_in):
    page = sign_in("analyst").get(f"{HOME}questions/victims/").content.decode()
    listed = re.findall(r'href="#(table-[\w-]+)"', page)
    assert len(listed) > 3
    assert all(f'id="{ident}"' in page for ident in listed)
