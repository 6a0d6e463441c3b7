"""Keys, sessions and the organisation's sign-in at a browser, looked over by axe."""

import pytest

from tests.web.conftest import NOW
from tests.web.issuer import CLIENT, SECRET, Provider, serve
from tests.web.journey import DESKTOP, PHONE
from watchward_web.project.issuer import read_issuer

MOMENT = {"iat": int(NOW.timestamp()), "exp": int(NOW.timestamp()) + 300}


@pytest.fixture
def provider(settings):
    # The site's clock stands still for a journey; the provider's stands with it.
    made = Provider(claims={**MOMENT, "email": "police@harrowmere.invalid", "email_verified": True})
    server = serve(made)
    given = {"ISSUER": made.address, "CLIENT": CLIENT, "SECRET": SECRET, "NAME": "Harrowmere Trust"}
    environ = {f"WATCHWARD_WEB_OIDC_{name}": value for name, value in given.items()}
    settings.ISSUER = read_issuer(environ, production=False)
    settings.SOCIALACCOUNT_PROVIDERS = settings.ISSUER.providers()
    yield made
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_key_is_made_copied_and_ended(journey, size):
    person = journey("hospital", size)
    person.go("/p/harrowmere/keys/")
    person.check("keys-none")
    person.follow("text=Make a key")
    person.follow("button:has-text('Make the key')")
    person.check("keys-wrong")
    person.page.check("input[value=submit]")
    person.page.fill("#id_name", "Nightly job of the data office")
    person.follow("button:has-text('Make the key')")
    person.check("keys-made")
    assert "wwt_" in person.text()
    person.go("/p/harrowmere/keys/")
    person.check("keys-one")
    assert "span" not in person.text()
    person.follow("button:has-text('End')")
    person.check("keys-ended")
    assert "Keys that have ended" in person.text()


@pytest.mark.slow
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_where_one_is_signed_in(journey, size):
    journey("head", size)
    person = journey("head", size)
    person.go("/account/")
    person.check("account")
    person.follow("text=See where")
    person.check("sessions")
    assert "span" not in person.text()
    assert person.page.locator("tbody tr").count() == 2
    person.follow("tbody button:has-text('Sign out')")
    assert person.page.locator("tbody tr").count() == 1
    person.follow("text=Sign out everywhere")
    assert "Sign in" in person.text()


@pytest.mark.slow
def test_in_with_the_organisations_account_and_back(journey, provider):
    person = journey("police")
    person.page.context.clear_cookies()
    person.go("/account/sign-in/?next=/account/")
    person.check("sign-in-issuer")
    person.follow("text=Sign in with Harrowmere Trust")
    person.page.wait_for_url(f"{person.base}/account/")
    person.check("account-linked")
    assert "You can sign in with it" in person.text()
    provider.claims = {**MOMENT, "sub": "somebody-else"}
    person.page.context.clear_cookies()
    person.go("/account/organisation/")
    person.check("stranger")
    assert "There is no account for you here" in person.text()
