"""One log line a request: nothing of who asked, for what, or which value went wrong."""

import json
import logging

import pytest
from django.test import Client

from watchward_web.core.logs import JsonLine
from watchward_web.nonprod.personas import PASSWORD

PLANTED = ("planted-person", "planted@x.invalid", "PLANTED", "10.11.12.13", PASSWORD, "analyst")


@pytest.fixture
def lines(monkeypatch):
    """Every line that the site's own and Django's loggers write, as it would reach the terminal."""
    written: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record):
            written.append(JsonLine().format(record))

    names = ("watchward", "django", "django.request")
    keeper, loggers = Keeper(), [logging.getLogger(name) for name in names]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(keeper)
        logger.setLevel("INFO")
    yield written
    for logger, level in zip(loggers, before, strict=True):
        logger.removeHandler(keeper)
        logger.setLevel(level)


def test_a_line_says_which_page_and_how_long(people, lines):
    Client().get("/accessibility/")
    (line,) = [json.loads(line) for line in lines]
    assert (line["page"], line["status"], line["verb"]) == ("core:accessibility", 200, "GET")
    assert line["ms"] > 0
    assert line["at"].endswith("+00:00")
    assert len(line["request"]) == 16


def test_nothing_of_a_person_reaches_a_log(people, sign_in, lines, monkeypatch):
    def breaks(*_args, **_kwargs):
        raise ValueError("PLANTED value in the data")

    client = Client(REMOTE_ADDR="10.11.12.13", raise_request_exception=False)
    client.post("/account/sign-in/", {"login": "planted-person", "password": "PLANTED"})
    client.post("/account/sign-in/", {"login": "analyst", "password": PASSWORD})
    client.get("/p/harrowmere/roles/?q=PLANTED")
    client.get("/no/PLANTED/planted@x.invalid/")
    client.generic("PLANTED", "/")
    Client(headers={"host": "PLANTED.example"}).get("/")
    Client(enforce_csrf_checks=True).post("/account/sign-in/?PLANTED", {"login": "planted-person"})
    monkeypatch.setattr("watchward_web.partners.views.roles.ROLES", None)
    client.get("/p/harrowmere/roles/?q=PLANTED")
    monkeypatch.setattr("watchward_web.partners.views.choose.seats_of", breaks)
    client.get("/partnerships/?q=PLANTED")
    assert len(lines) >= 10
    assert '"type": "ValueError"' in "".join(lines)
    assert not [line for line in lines if any(word in line for word in PLANTED)]
    assert all(json.loads(line)["at"] for line in lines)
