"""Decisions: evidence as it was shown, whose, by when, done, and the same question asked again."""

import csv
import datetime as dt
import io
import json

import pytest

from tests.web.conftest import NOW
from watchward.disclosure.written import from_json
from watchward_web.core.first_pages import first_page_lines
from watchward_web.core.models import AuditEntry
from watchward_web.meetings.comparison import compare
from watchward_web.meetings.models import Decision
from watchward_web.meetings.services.deciding import decide
from watchward_web.nonprod.meetings import load_meetings

HOME = "/p/harrowmere/meetings/decisions/"


@pytest.fixture(autouse=True)
def _still(stopped):
    """The clock stands on 5 November 2026."""


def _given(seat_of, **more):
    told = {
        "what": "Marshals at the rank",
        "why": "Most harm is there after midnight.",
        "decided_on": "2026-10-13",
        "analysis": "",
        "row": "",
        "agency": str(seat_of("police").agency.id),
        "owner": "Inspector",
        "due": "2026-11-01",
    }
    return told | more


def test_a_decision_goes_from_written_to_overdue_to_done_to_reopened(people, sign_in, seat_of):
    client = sign_in("head")
    assert client.post(f"{HOME}new/", _given(seat_of)).headers["Location"] == f"{HOME}1/"
    client.post(f"{HOME}new/", _given(seat_of, what="Lamps", due="2026-12-01"))
    late = sign_in("police").get(f"{HOME}?state=overdue").content.decode()
    assert "Marshals" in late
    assert "Lamps" not in late
    assert (
        "Decisions past their day: 1"
        in sign_in("head").get("/p/harrowmere/meetings/").content.decode()
    )
    council = seat_of("head").agency.id
    assert b"Marshals" not in client.get(f"{HOME}?agency={council}").content
    done = {"done_on": "2026-11-04", "done_by": "Sergeant", "text": "On duty since Friday."}
    assert client.post(f"{HOME}1/done/", done).status_code == 302
    page = client.get(f"{HOME}1/").content.decode()
    assert "On duty since Friday." in page
    assert b"Marshals" not in client.get(f"{HOME}?state=overdue").content
    assert b"Marshals" in client.get(f"{HOME}?state=done").content
    client.post(f"{HOME}1/done/", {"reopen": "1"})
    assert b"Marshals" in client.get(f"{HOME}?state=overdue").content
    owner = {"agency": str(council), "owner": "", "due": "2026-12-24"}
    client.post(f"{HOME}1/owner/", owner)
    assert b"Marshals" not in client.get(f"{HOME}?state=overdue").content
    actions = AuditEntry.objects.filter(subject="decision 1").values_list("action", flat=True)
    assert [a for a in actions if a != "evidence read"] == [
        "decision written",
        "decision done",
        "decision reopened",
        "decision handed over",
    ]


def test_the_first_page_of_those_who_call_meetings_says_what_is_overdue(people, seat_of):
    given = _given(seat_of) | {"agency": seat_of("police").agency.id}
    given |= {"decided_on": dt.date(2026, 10, 13), "due": dt.date(2026, 11, 1)}
    decide(seat_of("head"), given=given, now=NOW)
    (line,) = first_page_lines(seat_of("head"), now=NOW)
    assert (line.text, line.urgent) == ("Decisions past their day: 1", True)
    assert line.href == f"{HOME}?state=overdue"
    for who in ("police", "councillor", "elsewhere", "administrator"):
        assert first_page_lines(seat_of(who), now=NOW) == ()


@pytest.mark.parametrize("day", ["2026-10-12", "2026-11-06"])
def test_nothing_is_done_before_it_was_decided_or_after_today(people, sign_in, seat_of, day):
    sign_in("head").post(f"{HOME}new/", _given(seat_of))
    answer = sign_in("head").post(f"{HOME}1/done/", {"done_on": day, "done_by": "", "text": ""})
    assert answer.status_code == 200
    assert "between the day of the decision and today" in answer.content.decode()
    assert Decision.objects.get().done_on is None


def test_members_read_and_only_those_who_call_meetings_write(people, sign_in, seat_of):
    sign_in("analyst").post(f"{HOME}new/", _given(seat_of))
    for who in ("licensing", "hospital", "police"):
        assert sign_in(who).get(f"{HOME}1/").status_code == 200
        assert sign_in(who).post(f"{HOME}new/", _given(seat_of)).status_code == 403
        assert sign_in(who).get(f"{HOME}1/done/").status_code == 403
    assert sign_in("elsewhere").get("/p/elsewhere/meetings/decisions/1/").status_code == 404


