"""A second factor: required in production, codes from an app, recovery codes."""

import re

import pytest
from django.test import Client

from watchward_web.nonprod.personas import PASSWORD

LOGIN = "/account/sign-in/"
APP = "/account/second-factor/app/"


def code_of(secret: str) -> str:
    """What an app would show now."""
    from allauth.mfa.totp.internal.auth import (
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture
def with_app(people):
    """The analyst, who has set up an app, and its secret."""
    client = Client()
    client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    asked = client.get(APP)
    page = client.post(asked.url, {"password": PASSWORD}, follow=True).content.decode()
    secret = re.search(r'Key: <span class="app-code">(\w+)<', page)[1]
    done = client.post(APP, {"code": code_of(secret)}, follow=True)
    codes = re.findall(r"<li>(\w{8,})</li>", done.content.decode())
    return client, secret, codes


def test_setting_up_gives_ten_recovery_codes(with_app):
    _, _, codes = with_app
    assert len(codes) == 10


def test_then_the_password_alone_opens_nothing(with_app):
    client = Client()
    told = client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
    assert told.url == "/account/second-factor/enter/"
    assert client.get("/p/harrowmere/roles/").status_code == 302
    wrong = client.post(told.url, {"code": "000000"})
    assert "govuk-error-summary" in wrong.content.decode()
    assert client.get("/p/harrowmere/roles/").status_code == 302


def test_a_recovery_code_works_once(with_app):
    _, _, codes = with_app
    for expected in (302, 200):
        client = Client()
        told = client.post(LOGIN, {"login": "analyst", "password": PASSWORD})
        assert client.post(told.url, {"code": codes[0]}).status_code == expected


def test_changing_protection_asks_for_the_password_again(with_app, people):
    client, _, _ = with_app
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    told = client.get("/account/second-factor/app/remove/")
    assert told.status_code == 302
    assert "confirm" in told.url


def test_in_production_nothing_opens_without_one(people, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = sign_in("analyst")
    for path in ("/partnerships/", "/p/harrowmere/", "/p/elsewhere/", "/account/"):
        told = client.get(path)
        assert (told.status_code, told.url) == (302, "/account/second-factor/")
    assert client.get("/account/second-factor/").status_code == 200


def test_in_production_with_one_all_opens(with_app, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client, _, _ = with_app
    assert client.get("/p/harrowmere/roles/").status_code == 200
