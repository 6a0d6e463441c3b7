"""Briefings: for one's own audience, in three forms, and with the decision log in them."""

import datetime as dt
import io

import docx
import pytest

from tests.web.conftest import NOW
from tests.web.papers_made import quick_papers
from watchward.reference import welsh
from watchward.reference.welsh import NOTE
from watchward_web.core.models import AuditEntry
from watchward_web.meetings.services.deciding import decide

__all__ = ["quick_papers"]
HOME = "/p/harrowmere/meetings/"


@pytest.fixture(autouse=True)
def _still(stopped):
    """With the clock held still, papers are made once for all these tests."""


def test_a_briefing_is_made_for_ones_own_audience_and_others_do_not_see_it(
    partnership, sign_in, seat_of, quick_papers
):
    agency = seat_of("head").agency.id
    given = {
        "what": "Marshals at the rank",
        "why": "",
        "decided_on": dt.date(2026, 10, 1),
        "agency": agency,
        "owner": "",
        "due": dt.date(2026, 10, 20),
    }
    decide(seat_of("head"), given=given, now=NOW)
    made = sign_in("head").post(f"{HOME}briefings/")
    assert made.status_code == 302
    where = made.headers["Location"]
    assert b"%PDF-" in sign_in("police").get(f"{where}briefing.pdf").content[:8]
    html = sign_in("head").get(f"{where}briefing.html")
    assert "attachment" in html.headers["Content-Disposition"]
    assert "Marshals at the rank" in html.content.decode()
    assert "Overdue, open" in html.content.decode()
    word = docx.Document(io.BytesIO(sign_in("head").get(f"{where}briefing.docx").content))
    assert "Marshals at the rank" in [row.cells[0].text for row in word.tables[0].rows]
    assert where.encode() in sign_in("police").get(f"{HOME}briefings/").content
    for who in ("analyst", "councillor"):
        assert sign_in(who).get(where).status_code == 404
        assert sign_in(who).get(f"{where}briefing.pdf").status_code == 404
        assert where.encode() not in sign_in(who).get(f"{HOME}briefings/").content
    taken = AuditEntry.objects.filter(subject=where.split("/")[-2]).values_list("action", flat=True)
    assert list(taken) == [
        "briefing made",
        "briefing taken as pdf",
        "briefing taken as html",
        "briefing taken as docx",
    ]


def test_a_briefing_is_made_in_the_language_that_was_chosen(partnership, sign_in, quick_papers):
    client = sign_in("head")
    welsh = client.post(f"{HOME}briefings/", {"language": "cy"}).headers["Location"]
    html = client.get(f"{welsh}briefing.html").content.decode()
    assert '<html lang="cy"' in html
    assert NOTE in html, "nobody has reviewed it, and every page says so"
    english = client.post(f"{HOME}briefings/").headers["Location"]
    assert '<html lang="en' in client.get(f"{english}briefing.html").content.decode()
    both = client.post(f"{HOME}briefings/", {"language": "both"}).headers["Location"]
    assert both == welsh != english
    page = client.get(f"{HOME}briefings/").content.decode()
    assert ">Cymraeg</td>" in page
    assert ">English</td>" in page


def test_papers_for_anybody_stay_english_while_the_welsh_is_unreviewed(
    partnership, sign_in, quick_papers, monkeypatch
):
    client = sign_in("councillor")
    made = client.post(f"{HOME}briefings/", {"language": "both"}, follow=True)
    where = made.redirect_chain[0][0]
    assert "a speaker has not reviewed the Welsh" in made.content.decode()
    assert '<html lang="en' in client.get(f"{where}briefing.html").content.decode()
    assert len(quick_papers) == 1
    monkeypatch.setattr(welsh, "all_reviewed", lambda: True)
    assert welsh.spoken_to("open", "cy") == "cy"


def test_what_is_not_there_is_not_found(partnership, sign_in):
    client = sign_in("analyst")
    for path in ("000000000000/", "000000000000/briefing.pdf", "000000000000/briefing.exe"):
        assert client.get(f"{HOME}briefings/{path}").status_code == 404
    assert sign_in("elsewhere").get(f"{HOME}briefings/").status_code == 404
