"""Licensed premises: who may look, what is written and audited, clocks, challenges, the pack."""

import datetime as dt
import io
import re

import docx
import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from tests.web.conftest import NOW
from watchward.contract.safe_result import SafeResult
from watchward.hub.premises import take_back
from watchward.lake.premises import every_finding
from watchward_web.core.first_pages import first_page_lines
from watchward_web.core.models import AuditEntry
from watchward_web.licensing.models import Challenge, Condition, Entry
from watchward_web.licensing.screen import find, screen
from watchward_web.licensing.selectors import clocks, purchases
from watchward_web.licensing.services.writing import write_entry

HOME = "/p/harrowmere/licensing/"
OTTER = "SYN-P011"
ONE = f"{HOME}premises/{OTTER}/"


@pytest.fixture(autouse=True)
def _still(stopped):
    """The clock stands on 5 November 2026."""


def _write(seat, kind="meeting", ago=0, ident=OTTER, **more):
    given = {"happened_on": NOW.date() - dt.timedelta(days=ago), "what": "made up", **more}
    return write_entry(seat, ident, kind, given=given, now=NOW)


def test_officers_and_analysts_see_the_list_the_map_and_what_a_colour_is_not(
    partnership, sign_in, seat_of
):
    page = sign_in("licensing").get(HOME).content.decode()
    assert "It is not evidence of fault" in page
    assert page.count("govuk-tag--red") >= 1
    assert 'role="img"' in page
    result = screen(seat_of("licensing"), now=NOW)
    assert isinstance(result, SafeResult)
    for row in result.table("premises").records():
        assert row["place"].text.replace("'", "&#39;") in page
    for other in ("head", "police", "hospital", "councillor", "administrator"):
        assert sign_in(other).get(HOME).status_code == 403
        assert sign_in(other).get(ONE).status_code == 403
    assert sign_in("analyst").get(ONE).status_code == 200
    last = AuditEntry.objects.order_by("-pk").first()
    assert (last.action, last.subject) == ("evidence read", f"premises {OTTER}")


def test_premises_that_are_not_on_the_register_are_not_there(partnership, sign_in):
    client = sign_in("licensing")
    assert client.get(f"{HOME}premises/none/").status_code == 404
    assert client.get(f"{ONE}write/magic/").status_code == 404
    assert client.get(f"{ONE}entries/99999/").status_code == 404


def test_one_page_tells_the_score_line_by_line_and_the_reserve_of_a_fall(
    partnership, sign_in, seat_of
):
    page = sign_in("licensing").get(ONE).content.decode()
    one = find(seat_of("licensing"), OTTER, now=NOW)
    for row in one.lines:
        assert row["reason"].text in page
    assert "side by side and never added" in page
    assert sum(float(row["points"].text) for row in one.lines) == pytest.approx(
        float(one.row["points"].text), abs=0.1
    )


def test_an_action_plan_has_twelve_weeks_and_says_so_when_they_are_over(
    partnership, sign_in, seat_of
):
    officer = seat_of("licensing")
    number = _write(officer, "plan", ago=90)
    (plan,) = clocks(officer, today=NOW.date())
    assert (plan.due - plan.happened_on, plan.days) == (dt.timedelta(weeks=12), -6)
    assert "6 days past its day" in sign_in("licensing").get(HOME).content.decode()
    (line,) = first_page_lines(officer, now=NOW)
    assert line.urgent
    assert not first_page_lines(seat_of("police"), now=NOW)
    done = {"done_on": "2026-11-04", "text": "", "source": "", "result": ""}
    client = sign_in("licensing")
    assert client.post(f"{ONE}entries/{number}/", done).status_code == 302
    assert clocks(officer, today=NOW.date()) == []
    assert AuditEntry.objects.filter(action="licensing entry changed").count() == 1


