"""One's sessions: listed, ended one by one or all, few at once, renamed when something changes."""

import datetime as dt

import pytest
from django.conf import settings as site
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client

from watchward_web.accounts.device import device_words
from watchward_web.accounts.models import Session, User
from watchward_web.accounts.services import reinstate, suspend
from watchward_web.core.jobs.registry import find
from watchward_web.core.models import AuditEntry
from watchward_web.core.roles import Role
from watchward_web.nonprod.personas import PASSWORD
from watchward_web.partners.models import Agency
from watchward_web.partners.services import add_member, change_role, set_active

NOW = dt.datetime.now(dt.UTC)
PAGE, HOME, SIGN_IN = "/account/sessions/", "/account/", "/account/sign-in/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def browser_of(people):
    """`browser_of("head")` has signed in with a password, as a browser does."""

    def signed_in(username: str, agent: str = FIREFOX) -> Client:
        client = Client(headers={"user-agent": agent})
        client.post(SIGN_IN, {"login": username, "password": PASSWORD})
        assert inside(client)
        return client

    return signed_in


def inside(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def key_of(client: Client) -> str:
    return client.cookies[site.SESSION_COOKIE_NAME].value


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        (PHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/140.0 Safari/537.36", "Chrome, ChromeOS"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.0 <script>", ""),
        ("", ""),
    ],
)
def test_a_browser_in_words(agent, words):
    assert device_words(agent) == words


def test_the_list_shows_ones_own_browsers_without_their_keys(browser_of):
    here, there, other = browser_of("head"), browser_of("head", PHONE), browser_of("police")
    page = here.get(PAGE).content.decode()
    assert page.count("Safari, iPhone") == 2, "in the row, and in its button for who cannot see"
    assert page.count("Firefox, Windows") == 1
    assert page.index("Firefox, Windows") < page.index("Safari, iPhone"), "this one first"
    assert not [key for key in (here, there, other) if key_of(key) in page]
    assert FIREFOX not in str([row.get_decoded() for row in Session.objects.all()])


def test_one_browser_is_signed_out_and_the_others_stay(browser_of):
    here, there = browser_of("head"), browser_of("head", PHONE)
    ident = Session.objects.get(session_key=key_of(there)).ident
    assert browser_of("police").post(f"{PAGE}{ident}/end/").status_code == 404
    assert inside(there)
    assert here.post(f"{PAGE}{ident}/end/").url == PAGE
    assert inside(here)
    assert not inside(there)
    assert here.post(f"{PAGE}{ident}/end/").status_code == 404
    told = AuditEntry.objects.get(action="sessions ended")
    assert told.actor == told.subject == f"person:{User.objects.get(username='head').pk}"


def test_out_everywhere(browser_of):
    every, other = [browser_of("head") for _ in range(3)], browser_of("police")
    told = every[1].post(f"{PAGE}end/")
    assert (told.url, told.headers["Clear-Site-Data"]) == (SIGN_IN, '"cache", "storage"')
    assert not any(inside(client) for client in every)
    assert inside(other)


def test_so_many_at_once_and_the_oldest_ends(browser_of, settings):
    settings.SESSIONS_AT_ONCE = 3
    every = [browser_of("head") for _ in range(5)]
    assert [inside(client) for client in every] == [False, False, True, True, True]
    assert AuditEntry.objects.filter(action="sessions ended", actor="limit").count() == 2


@pytest.mark.parametrize(
    ("setting", "field"), [("SESSION_IDLE_SECONDS", "seen"), ("SESSION_ABSOLUTE_SECONDS", "began")]
)
def test_a_session_ends_by_itself_and_is_listed_no_more(browser_of, settings, setting, field):
    old, new = browser_of("head", PHONE), browser_of("head")
    session = old.session
    past = NOW.timestamp() - getattr(settings, setting) - 5
    session["seen_at" if field == "seen" else "signed_in_at"] = past
    session.save()
    assert "iPhone" not in new.get(PAGE).content.decode()
    assert not inside(old)


def test_signing_in_gives_the_session_a_new_name(people):
    client = Client()
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[site.SESSION_COOKIE_NAME] = before = session.session_key
    client.post(SIGN_IN, {"login": "head", "password": PASSWORD})
    assert key_of(client) != before
    assert not Session.objects.filter(session_key=before).exists()


def test_giving_the_password_once_more_gives_it_a_new_name(browser_of):
    client = browser_of("head")
    before = key_of(client)
    client.post("/account/confirm/", {"password": PASSWORD})
    assert key_of(client) != before
    assert inside(client)
    assert not Session.objects.filter(session_key=before).exists()


def test_a_new_role_gives_it_a_new_name_at_the_next_click(browser_of, seat_of):
    client = browser_of("councillor")
    before = key_of(client)
    agency = Agency.objects.get(partnership__slug="harrowmere", slug="council")
    person = User.objects.get(username="councillor").pk
    args = {"role": Role.HEAD, "agency_id": agency.pk, "now": dt.datetime.now(dt.UTC)}
    change_role(seat_of("administrator"), person, **args)
    assert inside(client)
    after = key_of(client)
    assert after != before
    assert inside(client)
    assert key_of(client) == after, "once"
    assert not Session.objects.filter(session_key=before).exists()


def test_suspending_ends_every_session(browser_of, seat_of):
    every = [browser_of("police") for _ in range(2)]
    person = User.objects.get(username="police")
    set_active(seat_of("administrator"), person.pk, active=False, now=NOW)
    assert not Session.objects.filter(owner=person).exists()
    set_active(seat_of("administrator"), person.pk, active=True, now=NOW)
    assert not any(inside(client) for client in every)
    client = browser_of("police")
    suspend(person.pk, by="command", now=NOW)
    reinstate(person.pk, by="command", now=NOW)
    assert not inside(client)


def test_who_leaves_one_of_two_partnerships_stays_signed_in_for_the_other(browser_of, seat_of):
    person = User.objects.get(username="police")
    add_member(
        person,
        Agency.objects.get(partnership__slug="elsewhere"),
        Role.POLICE,
        by="command",
        now=NOW,
    )
    client = browser_of("police")
    set_active(seat_of("administrator"), person.pk, active=False, now=NOW)
    assert client.get("/p/elsewhere/roles/").status_code == 200
    assert client.get("/p/harrowmere/roles/").status_code == 404


def test_a_new_password_or_second_factor_signs_the_other_browsers_out(browser_of):
    from allauth.mfa.signals import authenticator_removed

    here, there = browser_of("head"), browser_of("head")
    request = here.get(HOME).wsgi_request
    authenticator_removed.send(sender=None, request=request, user=request.user, authenticator=None)
    assert inside(here)
    assert not inside(there)
    there = browser_of("head")
    new = "candle-orchard-willow"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    here.post("/account/password/", given)
    assert not inside(there)


def test_a_session_that_was_ended_meanwhile_is_not_brought_back(browser_of):
    client = browser_of("head")
    session = client.session
    session["seen_at"] = 1
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()


def test_what_has_run_out_is_cleared(browser_of):
    browser_of("head")
    Session.objects.update(expire_date=NOW - dt.timedelta(days=1))
    browser_of("police")
    find("accounts.sessions").work()
    assert Session.objects.get().owner.username == "police"
