"""The door for programs is as its own description says, whatever is asked of it."""

from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.sending import BODY, begin, machine, patch
from watchward.hub.ledger import receipts
from watchward_web.core.rules import rules

API = "/p/harrowmere/submissions/api/v1"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
QUICK, NIGHTLY = 4, 300
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped", "partnership")]


@contextmanager
def one_connection():
    """The whole application would close the test's own connection at each end of a request.

    Entered late: the tests' client sets the signals anew at each of its own requests.
    """
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def client(seat_of, settings, tmp_path):
    settings.DATA = tmp_path / "data"
    return machine(seat_of("hospital"))


@pytest.fixture
def described(client, store):
    """The description; of names that must be there already, real ones are drawn as well."""
    told = client.get(f"{API}/openapi.json").json()
    idents = [begin(client, size).json()["id"] for size in (1, 10, len(BODY), 10**6)]
    patch(client, idents[2], BODY[:400], 0)
    patch(client, idents[3], BODY, 0)
    own = [one.id for one in receipts(store) if one.provider == "synthetic-hospital"][:3]
    named = told["paths"]["/uploads/{id}"]["parameters"][0]
    named["schema"] = {"anyOf": [named["schema"], {"enum": idents}]}
    receipt = told["components"]["parameters"]["receipt"]
    receipt["schema"] = {"anyOf": [receipt["schema"], {"enum": own}]}
    return told


def asked(client, described, *, examples):
    """Every operation with good and bad parts, parameters and headers: the answers' codes."""
    schema = schemathesis.openapi.from_dict(described)
    schema.app = get_wsgi_application()
    # The test client unpacks nothing.
    headers = {
        "Authorization": client.defaults["HTTP_AUTHORIZATION"],
        "Accept-Encoding": "identity",
    }
    codes: list[int] = []
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
            codes.append(case.call_and_validate(headers=headers, checks=CHECKS).status_code)

        with one_connection():
            ask()
    return codes


def test_whatever_is_asked_the_server_does_not_fail(client, described):
    codes = asked(client, described, examples=QUICK)
    assert len(codes) >= 24
    assert codes.count(200) >= 6


@pytest.mark.nightly
def test_whatever_is_asked_for_long_the_server_does_not_fail(client, described):
    codes = asked(client, described, examples=NIGHTLY)
    assert len(codes) >= 1000
    assert {200, 201, 404, 422} <= set(codes)


def test_every_address_is_described(described):
    ours = {rule.url for rule in rules() if rule.url.startswith("submissions:api_")}
    assert len(described["paths"]) == len(ours) - 1, "all but the description itself"
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": API}]


def test_what_is_not_there_or_not_allowed_is_a_problem_too(client):
    for answer in (
        client.get(f"{API}/nothing"),
        client.get(f"{API}/receipts/R-0000-0000-0000-0000"),
        client.put(f"{API}/uploads"),
        client.get(f"{API}/uploads/a/b"),
    ):
        assert answer.status_code in (404, 405)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
