"""Who comes in by an organisation's sign-in: known, invited, linked; and with which factor."""

import datetime as dt

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tests.web.issuer_client import (
    HOME,
    START,
    configure,
    provider,
    sign_in,
    stranger,
    turned_away,
    who,
)
from watchward_web.accounts.models import User
from watchward_web.core.models import AuditEntry
from watchward_web.core.roles import Role
from watchward_web.nonprod.personas import PASSWORD
from watchward_web.partners.models import Agency, Invitation, Membership
from watchward_web.partners.services import invite

__all__ = ["provider"]  # a fixture
NOW = dt.datetime.now(dt.UTC)
ANALYST = {"email": "Analyst@harrowmere.invalid", "email_verified": True}
NEW = {"email": "nia@x.invalid", "email_verified": True}


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
    configure(settings, provider.address, FACTORS=factors)
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
