"""Live feeds: by key or by session, the owner's audience and no more, until the key ends."""

import base64
import csv
import hashlib
import io
import json

import pytest
from django.test import Client

from tests.web.conftest import NOW
from watchward.export.facts import rows_of
from watchward_web.core.models import AuditEntry
from watchward_web.evidence.answers import answer
from watchward_web.evidence.questions import pages
from watchward_web.evidence.selectors import asking
from watchward_web.partners.services import issue_token, revoke_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped", "partnership")]
FEED = "/p/harrowmere/evidence/feeds/victims/age_sex"


@pytest.fixture
def keyed(seat_of):
    """A machine with a key of a persona; how it shows it is the program's choice."""

    def machine(who, *, basic=False):
        issued = issue_token(seat_of(who), scope="feed", name="a spreadsheet", days=30, now=NOW)
        shown = f"Bearer {issued.secret}"
        if basic:
            pair = base64.b64encode(f"key:{issued.secret}".encode()).decode()
            shown = f"Basic {pair}"
        return Client(headers={"authorization": shown}), issued

    return machine


def table_of(seat):
    return answer(asking(seat, now=NOW), pages()["victims"]).result.table("age_sex")


@pytest.mark.parametrize("who", ["analyst", "head", "hospital", "councillor"])
@pytest.mark.parametrize("basic", [False, True])
def test_a_key_reads_its_owners_rows_whole(who, basic, keyed, seat_of):
    client, _ = keyed(who, basic=basic)
    table = table_of(seat_of(who))
    got = client.get(f"{FEED}.csv")
    rows = list(csv.DictReader(io.StringIO(got.content.decode("utf-8-sig"))))
    told = client.get(f"{FEED}.json").json()
    assert len(rows) == len(told["records"]) == told["rows"] == rows_of(table)
    assert told["audience"] == seat_of(who).audience
    digest = base64.b64encode(hashlib.sha256(got.content).digest()).decode()
    assert got.headers["Repr-Digest"] == f"sha-256=:{digest}:"
    assert int(got.headers["Content-Length"]) == len(got.content)
    assert [row["police"] for row in rows] == [
        "" if one["police"] is None else str(one["police"]) for one in told["records"]
    ]
    assert {row["synthetic"] for row in rows} == {"True"}


def test_an_ended_key_a_wrong_key_and_no_key_read_nothing(keyed, seat_of):
    client, issued = keyed("head")
    assert client.get(f"{FEED}.csv").status_code == 200
    revoke_token(seat_of("head"), issued.token.ident, now=NOW)
    for one in (client, Client(headers={"authorization": "Bearer wwt_wrong"}), Client()):
        got = one.get(f"{FEED}.csv")
        assert got.status_code == 401
        assert got.headers["Content-Type"] == "application/problem+json"
        assert "Basic" in got.headers["WWW-Authenticate"]


def test_what_goes_wrong_is_a_problem_for_programs(keyed):
    client, _ = keyed("head")
    wrong = {
        "/p/harrowmere/evidence/feeds/victims/nothing.csv": 404,
        "/p/harrowmere/evidence/feeds/nothing/age_sex.csv": 404,
        "/p/harrowmere/evidence/feeds/nothing": 404,
        "/p/elsewhere/evidence/feeds/victims/age_sex.csv": 404,
        f"{FEED}.csv?month=soon": 400,
        f"{FEED}.csv?order=police": 400,
    }
    for path, status in wrong.items():
        got = client.get(path)
        assert got.status_code == status, path
        assert got.json()["status"] == status
    assert client.post(f"{FEED}.csv").headers["Allow"] == "GET"


def test_what_has_not_changed_is_not_sent_again(keyed):
    client, _ = keyed("police")
    mark = client.get(f"{FEED}.csv").headers["ETag"]
    read = AuditEntry.objects.filter(action="feed read as csv").count()
    again = client.get(f"{FEED}.csv", headers={"if-none-match": mark})
    assert again.status_code == 304
    assert not again.content
    assert AuditEntry.objects.filter(action="feed read as csv").count() == read
    assert keyed("analyst")[0].get(f"{FEED}.csv").headers["ETag"] != mark


def test_every_reading_is_in_the_audit_log_as_the_machines(keyed):
    client, issued = keyed("licensing")
    client.get(f"{FEED}.json")
    entry = AuditEntry.objects.get(action="feed read as json")
    assert entry.actor == f"machine:{issued.token.ident}"
    assert entry.detail["audience"] == "partner"


def test_a_pbids_file_has_the_address_and_no_key(sign_in):
    got = sign_in("head").get(f"{FEED}.pbids")
    told = json.loads(got.content)
    (one,) = told["connections"]
    assert one["details"]["protocol"] == "http"
    assert one["details"]["address"]["url"] == f"http://testserver{FEED}.csv"
    assert "wwt_" not in got.content.decode()
    assert got.headers["Content-Disposition"].endswith('age_sex.pbids"')


def test_the_page_of_feeds_names_only_what_its_reader_may_take(sign_in):
    analyst, partner = (
        sign_in(w).get("/p/harrowmere/evidence/feeds/") for w in ("analyst", "head")
    )
    assert "reporting_gap/matched.csv" not in partner.content.decode()
    assert "victims/age_sex.csv" in partner.content.decode()
    assert analyst.content.decode().count(".csv") >= partner.content.decode().count(".csv")
