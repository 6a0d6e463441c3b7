"""Keys for machines: shown once, kept as a hash, worth what their owner's seat is worth now."""

import base64
import datetime as dt
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from watchward_web.accounts.models import User
from watchward_web.accounts.services import suspend
from watchward_web.core import rules as declared
from watchward_web.core.models import AuditEntry
from watchward_web.core.roles import Role
from watchward_web.core.rules import who
from watchward_web.partners.models import Agency, Membership, Token
from watchward_web.partners.services import (
    NotYours,
    admit,
    change_role,
    issue_token,
    revoke_token,
    set_active,
)
from watchward_web.partners.throttle import ALL_KEYS, EACH_KEY
from watchward_web.partners.tokens import EACH

NOW = dt.datetime.now(dt.UTC)
FEED = "/p/harrowmere/roles/"
SUBMIT = "/p/harrowmere/submissions/send/"


@pytest.fixture
def doors(people, monkeypatch):
    """One page that reads and one that sends, opened to machines."""
    for url, scope in (("partners:roles", "feed"), ("submissions:send", "submit")):
        rule = replace(declared._RULES[url], machine=scope)
        monkeypatch.setitem(declared._RULES, url, rule)


@pytest.fixture
def key(doors, seat_of):
    """`key("analyst")` is the secret of a new key."""

    def issue(username: str, scope: str = "feed", days: int = 30) -> str:
        seat = seat_of(username)
        return issue_token(seat, scope=scope, name="sheet", days=days, now=NOW).secret

    return issue


def ask(path: str, secret: str, **more) -> HttpResponse:
    return Client(headers={"authorization": f"Bearer {secret}"}).get(path, **more)


def basic(secret: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"any:{secret}".encode()).decode()}


def test_a_key_opens_its_page_as_its_owner(key):
    response = ask(FEED, key("councillor"))
    assert response.status_code == 200
    request = response.wsgi_request
    token = Token.objects.get()
    assert (request.seat.role, request.seat.audience) == (Role.COUNCILLOR, "open")
    assert request.seat.by == f"machine:{token.ident}"
    assert request.token.name == "sheet"
    assert not request.user.is_authenticated
    assert not response.cookies


def test_the_secret_is_kept_nowhere(key):
    secret = key("analyst")
    assert secret.startswith("wwt_")
    random = secret.rpartition("_")[2]
    assert len(random) == 64
    kept = str(list(Token.objects.values())) + str(list(AuditEntry.objects.values()))
    assert random not in kept


def test_a_program_that_knows_only_passwords_reads_and_does_not_send(key):
    assert Client(headers=basic(key("analyst"))).get(FEED).status_code == 200
    sender = Client(headers=basic(key("hospital", "submit")))
    assert sender.post(SUBMIT).status_code == 401
    assert "Basic" not in sender.post(SUBMIT).headers["WWW-Authenticate"]


def test_a_form_token_is_asked_of_people_and_not_of_keys(key, sign_in):
    header = {"authorization": f"Bearer {key('hospital', 'submit')}"}
    assert Client(headers=header, enforce_csrf_checks=True).post(SUBMIT).status_code == 422
    assert Client(enforce_csrf_checks=True).post(SUBMIT).status_code == 401
    person = Client(enforce_csrf_checks=True, headers=header)
    person.force_login(User.objects.get(username="hospital"))
    assert person.post(SUBMIT).status_code == 403, "a session is judged as a session"


def test_a_person_with_a_session_stays_that_person(key):
    client = Client(headers={"authorization": f"Bearer {key('analyst')}"})
    client.force_login(User.objects.get(username="head"))
    request = client.get(FEED).wsgi_request
    assert (request.seat.role, request.token) == (Role.HEAD, None)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "",
        lambda _: "wwt_",
        lambda _: "wwt_nobody_" + "0" * 64,
        lambda secret: secret[:-1] + ("0" if secret[-1] != "0" else "1"),
        lambda secret: secret[:-1],
        lambda secret: secret + "0",
        lambda secret: secret.upper(),
        lambda secret: secret.replace("wwt_", ""),
        lambda secret: secret.rpartition("_")[2],
    ],
)
def test_a_wrong_key_opens_nothing(key, spoil):
    response = ask(FEED, spoil(key("analyst")))
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["WWW-Authenticate"].startswith("Bearer ")
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.json()["status"] == 401


