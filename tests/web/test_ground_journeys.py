"""Each persona signs in as a person does; axe finds nothing on any page, in both languages."""

import pytest

from tests.web.actors import address
from tests.web.journey import DESKTOP, PHONE, follow
from watchward_web.core.roles import ROLES
from watchward_web.core.rules import ANYONE, SIGNED_IN, rules
from watchward_web.nonprod.personas import PASSWORD, PERSONAS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
GROUND = ("core:", "accounts:", "partners:", "account_", "mfa_", "nonprod:")
# Answers for machines, and addresses that only redirect or download.
NO_PAGE = {"core:healthz", "core:readyz", "core:language"}


def ground(role: str) -> list[tuple[str, str]]:
    """Name and address of every page of the ground that this role can read."""
    found = []
    for rule in rules():
        allowed = rule.verbs.get("GET", frozenset())
        read = allowed & {ANYONE, SIGNED_IN, role} and rule.url not in NO_PAGE
        if read and rule.url.startswith(GROUND):
            found.append((rule.url, address(rule, "harrowmere")))
    return found


WIDTHS = [(who, PHONE if number % 2 else DESKTOP) for number, who in enumerate(PERSONAS)]


@pytest.mark.parametrize(("persona", "size"), WIDTHS, ids=[who.username for who in PERSONAS])
def test_signing_in_and_out(journey, persona, size):
    person = journey(persona.username, size)
    person.page.context.clear_cookies()
    person.go("/")
    person.check("start")
    person.follow(person.page.get_by_role("button", name="Sign in"))
    person.page.get_by_label("User name or e-mail address").fill(persona.username)
    person.page.get_by_label("Password", exact=True).fill("not-the-password")
    person.follow(person.page.get_by_role("button", name="Sign in", exact=True))
    assert "There is a problem" in person.text()
    person.check("wrong-password")
    person.page.get_by_label("Password", exact=True).fill(PASSWORD)
    person.follow(person.page.get_by_role("button", name="Sign in", exact=True))
    person.page.wait_for_url(f"**/p/{persona.partnership}/**")
    assert str(ROLES[persona.role].name) in person.page.inner_text(".app-bar__who")
    assert "made up" in person.page.inner_text(".app-synthetic")
    person.check("first-page")
    person.follow(person.page.get_by_role("link", name="Sign out"))
    person.follow(person.page.get_by_role("button", name="Sign out"))
    person.page.wait_for_url("**/")
    person.go(f"/p/{persona.partnership}/")
    assert "/account/sign-in/" in person.page.url


@pytest.mark.parametrize(
    ("language", "size"),
    [
        ("en-gb", DESKTOP),
        pytest.param("cy", DESKTOP, marks=pytest.mark.nightly),
        ("cy", PHONE),
    ],
    ids=["English", "Welsh", "Welsh on a phone"],
)
def test_every_page_of_the_ground(journey, language, size):
    person = journey("administrator", size, language)
    pages = ground("administrator")
    for name, path in pages:
        person.go(path)
        person.check(f"{name.replace(':', '-')}-{language}")
    assert len(pages) >= 30


def test_without_scripts_one_can_sign_in_invite_and_suspend(journey, browser, live_server):
    journey("administrator")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/account/sign-in/")
    page.fill("#id_login", "administrator")
    page.fill("#id_password", PASSWORD)
    follow(page, page.get_by_role("button", name="Sign in", exact=True))
    follow(page, page.get_by_role("link", name="People").first)
    follow(page, page.get_by_role("button", name="Invite somebody"))
    page.get_by_label("E-mail address").fill("nia@x.invalid")
    follow(page, page.get_by_role("button", name="Send the invitation"))
    assert "/join/" in page.inner_text("main")
    follow(page, page.get_by_role("link", name="People").first)
    follow(page, page.get_by_role("link", name="Cowan Sellor"))
    follow(page, page.get_by_role("button", name="Suspend this person"))
    assert "suspended" in page.inner_text("main")
    context.close()
