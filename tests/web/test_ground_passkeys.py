"""A passkey from a browser's own (virtual) authenticator: added, then enough to sign in."""

import pytest

from watchward_web.nonprod.personas import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_signs_in(journey):
    person = journey("analyst")
    page = person.page
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    person.go("/account/second-factor/keys/add/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    person.follow(page.get_by_role("button", name="Continue"))
    page.get_by_label("Name of the passkey").fill("My laptop")
    page.get_by_label("Sign in with it alone").check()
    person.check("passkey-add")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/second-factor/**codes/**")
    person.check("recovery-codes")
    person.go("/account/second-factor/keys/")
    assert "My laptop" in person.text()
    person.check("passkey-list")
    page.context.clear_cookies()
    person.go("/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/p/harrowmere/**")
    assert "Ana Lister" in page.inner_text(".app-bar__who")