@pytest.mark.parametrize("header", ["Basic ???", "Basic", "Digest a", "Bearer", "Basic gICA"])
def test_a_header_that_makes_no_sense(doors, header):
    assert Client(headers={"authorization": header}).get(FEED).status_code == 401


def test_nothing_shown_means_a_challenge_for_programs_and_a_sign_in_for_browsers(doors):
    assert Client().get(FEED).status_code == 401
    browser = Client(headers={"accept": "text/html,*/*;q=0.8"}).get(FEED)
    assert browser.status_code == 302
    assert browser.url.startswith("/account/sign-in/")


def test_the_other_scope_the_other_partnership_the_other_role(key, monkeypatch):
    feed = key("hospital")
    assert {ask(SUBMIT, feed).status_code for _ in range(EACH_KEY + 1)} == {401}
    assert ask(FEED, feed).status_code == 200, "a good key at the wrong door is no guess"
    assert ask(FEED, key("hospital", "submit")).status_code == 401
    analyst = key("analyst")
    other, none = (ask(f"/p/{name}/roles/", analyst) for name in ("elsewhere", "nowhere"))
    assert (other.status_code, none.status_code) == (404, 404)
    shut = replace(declared._RULES["partners:roles"], verbs={"GET": who(Role.HEAD)})
    monkeypatch.setitem(declared._RULES, "partners:roles", shut)
    assert ask(FEED, analyst).status_code == 403


def test_a_page_without_a_scope_knows_no_keys(key):
    assert ask("/p/harrowmere/people/", key("head")).status_code == 302


def test_a_key_ends(key, seat_of):
    seat = seat_of("analyst")
    issued = issue_token(seat, scope="feed", name="a", days=1, now=NOW)
    last = NOW + dt.timedelta(days=1)
    assert admit(issued.secret, now=last - dt.timedelta(seconds=1))
    assert admit(issued.secret, now=last) is None
    assert revoke_token(seat, issued.token.ident, now=NOW)
    assert admit(issued.secret, now=NOW) is None
    assert not revoke_token(seat, issued.token.ident, now=NOW)


@pytest.mark.parametrize("leave", ["membership", "account", "role", "agency", "row"])
def test_a_leavers_keys_stop_at_once(key, seat_of, leave):
    secret, administrator = key("hospital", "submit"), seat_of("administrator")
    assert ask(SUBMIT, secret).status_code == 200
    person = User.objects.get(username="hospital").pk
    agency = {a.slug: a.pk for a in Agency.objects.filter(partnership__slug="harrowmere")}
    match leave:
        case "membership":
            set_active(administrator, person, active=False, now=NOW)
            set_active(administrator, person, active=True, now=NOW)
        case "account":
            suspend(person, by="command", now=NOW)
        case "role":
            args = {"role": Role.POLICE, "agency_id": agency["hospital"], "now": NOW}
            change_role(administrator, person, **args)
        case "agency":
            args = {"role": Role.HOSPITAL, "agency_id": agency["police"], "now": NOW}
            change_role(administrator, person, **args)
        case "row":
            Membership.objects.filter(person_id=person).update(agency_id=agency["police"])
    assert ask(SUBMIT, secret).status_code == 401


@pytest.mark.parametrize(
    ("username", "scope", "days"),
    [
        ("administrator", "feed", 30),
        ("council", "submit", 30),
        ("analyst", "submit", 30),
        ("analyst", "everything", 30),
        ("analyst", "feed", 0),
        ("analyst", "feed", 367),
    ],
)
def test_who_cannot_have_which_key(doors, seat_of, username, scope, days):
    seat = seat_of("head" if username == "council" else username)
    with pytest.raises(NotYours):
        issue_token(seat, scope=scope, name="a", days=days, now=NOW)