def test_what_is_written_is_audited_without_its_words(partnership, sign_in):
    client = sign_in("licensing")
    said = {"happened_on": "2026-11-01", "what": "a secret line", "text": "a secret", "source": ""}
    assert client.post(f"{ONE}write/purchase/", said | {"result": "failed"}).status_code == 302
    entry = AuditEntry.objects.get(action="licensing entry written")
    assert entry.detail == {"kind": "purchase", "premises": OTTER}
    assert "secret" not in str(vars(entry))
    future = client.post(f"{ONE}write/letter/", said | {"happened_on": "2026-11-06", "due": ""})
    assert "still to come" in future.content.decode()
    unsourced = client.post(f"{ONE}write/incident/", said | {"exhibit": "on"})
    assert "Say where it can be checked" in unsourced.content.decode()
    assert Entry.objects.count() == 1


def test_nothing_without_a_source_can_be_an_exhibit(partnership, seat_of):
    with pytest.raises(IntegrityError), transaction.atomic():
        _write(seat_of("licensing"), exhibit=True)


def test_test_purchases_first_and_again(partnership, sign_in, seat_of):
    # First: A fails, B passes, C fails, so 2 of 3. Again, where one failed: A fails then passes, C
    # passes, so 1 of 3. B's second is neither.
    officer = seat_of("licensing")
    for ident, ago, result in (
        *(("A", 90, "failed"), ("A", 60, "failed"), ("A", 30, "passed")),
        *(("B", 90, "passed"), ("B", 60, "failed")),
        *(("C", 90, "failed"), ("C", 30, "passed")),
    ):
        _write(officer, "purchase", ago=ago, ident=ident, result=result)
    made = purchases(officer)
    assert (made.first, made.first_failed, made.first_share) == (3, 2, "67 %")
    assert (made.again, made.again_failed, made.again_share) == (3, 1, "33 %")
    assert "67 %" in sign_in("licensing").get(HOME).content.decode()


def test_a_condition_is_asked_for_then_on_the_licence_then_checked(copied, sign_in):
    client = sign_in("licensing")
    assert "Glass" in client.get(f"{HOME}conditions/").content.decode()
    client.post(f"{ONE}conditions/new/", {"chosen": "0"})
    own = {"chosen": "own", "text": "", "theme": "glass", "objective": "safety"}
    assert "Write the condition" in client.post(f"{ONE}conditions/new/", own).content.decode()
    client.post(f"{ONE}conditions/new/", own | {"text": "No glass outside"})
    assert [one.theme for one in Condition.objects.all()] == ["cctv", "glass"]
    first = Condition.objects.get(theme="cctv").pk
    at = f"{ONE}conditions/{first}/"
    early = client.post(at, {"state": "asked", "kept": "no"}).content.decode()
    assert "Only a condition that is on the licence" in early
    assert client.post(at, {"state": "in_force", "kept": "no"}).status_code == 302
    assert Condition.objects.get(pk=first).checked_on == NOW.date()


def test_a_line_is_contested_and_answered_once(partnership, sign_in, seat_of):
    client = sign_in("licensing")
    line = find(seat_of("licensing"), OTTER, now=NOW).lines[0]["reason"].text
    said = {"line": line, "raised_by": "the licence holder", "why": "In the street"}
    assert client.post(f"{ONE}challenge/", said).status_code == 302
    assert client.post(f"{ONE}challenge/", said | {"line": "no such"}).status_code == 200
    number = Challenge.objects.get().pk
    answer = {"answer": "Taken out next month", "upheld": "yes", "incidents": "0"}
    assert client.post(f"{ONE}challenges/{number}/", answer).status_code == 302
    again = client.post(f"{ONE}challenges/{number}/", answer).content.decode()
    assert "answered already" in again
    assert "Taken out next month" in client.get(ONE).content.decode()


def _points(seat, ident=OTTER):
    return float(find(seat, ident, now=NOW).row["points"].text)


def test_what_an_officer_finds_of_a_condition_is_credited_at_once(copied, sign_in, seat_of):
    client, officer = sign_in("licensing"), seat_of("licensing")
    before = _points(officer)
    client.post(f"{ONE}conditions/new/", {"chosen": "0"})
    at = f"{ONE}conditions/{Condition.objects.get().pk}/"
    client.post(at, {"state": "in_force", "kept": "yes"})
    lines = [row["reason"].text for row in find(officer, OTTER, now=NOW).lines]
    assert "cctv (seen 2026-11-05)" in lines[-1]
    assert _points(officer) == pytest.approx(0.95 * before, abs=0.1)
    client.post(at, {"state": "in_force", "kept": "no"})
    assert _points(officer) == before
    client.post(at, {"state": "in_force", "kept": "yes"})
    client.post(at, {"state": "ended", "kept": ""})  # a condition that ended says nothing
    assert _points(officer) == before


