"""Signing in and out: passwords, lockout, sessions that end, people who leave."""

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.web.conftest import NOW
from watchward_web.accounts.models import User
from watchward_web.accounts.services import open_account
from watchward_web.core.jobs.runner import run_waiting
from watchward_web.core.models import AuditEntry
from watchward_web.nonprod.personas import PASSWORD

LOGIN = "/account/sign-in/"


def log_in(client: Client, login: str, password: str = PASSWORD):
    return client.post(LOGIN, {"login": login, "password": password})


@pytest.mark.parametrize("login", ["analyst", "analyst@harrowmere.invalid", "ANALYST"])
def test_sign_in_with_a_name_or_an_address(people, login):
    client = Client()
    response = log_in(client, login)
    assert (response.status_code, response.url) == (302, "/partnerships/")
    assert client.get("/p/harrowmere/roles/").status_code == 200


def test_a_wrong_password_says_the_same_for_a_name_that_is_not_there(people):
    known, unknown = (log_in(Client(), who, "wrong-wrong-wrong") for who in ("analyst", "nobody"))
    assert known.status_code == unknown.status_code == 200
    told = [_errors(response) for response in (known, unknown)]
    assert told[0] == told[1]


def _errors(response) -> str:
    page = response.content.decode()
    start = page.index("govuk-error-summary__list")
    return page[start : page.index("</ul>", start)]


def test_five_wrong_passwords_lock_that_name_from_that_place_only(people):
    client = Client()
    for _ in range(5):
        last = log_in(client, "analyst", "wrong-wrong-wrong")
    assert last.status_code == 429
    assert log_in(client, "analyst").status_code == 429
    assert log_in(client, "police").status_code == 302
    elsewhere = Client(REMOTE_ADDR="10.9.8.7")
    assert log_in(elsewhere, "analyst").status_code == 302


def test_behind_a_proxy_the_lockout_counts_the_visitors_own_address(people, settings):
    settings.BEHIND_PROXY = True

    def log_in_from(address: str, password: str):
        client = Client(headers={"x-forwarded-for": f"1.2.3.4, {address}"})
        return log_in(client, "analyst", password).status_code

    for _ in range(5):
        last = log_in_from("10.0.0.1", "wrong-wrong-wrong")
    assert (last, log_in_from("10.0.0.1", PASSWORD)) == (429, 429)
    assert log_in_from("10.0.0.2", PASSWORD) == 302


def test_a_lockout_looks_the_same_for_a_name_that_is_not_there(people):
    answers = []
    for login in ("analyst", "nobody"):
        client = Client()
        answers.append([log_in(client, login, "wrong-wrong").status_code for _ in range(6)])
    assert answers[0] == answers[1]


def test_the_session_changes_its_key_at_sign_in_and_dies_at_sign_out(people):
    client = Client()
    client.get(LOGIN)
    before = client.session.session_key
    log_in(client, "analyst")
    after = client.session.session_key
    assert after not in (None, before)
    kept = client.cookies["watchward-session"].value
    client.post("/account/sign-out/")
    thief = Client()
    thief.cookies["watchward-session"] = kept
    assert thief.get("/p/harrowmere/roles/").status_code == 302


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(people):
    client = Client()
    client.get(LOGIN)
    log_in(client, "analyst")
    for name in ("watchward-session", "watchward-csrf"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    ("changed", "minutes", "open_still"),
    [
        ("seen_at", 29, True),
        ("seen_at", 31, False),
        ("signed_in_at", 11 * 60 + 59, True),
        ("signed_in_at", 12 * 60 + 1, False),
    ],
)
def test_a_session_ends_when_idle_and_when_old(people, sign_in, changed, minutes, open_still):
    client = sign_in("analyst")
    session = client.session
    session[changed] -= minutes * 60
    session.save()
    status = client.get("/p/harrowmere/roles/").status_code
    assert status == (200 if open_still else 302)


def test_a_click_keeps_the_session_alive(people, sign_in):
    client = sign_in("analyst")
    session = client.session
    session["seen_at"] -= 20 * 60
    session.save()
    client.get("/p/harrowmere/roles/")
    assert client.session["seen_at"] > session["seen_at"] + 19 * 60


def test_a_leaver_is_out_at_the_next_request(people, sign_in):
    leaver, administrator = sign_in("licensing"), sign_in("administrator")
    assert leaver.get("/p/harrowmere/roles/").status_code == 200
    person = User.objects.get(username="licensing")
    administrator.post(f"/p/harrowmere/people/{person.pk}/activity/", {"active": "no"})
    assert leaver.get("/p/harrowmere/roles/").status_code == 302, "signed out"
    again = sign_in("licensing")
    assert again.get("/p/harrowmere/roles/").status_code == 404
    administrator.post(f"/p/harrowmere/people/{person.pk}/activity/", {"active": "yes"})
    assert again.get("/p/harrowmere/roles/").status_code == 200


def test_a_suspended_account_cannot_sign_in_and_is_told_so_only_with_its_password(people):
    User.objects.filter(username="police").update(is_active=False)
    assert log_in(Client(), "police", "wrong-wrong-wrong").status_code == 200
    response = log_in(Client(), "police")
    assert (response.status_code, response.url) == (302, "/account/suspended/")


def test_nobody_opens_an_account_for_themselves(db):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert Client().get("/account/signup/").status_code == 404


def test_passwords_are_kept_with_argon2(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    person = open_account(
        username="new",
        email="new@x.invalid",
        name="New",
        password=PASSWORD,
        by="command",
        now=NOW,
    )
    assert identify_hasher(person.password).algorithm == "argon2"


@pytest.mark.parametrize("password", ["short", "password1234", "new-person-new"])
def test_weak_passwords_are_refused(db, password):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        open_account(
            username="new-person",
            email="n@x.invalid",
            name="New",
            password=password,
            by="command",
            now=NOW,
        )
    assert not User.objects.exists()


def test_sign_ins_and_failures_are_audited_without_the_name_that_was_tried(people):
    client = Client()
    log_in(client, "nobody-of-that-name", "wrong-wrong-wrong")
    log_in(client, "analyst")
    client.post("/account/sign-out/")
    last = AuditEntry.objects.order_by("-number")[:3]
    assert [entry.action for entry in last] == ["signed out", "signed in", "sign-in failed"]
    told = str(list(AuditEntry.objects.values()))
    assert "nobody-of-that-name" not in told


def test_a_new_password_by_mail(people, mailoutbox):
    client = Client()
    client.post("/account/password/reset/", {"email": "analyst@harrowmere.invalid"})
    assert mailoutbox == [], "the answer does not wait for the mail"
    run_waiting()
    (message,) = mailoutbox
    link = next(word for word in message.body.split() if "/password/reset/" in word)
    page = client.get(link.removeprefix("http://testserver"), follow=True)
    new = "candle-orchard-willow"
    told = client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert told.status_code == 302
    assert log_in(Client(), "analyst", new).status_code == 302
    used = Client().get(link.removeprefix("http://testserver"), follow=True)
    assert "too old" in used.content.decode()


def test_no_message_to_an_address_without_an_account(people, mailoutbox):
    response = Client().post("/account/password/reset/", {"email": "nobody@x.invalid"})
    assert response.status_code == 302
    assert run_waiting() == 1, "there is a job for nobody, too"
    assert mailoutbox == []


def test_the_next_page_is_one_of_ours(people):
    response = Client().post(
        f"{LOGIN}?next=https://evil.example/",
        {"login": "analyst", "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert response.url == "/partnerships/"
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"):
        told = Client().get("/language/cy/", {"next": back})
        assert told.url == "/"
