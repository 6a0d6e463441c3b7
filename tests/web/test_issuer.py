"""An organisation's own sign-in, against a provider on loopback that is honest or lies."""

import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core.cache import cache
from django.test import Client

from tests.web.issuer import CLIENT, SECRET, Provider, new_key, serve
from tests.web.issuer_client import (
    KEY,
    START,
    configure,
    go,
    provider,
    sign_in,
    stranger,
    turned_away,
    who,
)
from watchward.errors import UsageRefusal
from watchward_web.accounts.models import User
from watchward_web.core.models import AuditEntry
from watchward_web.project.issuer import read_issuer

__all__ = ["provider"]  # a fixture
ANALYST = {"email": "Analyst@harrowmere.invalid", "email_verified": True}


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
    configure(settings, "http://127.0.0.1:9")
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


def test_another_issuers_subject_is_another_person(provider, settings):
    provider.claims = ANALYST
    sign_in(Client())
    provider.claims = {}
    second = Provider(key=KEY)
    server = serve(second)
    configure(settings, second.address)
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
