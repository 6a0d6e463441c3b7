"""An organisation's own sign-in, against a provider on loopback that is honest or lies."""

import datetime as dt
import http.client
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core.cache import cache
from django.test import Client

from tests.web.issuer import CLIENT, SECRET, Provider, new_key, serve
from watchward.errors import UsageRefusal
from watchward_web.accounts.models import User
from watchward_web.core.models import AuditEntry
from watchward_web.core.roles import Role
from watchward_web.nonprod.personas import PASSWORD
from watchward_web.partners.models import Agency, Invitation, Membership
from watchward_web.partners.services import invite
from watchward_web.project.issuer import read_issuer

NOW = dt.datetime.now(dt.UTC)
ANALYST = {"email": "Analyst@harrowmere.invalid", "email_verified": True}
NEW = {"email": "nia@x.invalid", "email_verified": True}
START, HOME = "/account/organisation/", "/account/"
KEY = new_key()


@pytest.fixture
def provider(people, settings):
    made = Provider(key=KEY)
    server = serve(made)
    _configure(settings, made.address)
    yield made
    server.shutdown()
    server.server_close()


def _configure(settings, address: str, **more: str) -> None:
    given = {"ISSUER": address, "CLIENT": CLIENT, "SECRET": SECRET, "NAME": "Harrowmere Trust"}
    environ = {f"WATCHWARD_WEB_OIDC_{name}": value for name, value in {**given, **more}.items()}
    settings.ISSUER = read_issuer(environ, production=False)
    settings.SOCIALACCOUNT_PROVIDERS = settings.ISSUER.providers()


def go(client: Client, address: str) -> str:
    """As a browser: ask the provider, and say where it sends one back to."""
    parts = urlsplit(address)
    asked = http.client.HTTPConnection(parts.netloc)
    asked.request("GET", f"{parts.path}?{parts.query}")
    back = asked.getresponse().headers["Location"]
    asked.close()
    return back.removeprefix("http://testserver")


def sign_in(client: Client, start: str = START):
    return client.get(go(client, client.get(start).url))


def who(client: Client) -> str:
    found = client.session.get("_auth_user_id")
    return User.objects.get(pk=found).username if found else ""


def stranger(response) -> bool:
    return (
        response.status_code == 403 and "There is no account for you" in response.content.decode()
    )


def turned_away(response) -> bool:
    return response.status_code == 401 and "could not be signed in" in response.content.decode()


def test_off_by_default(people, sign_in):
    assert read_issuer({}) is None
    for path in (START, f"{START}back/"):
        assert Client().get(path).status_code == 404
    assert sign_in("analyst").post(f"{START}link/").status_code == 404
    assert "organisation" not in Client().get("/account/sign-in/").content.decode()


def test_a_checked_address_is_the_person_who_has_it_here(provider):
    provider.claims = ANALYST
    client = Client()
    assert "Sign in with Harrowmere Trust" in client.get("/account/sign-in/").content.decode()
    response = sign_in(client, f"{START}?next=/p/harrowmere/roles/")
    assert (response.status_code, response.url) == (302, "/p/harrowmere/roles/")
    assert who(client) == "analyst"
    # The address has done its work: from now on the subject counts, whatever the address.
    provider.claims = {"email": "police@harrowmere.invalid", "email_verified": True}
    again = Client()
    sign_in(again)
    assert who(again) == "analyst"
    assert AuditEntry.objects.filter(action="sign-in linked").count() == 1


def test_nothing_of_the_issuers_answer_is_kept_but_the_subject(provider):
    provider.claims = ANALYST
    sign_in(Client())
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("subject-1", {"second_factor": False})
    assert not SocialToken.objects.exists()
    assert "subject-1" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "analyst@harrowmere.invalid"},
        {"email": "analyst@harrowmere.invalid", "email_verified": False},
        {"email": "analyst@harrowmere.invalid", "email_verified": "true"},
        {"email": "analyst@harrowmere.invalid", "email_verified": 1},
        {"email": "stranger@x.invalid", "email_verified": True},
        {"email": ["analyst@harrowmere.invalid"], "email_verified": True},
        {"preferred_username": "analyst"},
        {},
    ],
)
def test_nobody_comes_in_uninvited_or_by_an_address_that_nobody_checked(provider, claims):
    before = User.objects.count()
    provider.claims = claims
    client = Client()
    assert stranger(sign_in(client))
    assert who(client) == ""
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


