"""The API is as its own description says, whatever is asked of it: no fault of the server."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.conftest import NOW
from watchward_web.core.models import AuditEntry
from watchward_web.partners.services import issue_token

API = "/p/harrowmere/evidence/api/v1"
PLAIN = {"Accept-Encoding": "identity"}  # the test client unpacks nothing
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
QUICK, NIGHTLY = 4, 300
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped", "partnership")]


@pytest.fixture
def keyed(seat_of):
    def key(who):
        issued = issue_token(seat_of(who), scope="feed", name="a test", days=30, now=NOW)
        return {"Authorization": f"Bearer {issued.secret}"}

    return key


def asked(headers, *, examples):
    """Every operation described, with good and bad parameters: calls, and answers among them."""
    client = Client(headers={"authorization": headers["Authorization"]})
    described = client.get(f"{API}/openapi.json").json()
    described["servers"] = [{"url": "/p/harrowmere/evidence"}]
    app = get_wsgi_application()
    # The whole application would close the test's own connection at each end of a request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_dict(described)
    schema.app = app
    calls: list[int] = []
    limits = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @limits
        def ask(case):
            calls.append(
                case.call_and_validate(headers={**headers, **PLAIN}, checks=CHECKS).status_code
            )

        ask()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    return len(calls), calls.count(200)


@pytest.mark.slow
def test_whatever_is_asked_the_server_does_not_fail(keyed):
    calls, answers = asked(keyed("head"), examples=QUICK)
    assert calls >= 40
    assert answers >= 12


@pytest.mark.nightly
@pytest.mark.parametrize("who", ["analyst", "head", "councillor"])
def test_whatever_is_asked_for_long_the_server_does_not_fail(who, keyed):
    calls, answers = asked(keyed(who), examples=NIGHTLY)
    assert calls >= 1000
    assert answers >= 50


def test_every_address_that_is_described_exists_and_answers(keyed):
    client = Client(headers={"authorization": keyed("head")["Authorization"]})
    described = client.get(f"{API}/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    for path, verbs in described["paths"].items():
        named = {one["name"]: one.get("example", "") for one in verbs["get"]["parameters"]}
        got = client.get(f"/p/harrowmere/evidence{path.format(**named)}")
        assert got.status_code == 200, path
        assert (
            got.headers["Content-Type"].split(";")[0] in verbs["get"]["responses"]["200"]["content"]
        )


def test_a_list_comes_in_pages_that_add_up(keyed):
    client = Client(headers={"authorization": keyed("police")["Authorization"]})
    seen, url = [], f"{API}/tables/victims/age_sex?limit=7"
    while url:
        told = client.get(url).json()
        seen += told["records"]
        url = told.get("next")
    assert len(seen) == told["total"] == told["rows"]
    assert client.get(f"{API}/tables/victims/age_sex?limit=1001").status_code == 400


def test_an_answer_has_its_limits_sources_and_release(keyed):
    client = Client(headers={"authorization": keyed("councillor")["Authorization"]})
    told = client.get(f"{API}/questions/hot_spots").json()
    assert told["audience"] == "open"
    assert told["limits"]
    assert {one["synthetic"] for one in told["sources"]} == {True}
    assert {table["release"] for table in told["tables"]} == {told["release"]}


def test_an_answer_that_has_not_changed_is_not_sent_again_and_every_other_is_written_down(keyed):
    client = Client(headers={"authorization": keyed("analyst")["Authorization"]})
    before = AuditEntry.objects.filter(action="evidence read by API").count()
    mark = client.get(f"{API}/areas").headers["ETag"]
    again = client.get(f"{API}/areas", headers={"if-none-match": f'W/"x", {mark}'})
    assert again.status_code == 304
    assert AuditEntry.objects.filter(action="evidence read by API").count() == before + 1


def test_a_person_may_read_it_by_session_and_a_browser_is_asked_to_sign_in(sign_in):
    assert sign_in("head").get(f"{API}/questions").json()["total"] >= 7
    assert sign_in("administrator").get(f"{API}/questions").json()["status"] == 403
    assert Client().get(f"{API}/questions", headers={"accept": "text/html"}).status_code == 302