def test_a_challenge_that_was_right_leaves_incidents_out_of_the_score(copied, sign_in, seat_of):
    client, officer = sign_in("licensing"), seat_of("licensing")
    one = find(officer, OTTER, now=NOW)
    line, before = one.lines[0]["reason"].text, _points(officer)
    said = {"line": line, "raised_by": "the licence holder", "why": "In the street"}
    client.post(f"{ONE}challenge/", said)
    number = Challenge.objects.get().pk
    at = f"{ONE}challenges/{number}/"
    answer = {"answer": "So it was", "upheld": "yes", "incidents": "1"}
    assert "Say of which" in client.post(at, answer).content.decode()
    told = {"severity": line.partition(",")[0].replace(" ", "_"), "month": "2026-10"}
    wrong = client.post(at, answer | told | {"upheld": "no"}).content.decode()
    assert "Nothing is left out where" in wrong
    assert "Write it as" in client.post(at, answer | told | {"month": "May"}).content.decode()
    late = client.post(at, answer | told | {"month": "2027-01"}).content.decode()
    assert "still to come" in late
    assert Challenge.objects.get().answered_on is None
    months = {row["month"].text: row for row in one.months}
    assert client.post(at, answer | told | {"month": max(months)}).status_code == 302
    after = find(officer, OTTER, now=NOW)
    assert f"left out (challenge {number}): 1 of" in after.lines[-1]["reason"].text
    assert _points(officer) < before
    newest = max(every_finding(copied), key=lambda found: found.id)
    take_back(copied, newest.id, reason="made up", by="test", now=NOW)
    assert _points(officer) == before


def test_the_pack_has_exhibits_area_counts_and_the_reply_and_never_the_score(
    partnership, sign_in, seat_of
):
    officer = seat_of("licensing")
    _write(officer, "inspection", ago=9, source="Report 3", result="failed", exhibit=True)
    _write(officer, "meeting", ago=8, text="kept inside")
    _write(officer, "reply", ago=2, text="We have mended it")
    client = sign_in("licensing")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"  # the pack is English whatever the page is
    assert "Pecyn tystiolaeth" in client.get(ONE).content.decode()
    taken = client.get(f"{ONE}pack.docx")
    file = docx.Document(io.BytesIO(taken.content))
    cells = [cell.text for one in file.tables for row in one.rows for cell in row.cells]
    said = "\n".join([*(line.text for line in file.paragraphs), *cells])
    assert "Exhibit 1: made up" in said
    assert "Joint inspection" in said
    assert "Exhibit 2: counts that anybody may see" in said
    assert "Report 3" in said
    assert "We have mended it" in said
    assert "Reply: made up" in said
    assert "kept inside" not in said
    one = find(officer, OTTER, now=NOW)
    assert not re.search(r"\b(score|red|amber|green|colour)\b", said.casefold())
    for row in one.lines:
        assert row["reason"].text not in said
    exact = one.row["police"].text
    assert f"\n{exact}\n" not in f"\n{said}\n"
    assert client.get(f"{ONE}pack.pdf").content.startswith(b"%PDF")
    assert client.get(f"{ONE}pack.html").status_code == 404
    assert AuditEntry.objects.filter(action="evidence pack taken").count() == 2
    assert sign_in("head").get(f"{ONE}pack.pdf").status_code == 403


def test_the_demonstrations_licensing_work_is_made_once(copied, sign_in, seat_of):
    from watchward_web.nonprod.licensing import load_licensing

    load_licensing(seat_of("licensing"), now=NOW)
    many = Entry.objects.count()
    load_licensing(seat_of("licensing"), now=NOW)
    assert Entry.objects.count() == many > 5