def test_an_agency_of_another_partnership_cannot_owe_it(people, sign_in, seat_of):
    other = str(seat_of("elsewhere").agency.id)
    assert sign_in("head").post(f"{HOME}new/", _given(seat_of, agency=other)).status_code == 200
    assert not Decision.objects.exists()


def test_the_log_as_a_file_is_whole_inert_and_read_by_the_command(
    people, sign_in, seat_of, tmp_path
):
    from watchward.briefing.decisions import owed_on, read_decisions

    client = sign_in("head")
    client.post(f"{HOME}new/", _given(seat_of, what="=cmd|' /C calc'!A0"))
    client.post(f"{HOME}new/", _given(seat_of))
    body = client.get(f"{HOME}decisions.csv").content
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert rows[1][1] == "'=cmd|' /C calc'!A0"
    assert rows[-1][0].startswith("Rows: 2; SHA-256")
    lines = body.decode("utf-8-sig").splitlines(keepends=True)[:-1]
    (tmp_path / "log.csv").write_text("".join(lines), "utf-8")
    owed = owed_on(read_decisions(tmp_path / "log.csv"), on=dt.date(2026, 11, 5))
    assert [one.what for one in owed][-1] == "Marshals at the rank"
    assert owed[-1].owner.endswith("Police, Inspector")
    assert owed[-1].overdue


def test_evidence_is_kept_as_partners_saw_it_and_asked_again_for_the_reader(
    partnership, sign_in, seat_of
):
    """An analyst writes it: the exact figures that they may see stay out of what is kept."""
    client = sign_in("analyst")
    made = client.post(f"{HOME}new/", _given(seat_of, analysis="trends"))
    assert made.status_code == 302, made.content.decode()
    row = Decision.objects.get()
    then = from_json(row.frozen)
    assert then.audience == "partner"
    assert then.id == row.release
    assert json.loads(row.frozen)["store_version"] == row.store_version
    for who in ("analyst", "police"):
        page = sign_in(who).get(f"{HOME}1/").content.decode()
        assert "prove nothing" in page
        assert "Months that were not received" in page
        assert "June 2026" in page
        assert row.release[:12] in page
    entry = AuditEntry.objects.filter(action="evidence read", subject="decision 1").last()
    assert row.release in entry.detail["answers"]


def test_a_row_of_it_must_be_there(partnership, sign_in, seat_of):
    client = sign_in("head")
    wrong = client.post(f"{HOME}new/", _given(seat_of, analysis="weapons", row="No such thing"))
    assert wrong.status_code == 200
    assert "has such a row" in wrong.content.decode()
    right = client.post(f"{HOME}new/", _given(seat_of, analysis="weapons", row="not recorded"))
    assert right.status_code == 302, right.content.decode()[-3000:]


def test_after_is_marked_and_what_is_gone_is_said():
    from dataclasses import replace

    from tests.functional import briefing_made as made

    then = made.answers().results["trends"]
    months = then.table("months")
    rows = tuple((replace(r[0], value=r[0].value + 2), *r[1:]) for r in months.rows[-6:])
    from watchward.contract.safe_result import GATE

    now = replace(then, tables=(replace(months, rows=rows, gate=GATE),), gate=GATE)
    found = compare(then, now, table="months")
    assert [line.since for line in found.lines][-3:] == [False, True, True]
    assert len(found.lines) == 14
    assert found.lines[-1].pairs[0][0] == "[x]"
    assert found.lines[0].pairs[0][1] == "[x]"
    assert found.lines[-4].pairs[0][0] == months.rows[-2][1].text
    assert found.missing
    gone = compare(then, None, table="months")
    assert not gone.has_now
    assert gone.breaks == ("March 2024: The level steps up.",) or gone.breaks


def test_the_demo_has_a_meeting_that_was_and_a_decision_that_is_late(partnership, sign_in, seat_of):
    for _ in range(2):
        load_meetings(seat_of("head"), now=NOW)
    assert Decision.objects.count() == 2
    page = sign_in("police").get("/p/harrowmere/meetings/").content.decode()
    assert "Decisions past their day: 1" in page
    assert "8 October 2026" in page
    history = sign_in("police").get("/p/harrowmere/meetings/attendance/").content.decode()
    assert "1 of 1" in history