MINUTE = 60
LIES = {
    "another issuer": {"iss": "https://evil.example"},
    "another audience": {"aud": "somebody-else"},
    "others beside us": {"aud": [CLIENT, "somebody-else"]},
    "for another party": {"azp": "somebody-else"},
    "another nonce": {"nonce": "replayed"},
    "no nonce": {"nonce": None},
    "expired": {"exp": int(time.time()) - 5 * MINUTE},
    "no end": {"exp": None},
    "an end that is no number": {"exp": "tomorrow"},
    "old": {"iat": int(time.time()) - 60 * MINUTE},
    "of the future": {"iat": int(time.time()) + 60 * MINUTE},
    "not yet": {"nbf": int(time.time()) + 60 * MINUTE},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_token_that_is_not_right_in_every_part_proves_nothing(provider, lie):
    provider.claims = ANALYST | lie
    client = Client()
    assert turned_away(sign_in(client))
    assert who(client) == ""
    assert AuditEntry.objects.filter(action="sign-in failed").exists()


def _public(claims) -> str:
    """The issuer's public key, used as if it were a shared secret."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    text = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return jwt.encode(claims, text, algorithm="HS256", headers={"kid": "1"})


SIGNATURES = {
    "another key": lambda said: jwt.encode(said, new_key(), "RS256", headers={"kid": "1"}),
    "a key that is not there": lambda said: jwt.encode(said, KEY, "RS256", headers={"kid": "2"}),
    "no signature": lambda said: jwt.encode(said, None, "none", headers={"kid": "1"}),
    "a shared secret": lambda said: jwt.encode(said, SECRET.ljust(40), "HS256"),
    "the public key as a secret": _public,
    "no token": lambda _said: "",
    "nonsense": lambda _said: "a.b.c",
}


@pytest.mark.parametrize("sign", SIGNATURES.values(), ids=SIGNATURES)
def test_a_signature_that_is_not_the_issuers_proves_nothing(provider, sign):
    provider.claims, provider.sign = ANALYST, sign
    client = Client()
    assert turned_away(sign_in(client))
    assert who(client) == ""


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"token_endpoint": "ftp://evil.example/token"},
        {"jwks_uri": "http://127.0.0.1:9/none"},
    ],
)
def test_a_discovery_document_of_somebody_else(provider, discovery):
    provider.claims, provider.discovery = ANALYST, discovery
    client = Client()
    first = client.get(START)
    response = first if first.status_code != 302 else client.get(go(client, first.url))
    assert turned_away(response)
    assert who(client) == ""


def test_nothing_is_followed_to_another_place(provider):
    provider.elsewhere = "/elsewhere"
    assert turned_away(Client().get(START))


def test_the_state_cannot_be_guessed(provider):
    Client().get(START)
    sent = Client().get(START).url
    (state,) = parse_qs(urlsplit(sent).query)["state"]
    assert len(state) == 43


def test_an_issuer_that_is_away_or_says_no(provider, settings):
    provider.refuse = "access_denied"
    assert turned_away(sign_in(Client()))
    _configure(settings, "http://127.0.0.1:9")
    assert turned_away(Client().get(START))


def test_an_answer_belongs_to_the_browser_and_the_attempt_that_asked(provider):
    provider.claims = ANALYST
    victim, attacker = Client(), Client()
    back = go(attacker, attacker.get(START).url)
    assert turned_away(victim.get(back)), "another browser's state"
    attacker.get(back)
    assert who(attacker) == "analyst"
    fresh = Client()
    assert turned_away(fresh.get(back)), "a code and a state work once"
    assert turned_away(fresh.get(f"{START}back/")), "nothing at all"
    ours = go(fresh, fresh.get(START).url)
    assert turned_away(fresh.get(f"{ours}&iss=https://evil.example")), "RFC 9207"


def test_the_visitors_address_changes_nothing_of_the_question(provider):
    client = Client()
    sent = client.get(f"{START}?scope=admin&process=connect&auth_params=prompt%3Dnone&next=//evil")
    asked = parse_qs(urlsplit(sent.url).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in asked
    provider.claims = ANALYST
    assert client.get(go(client, sent.url)).url == "/partnerships/"


@pytest.fixture
def invitation(seat_of):
    """Of Nia to be a licensing officer: the secret of its link."""
    agency = Agency.objects.get(partnership__slug="harrowmere", slug="council")
    seat = seat_of("administrator")
    return invite(seat, email="nia@x.invalid", agency_id=agency.pk, role=Role.LICENSING, now=NOW)


def test_an_invited_person_with_a_checked_address_has_an_account_at_once(provider, invitation):
    provider.claims = NEW
    client = Client()
    assert sign_in(client).status_code == 302
    person = User.objects.get(username="nia")
    assert (person.name, person.has_usable_password()) == ("Nia New", False)
    assert Membership.objects.get(person=person).role == "licensing"
    assert client.get("/p/harrowmere/roles/").status_code == 200
    assert Invitation.objects.get().accepted_at
    assert "you sign in with Harrowmere Trust" in client.get(HOME).content.decode()


def test_whoever_holds_the_invitation_needs_no_checked_address(provider, invitation):
    provider.claims = {"email": "nia@x.invalid"}
    assert stranger(sign_in(Client())), "without the link"
    client = Client()
    page = client.get(f"/join/{invitation}/").content.decode()
    assert "Open it with Harrowmere Trust" in page
    assert stranger(sign_in(client)), "the link was open, and not followed"
    client.get(f"/join/{invitation}/")
    assert sign_in(client, f"{START}?invited=1").status_code == 302
    assert who(client) == "nia"


@pytest.mark.parametrize("end", ["accepted_at", "withdrawn_at", "expires_at"])
def test_an_invitation_that_has_ended_lets_nobody_in(provider, invitation, end):
    provider.claims = NEW
    Invitation.objects.update(**{end: NOW - dt.timedelta(days=1)})
    assert stranger(sign_in(Client()))
    assert not User.objects.filter(email="nia@x.invalid").exists()


def test_the_invitation_of_one_who_has_an_account_joins_nobody_to_it(provider, seat_of):
    agency = Agency.objects.get(partnership__slug="elsewhere")
    args = {"agency_id": agency.pk, "role": Role.HEAD, "now": NOW}
    secret = invite(seat_of("elsewhere"), email="analyst@harrowmere.invalid", **args)
    client = Client()
    client.get(f"/join/{secret}/")
    assert stranger(sign_in(client, f"{START}?invited=1"))


def test_a_suspended_person_stays_out(provider):
    provider.claims = ANALYST
    sign_in(Client())
    User.objects.filter(username="analyst").update(is_active=False)
    client = Client()
    assert sign_in(client).url == "/account/suspended/"
    assert who(client) == ""
    provider.claims = {"email": "head@harrowmere.invalid", "email_verified": True, "sub": "2"}
    User.objects.filter(username="head").update(is_active=False)
    assert stranger(sign_in(Client()))
    assert SocialAccount.objects.count() == 1


def _with_password() -> Client:
    client = Client()
    client.post("/account/sign-in/", {"login": "analyst", "password": PASSWORD})
    return client


def _confirmed(client: Client):
    """POST the link, give the password once more, as a person would."""
    asked = client.post(f"{START}link/")
    assert asked.url.startswith("/account/confirm/")
    return client.post(asked.url, {"password": PASSWORD})


def test_a_link_that_the_person_asks_for(provider):
    client = _with_password()
    assert "Go to Harrowmere Trust" in _confirmed(client).content.decode()
    assert sign_in(client, f"{START}?next={HOME}").url == HOME
    assert "You can sign in with it" in client.get(HOME).content.decode()
    other = Client()
    sign_in(other)
    assert who(other) == "analyst"
    client.post(f"{START}unlink/")
    assert not SocialAccount.objects.exists()
    assert stranger(sign_in(Client()))
    assert AuditEntry.objects.filter(action="sign-in unlinked").exists()


def test_no_link_without_being_asked_for(provider):
    client = _with_password()
    assert client.get(START).url == "/partnerships/"
    assert client.get(f"{START}?process=connect").url == "/partnerships/"
    assert not SocialAccount.objects.exists()


def test_a_subject_is_linked_to_one_person_and_a_person_to_one_subject(provider):
    provider.claims = {"email": "police@harrowmere.invalid", "email_verified": True}
    sign_in(Client())
    client = _with_password()
    _confirmed(client)
    assert turned_away(sign_in(client))
    assert SocialAccount.objects.get().user.username == "police"
    provider.claims = {"sub": "subject-2"}
    client.post(f"{START}link/")
    sign_in(client)
    provider.claims = {"sub": "subject-3"}
    client.post(f"{START}link/")
    assert turned_away(sign_in(client))
    assert {row.uid for row in SocialAccount.objects.all()} == {"subject-1", "subject-2"}


def test_who_has_no_password_keeps_the_link(provider, invitation):
    provider.claims = NEW
    client = Client()
    sign_in(client)
    client.post(f"{START}unlink/")
    assert SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("claims", "factors", "opens"),
    [
        ({}, "", False),
        ({"amr": ["pwd"]}, "", False),
        ({"amr": "mfa"}, "", False),
        ({"amr": ["pwd", "mfa"]}, "", True),
        ({"acr": "high"}, "", False),
        ({"acr": "high"}, "higher,high", True),
        ({"acr": "low"}, "higher,high", False),
    ],
)
def test_the_second_factor_is_the_issuers_or_ones_own(provider, settings, claims, factors, opens):
    settings.SECOND_FACTOR_REQUIRED = True
    _configure(settings, provider.address, FACTORS=factors)
    provider.claims = ANALYST | claims
    client = Client()
    sign_in(client)
    assert provider.asked[-1].get("acr_values", "") == factors.replace(",", " ")
    assert who(client) == "analyst"
    response = client.get("/p/harrowmere/roles/")
    assert (response.status_code == 200) is opens
    if not opens:
        assert response.url == "/account/second-factor/"
    # It held for that session alone.
    client.logout()
    client.post("/account/sign-in/", {"login": "analyst", "password": PASSWORD})
    assert client.get("/p/harrowmere/roles/").status_code == 302


def test_ones_own_second_factor_is_asked_for_where_there_is_one(provider, settings):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(User.objects.get(username="analyst"), generate_totp_secret())
    provider.claims = ANALYST
    client = Client()
    assert sign_in(client).url == "/account/second-factor/enter/"
    assert who(client) == ""


def test_an_address_that_only_the_userinfo_page_tells(provider):
    provider.userinfo = ANALYST
    client = Client()
    sign_in(client)
    assert who(client) == "analyst"
    SocialAccount.objects.all().delete()
    provider.userinfo = ANALYST | {"sub": "subject-2"}
    assert turned_away(sign_in(Client()))


def test_another_issuers_subject_is_another_person(provider, settings):
    provider.claims = ANALYST
    sign_in(Client())
    provider.claims = {}
    second = Provider(key=KEY)
    server = serve(second)
    _configure(settings, second.address)
    assert stranger(sign_in(Client()))
    server.shutdown()
    server.server_close()


def test_an_issuer_in_the_database_is_no_issuer(people, settings):
    SocialApp.objects.create(
        provider="openid_connect", provider_id="evil", name="evil", client_id="a", secret="b"
    )
    cache.clear()
    assert Client().get(START).status_code == 404


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"ISSUER": "http://login.example"}, "ISSUER"),
        ({"ISSUER": "login.example"}, "ISSUER"),
        ({"ISSUER": "https://login.example?tenant=a"}, "ISSUER"),
        ({"ISSUER": "http://127.0.0.1:9"}, "ISSUER"),
        ({"CLIENT": ""}, "CLIENT"),
        ({"SECRET": ""}, "SECRET"),
    ],
)
def test_half_a_setting_does_not_start(given, wrong):
    whole = {"ISSUER": "https://login.example/tenant/v2.0", "CLIENT": "a", "SECRET": "b"}
    environ = {f"WATCHWARD_WEB_OIDC_{name}": value for name, value in whole.items()}
    assert read_issuer(environ).name == "login.example"
    environ |= {f"WATCHWARD_WEB_OIDC_{name}": value for name, value in given.items()}
    with pytest.raises(UsageRefusal, match=f"OIDC_{wrong}"):
        read_issuer(environ)
