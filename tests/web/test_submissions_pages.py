"""Receipts, findings and the ledger: exact numbers for their provider and for analysts."""

import csv
import io
import re

import pytest

from watchward.contract.receipt import Receipt
from watchward.hub.ledger import receipts
from watchward_web.core.models import AuditEntry
from watchward_web.partners.months import grid_months, lines, spans_said

HOME = "/p/harrowmere/submissions/"
JAN = 2026 * 12


@pytest.fixture(autouse=True)
def _still(stopped):
    """What is due depends on the day."""


def of(store, provider):
    return [one for one in receipts(store) if one.provider == provider]


def test_a_provider_opens_its_own_receipts_and_no_others(partnership, store, sign_in):
    client = sign_in("hospital")
    for one in of(store, "synthetic-hospital"):
        assert client.get(f"{HOME}receipts/{one.id}/").status_code == 200
        findings = client.get(f"{HOME}receipts/{one.id}/findings.csv")
        assert findings.status_code == 200
        # Read to its end, as a browser would: closing it early ends PostgreSQL's connection too.
        assert b"".join(findings.streaming_content)
    for provider in ("synthetic-police", "synthetic-ambulance"):
        for one in of(store, provider):
            assert client.get(f"{HOME}receipts/{one.id}/").status_code == 404
            assert client.get(f"{HOME}receipts/{one.id}/findings.csv").status_code == 404
    page = client.get(f"{HOME}receipts/").content.decode()
    listed = set(re.findall(r"R-[0-9a-f-]{19}", page))
    assert listed == {one.id for one in of(store, "synthetic-hospital")}


def test_an_analyst_opens_every_receipt_and_another_partnership_none(partnership, store, sign_in):
    for one in receipts(store):
        assert sign_in("analyst").get(f"{HOME}receipts/{one.id}/").status_code == 200
    first = receipts(store)[0].id
    assert sign_in("elsewhere").get(f"{HOME}receipts/{first}/").status_code == 404
    assert sign_in("elsewhere").get(f"/p/elsewhere/submissions/receipts/{first}/").status_code in (
        403,
        404,
    )


def test_findings_are_whole_and_hold_no_value(partnership, store, sign_in):
    one = of(store, "synthetic-hospital")[0]
    answer = sign_in("hospital").get(f"{HOME}receipts/{one.id}/findings.csv")
    body = b"".join(answer.streaming_content)
    answer.close()
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Row", "Field", "Rule", "What is wrong", "What to do"]
    assert rows[-1][0].startswith(f"Rows: {len(rows) - 2}; SHA-256")
    counted = {}
    for row in rows[1:-1]:
        key = f"{row[2]}: {row[1]}"
        counted[key] = counted.get(key, 0) + 1
        assert row[0].isdigit()
    assert counted == {**one.reasons, **one.notes}


def test_a_receipt_says_why_and_what_to_do(partnership, store, sign_in):
    one = next(one for one in of(store, "synthetic-hospital") if one.reasons)
    page = sign_in("hospital").get(f"{HOME}receipts/{one.id}/").content.decode()
    assert "Why rows were rejected" in page
    assert "What to do" in page
    assert one.package in page


@pytest.mark.parametrize("who, sees", [("analyst", 3), ("hospital", 1), ("police", 1)])
def test_the_ledger_counts_rows_only_for_those_who_may_know(partnership, sign_in, who, sees):
    page = sign_in(who).get(f"{HOME}ledger/").content.decode()
    assert page.split("Rows accounted for")[1].count('lang="en-GB">') >= sees
    table = page.split('id="ledger-rows"')[1].split("</table>")[0]
    assert table.count('scope="row"') == sees


@pytest.mark.parametrize("who", ["head", "licensing"])
def test_the_ledger_of_others_has_months_and_no_numbers_of_rows(partnership, store, sign_in, who):
    page = sign_in(who).get(f"{HOME}ledger/").content.decode()
    assert "Rows accounted for" not in page
    assert page.count("Missing</strong>") == 1
    for one in receipts(store):
        assert f"{one.rows_read:,}<" not in page
        assert one.id not in page


def test_reading_receipts_and_the_ledger_is_written_down(partnership, store, sign_in):
    one = of(store, "synthetic-hospital")[0].id
    for path in ("", "receipts/", f"receipts/{one}/", "ledger/"):
        sign_in("hospital").get(HOME + path)
    told = AuditEntry.objects.filter(action__endswith="read").values_list("action", "subject")
    wanted = [("receipts read", ""), ("receipts read", ""), ("receipt read", one)]
    assert list(told) == [*wanted, ("ledger read", "")]


def receipt(period, number, provider="p", dataset="ed_assault"):
    return Receipt(
        id=f"R-{number}",
        package=str(number),
        file="f",
        dataset=dataset,
        provider=provider,
        period=period,
        rows_read=10,
        unreadable=1,
        packaged=9,
        accepted=7,
        rejected=2,
        reasons={},
        notes={},
        synthetic=True,
        key="enrolled",
        replaces="",
        received_at="2026-01-01T00:00:00+00:00",
        store_version="",
    )


def test_months_held_missing_and_awaited():
    """January to March and May are held; June and July are full, August is running."""
    (line,) = lines([receipt("2026-01..2026-03", 1), receipt("2026-05", 2)], today=JAN + 7)
    states = [line.months[at].state for at in sorted(line.months)]
    assert states == ["held", "held", "held", "missing", "held", "awaited", "awaited"]
    assert line.missing_said == "April 2026"
    assert line.awaited_said == "June 2026 to July 2026"
    assert line.last_said == "May 2026"
    assert line.months[JAN + 4].receipt == "R-2"
    assert (line.rows_read, line.unreadable, line.accepted, line.rejected) == (20, 2, 14, 4)


def test_two_providers_are_two_lines_and_one_grid():
    found = lines([receipt("2026-02", 1, "b"), receipt("2026-01", 2, "a")], today=JAN + 2)
    assert [line.provider for line in found] == ["a", "b"]
    assert grid_months(found, today=JAN + 2) == [JAN + 1, JAN]
    assert grid_months([], today=JAN) == []


@pytest.mark.parametrize(
    "months, said",
    [
        ([], ""),
        ([JAN], "January 2026"),
        ([JAN, JAN + 1, JAN + 2], "January 2026 to March 2026"),
        ([JAN, JAN + 2, JAN + 3], "January 2026, March 2026 to April 2026"),
    ],
)
def test_months_in_a_row_are_said_as_a_span(months, said):
    assert spans_said(months) == said
