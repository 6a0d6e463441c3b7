"""Metrics: for whoever shows the token, counted by page, with nobody and no address in them."""

import pytest
from django.test import Client

from watchward_web.core.clock import now
from watchward_web.operations.metrics import last_backup, note_backup

pytestmark = pytest.mark.django_db


def read(settings, told: str) -> tuple[int, str]:
    answer = Client().get("/metrics", headers={"authorization": told} if told else {})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("told", ["", "Bearer wrong", "Bearer ", "Basic abc"])
@pytest.mark.parametrize("token", ["", "a-token-of-the-watcher"])
def test_without_the_token_there_is_nothing_there(settings, token, told):
    settings.METRICS_TOKEN = token
    assert read(settings, told)[0] == 404


def test_requests_are_counted_by_page(settings, people, sign_in):
    settings.METRICS_TOKEN = "a-token-of-the-watcher"
    line = 'watchward_requests_total{page="core:privacy",status="200",verb="GET"} '

    def counted() -> float:
        _, text = read(settings, "Bearer a-token-of-the-watcher")
        return float(
            next((x for x in text.splitlines() if x.startswith(line)), line + "0")[len(line) :]
        )

    before = counted()
    client = sign_in("analyst")
    for _ in range(3):
        client.get("/privacy/")
    client.get("/an-address-with-ana.lister@harrowmere.invalid/")
    assert counted() == before + 3
    _, text = read(settings, "Bearer a-token-of-the-watcher")
    assert 'watchward_request_seconds_bucket{le="1.0",page="core:privacy"}' in text
    assert "watchward_database_up 1.0" in text
    assert "watchward_audit_entries " in text
    for word in ("harrowmere", "ana.lister", "analyst"):
        assert word not in text


def test_the_last_backup(settings, tmp_path):
    assert last_backup(tmp_path) == 0
    moment = now().replace(microsecond=0)
    note_backup(tmp_path, at=moment)
    assert last_backup(tmp_path) == moment.timestamp()
