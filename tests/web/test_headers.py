"""Security headers on every answer: pages, static files, redirects, refusals, broken pages."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.actors import address
from watchward.errors import DisclosureRefusal, PackageRefusal, StoreRefusal, UsageRefusal
from watchward_web.core.clock import now
from watchward_web.core.headers import widen
from watchward_web.core.rules import rules
from watchward_web.partners.services import issue_token

WANTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


# Whoever does this is somebody else afterwards.
ENDING = {"account_logout", "accounts:end_sessions"}


def assert_guarded(response) -> None:
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert {name: response.headers.get(name) for name in WANTED} == WANTED


def assert_readable(response) -> None:
    """A text says in which characters it is written."""
    kind = response.headers.get("Content-Type", "")
    assert not kind.startswith("text/") or "charset=" in kind, kind


def assert_not_kept(response) -> None:
    assert response.headers["Cache-Control"] == "no-store, private"


@pytest.fixture
def visitor(people, sign_in, seat_of):
    """Somebody signed in, nobody, or a machine with a key that is right, wrong or past its day."""

    def visit(who: str) -> Client:
        match who:
            case "anonymous":
                return Client()
            case "right key":
                args = {"scope": "feed", "name": "a", "days": 9, "now": now()}
                return _machine(issue_token(seat_of("analyst"), **args).secret)
            case "wrong key":
                return _machine("wwt_nobody_" + "0" * 64)
            case "old key":
                past = now() - dt.timedelta(days=9)
                args = {"scope": "submit", "name": "a", "days": 1, "now": past}
                return _machine(issue_token(seat_of("hospital"), **args).secret)
        return sign_in(who)

    return visit


def _machine(secret: str) -> Client:
    return Client(headers={"authorization": f"Bearer {secret}"})


@pytest.mark.parametrize(
    "who",
    ["anonymous", "administrator", "analyst", "elsewhere", "right key", "wrong key", "old key"],
)
def test_every_page_for_everybody(visitor, who):
    """Whatever the answer: 200, 302, 401, 403, 404, 405, 429, 503."""
    client = visitor(who)
    client.raise_request_exception = False
    for rule in rules():
        for verb in ("GET", "POST", "PUT"):
            if rule.url in ENDING and verb == "POST":
                continue
            response = client.generic(verb, address(rule, "harrowmere"))
            assert_guarded(response)
            assert_not_kept(response)
            assert_readable(response)
            response.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/static/govuk/watchward.css", 200),
        ("/static/govuk/start.mjs", 200),
        ("/static/none.css", 404),
        ("/no/such/page", 404),
        ("/p/harrowmere/", 302),
        ("/account", 301),
        ("/healthz", 200),
    ],
)
def test_other_answers(db, path, status):
    response = Client().get(path)
    response.close()
    assert response.status_code == status
    assert_guarded(response)


def test_a_host_that_is_not_ours(db):
    response = Client(headers={"host": "evil.example"}).get("/")
    assert response.status_code == 400
    assert_guarded(response)
    assert b"evil" not in response.content


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (RuntimeError("the row said PLANTED"), 500),
        (UsageRefusal("No such month.", where="/a/folder", do="Choose another."), 400),
        (PackageRefusal("Already held.", where="/a/folder"), 409),
        (DisclosureRefusal("Not for this audience."), 403),
        (StoreRefusal("Locked.", where="/a/folder", do="See /a/folder."), 503),
    ],
)
def test_a_view_that_breaks_or_refuses(people, sign_in, monkeypatch, raised, status):
    client = sign_in("head")
    client.raise_request_exception = False

    def breaks(*_args, **_kwargs):
        raise raised

    monkeypatch.setattr("watchward_web.partners.views.audit.audit_page", breaks)
    response = client.get("/p/harrowmere/audit/")
    assert response.status_code == status
    assert_guarded(response)
    assert_not_kept(response)
    assert b"PLANTED" not in response.content
    assert b"/a/folder" not in response.content


def test_a_form_without_its_token(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a"})
    assert response.status_code == 403
    assert_guarded(response)


def test_the_database_away_means_not_ready(db, monkeypatch):
    from django.db import OperationalError

    assert Client().get("/readyz").status_code == 200

    def away():
        raise OperationalError

    monkeypatch.setattr("watchward_web.core.views.health.database_answers", away)
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert Client().get("/healthz").status_code == 200


def test_a_database_that_goes_away_in_between_means_try_again(people, sign_in, monkeypatch):
    from django.db import OperationalError

    def away(*_args, **_kwargs):
        raise OperationalError("connection to 10.0.0.1 lost")

    client = sign_in("analyst")
    client.raise_request_exception = False
    monkeypatch.setattr("watchward_web.partners.access.find_seat", away)
    response = client.get("/p/harrowmere/roles/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert b"10.0.0.1" not in response.content
    assert_guarded(response)


def test_over_https_the_browser_is_told_to_stay_there(db, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    response = Client().get("/", secure=True)
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_page_may_widen_its_policy_but_never_to_inline_code(rf):
    from django.http import HttpResponse

    from watchward_web.core.headers import HeadersMiddleware

    widened = widen(HttpResponse(), worker_src="'self' blob:")
    answered = HeadersMiddleware(lambda _: widened)(rf.get("/"))
    assert "worker-src 'self' blob:" in answered.headers["Content-Security-Policy"]
    with pytest.raises(ValueError, match="never"):
        widen(HttpResponse(), script_src="'unsafe-inline'")


def test_no_page_of_the_ground_has_inline_code_or_style(people, sign_in):
    client = sign_in("administrator")
    for rule in rules():
        if rule.url.startswith(("core:", "accounts:", "partners:", "account_", "mfa_")):
            page = client.get(address(rule, "harrowmere")).content.decode()
            assert " style=" not in page, rule.url
            assert "<style" not in page, rule.url
            assert "onclick=" not in page, rule.url
            assert "<script>" not in page, rule.url