def test_a_year_at_most_and_twenty_at_most(doors, seat_of):
    seat = seat_of("analyst")
    issued = issue_token(seat, scope="feed", name="a", days=366, now=NOW)
    assert issued.token.expires_at == NOW + dt.timedelta(days=366)
    for _ in range(EACH - 1):
        issue_token(seat, scope="feed", name="a", days=1, now=NOW)
    with pytest.raises(NotYours):
        issue_token(seat, scope="feed", name="a", days=1, now=NOW)


def test_wrong_keys_are_counted_by_key_and_address(key):
    secret = key("analyst")
    wrong = secret[:-4] + "zzzz"
    codes = [ask(FEED, wrong).status_code for _ in range(EACH_KEY + 2)]
    assert codes == [401] * EACH_KEY + [429] * 2
    assert ask(FEED, secret).status_code == 429, "guessing stops, even with the right guess"
    assert ask(FEED, secret, REMOTE_ADDR="10.1.1.1").status_code == 200
    assert ask(FEED, key("head")).status_code == 200, "another key of the same office"
    assert int(ask(FEED, wrong).headers["Retry-After"]) > 0
    assert AuditEntry.objects.filter(action="key refused").count() == EACH_KEY
    cache.clear()
    for number in range(ALL_KEYS):
        ask(FEED, f"wwt_a{number}_{'0' * 64}")
    assert ask(FEED, secret).status_code == 429


def test_every_key_made_and_ended_is_written_down(key, seat_of):
    key("analyst")
    ident = Token.objects.get().ident
    revoke_token(seat_of("administrator"), ident, now=NOW)
    made, ended = AuditEntry.objects.filter(subject=f"machine:{ident}").order_by("number")
    assert (made.action, made.detail) == ("key issued", {"scope": "feed", "days": 30})
    assert made.actor == seat_of("analyst").by
    assert (ended.action, ended.actor) == ("key revoked", seat_of("administrator").by)


def test_nobody_ends_another_persons_key(key, seat_of):
    key("analyst")
    ident = Token.objects.get().ident
    for other in ("head", "elsewhere"):
        assert not revoke_token(seat_of(other), ident, now=NOW)
    assert Token.objects.get().revoked_at is None


KEYS = "/p/harrowmere/keys/"


def test_from_making_a_key_to_ending_it(doors, sign_in):
    analyst = sign_in("analyst")
    page = analyst.post(f"{KEYS}new/", {"scope": "feed", "name": "Crime sheet", "days": "90"})
    text = page.content.decode()
    secret = text[text.index("wwt_") :].split("<")[0].strip()
    assert ask(FEED, secret).status_code == 200
    listed = analyst.get(KEYS).content.decode()
    assert "Crime sheet" in listed
    assert secret not in listed
    assert ">never<" not in listed, "it has been used"
    assert "Crime sheet" not in sign_in("head").get(KEYS).content.decode()
    every = sign_in("administrator").get(KEYS).content.decode()
    assert "Ana Lister" in every
    assert "Make a key" not in every
    ident = Token.objects.get().ident
    assert sign_in("head").post(f"{KEYS}{ident}/end/").status_code == 404
    assert sign_in("administrator").post(f"{KEYS}{ident}/end/").status_code == 302
    assert ask(FEED, secret).status_code == 401
    assert "Keys that have ended" in analyst.get(KEYS).content.decode()
    audit = sign_in("head").get("/p/harrowmere/audit/").content.decode()
    assert "Crime sheet (Ana Lister)" in audit


@pytest.mark.parametrize(
    ("field", "value"), [("scope", "submit"), ("days", "400"), ("name", ""), ("name", "n" * 81)]
)
def test_what_a_form_does_not_offer_is_refused(doors, sign_in, field, value):
    given = {"scope": "feed", "name": "a", "days": "30"} | {field: value}
    assert "There is a problem" in sign_in("analyst").post(f"{KEYS}new/", given).content.decode()
    assert not Token.objects.exists()
