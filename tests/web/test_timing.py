"""Who has an account here cannot be told by how long an answer takes, nor by what it says.

Two sorts of request are sent in turn, so that whatever slows the machine slows both. If one sort
is slower in clearly more than half of the pairs, the two can be told apart.
"""

import statistics
import time
from collections.abc import Callable

import pytest
from django.test import Client

from watchward_web.accounts.models import User
from watchward_web.nonprod.personas import PASSWORD
from watchward_web.partners.models import Agency, Invitation

PAIRS = 60
# For pairs that cannot be told apart, a share of 0.5 +- 0.25 is passed in 1 of 10,000 runs.
SHARE, APART = 0.25, 0.10
SIGN_IN, RESET = "/account/sign-in/", "/account/password/reset/"
INVITE = "/p/harrowmere/people/invite/"
Ask = Callable[[int], object]


def seconds(ask: Ask, number: int) -> float:
    before = time.perf_counter()
    ask(number)
    return time.perf_counter() - before


def told_apart(one: Ask, other: Ask, pairs: int = PAIRS) -> str:
    """ "" where the two cannot be told apart; else by how much."""
    for number in range(3):
        one(number), other(number)
    taken = []
    for number in range(3, pairs + 3):
        first, second = (one, other) if number % 2 else (other, one)
        pair = (seconds(first, number), seconds(second, number))
        taken.append(pair if number % 2 else pair[::-1])
    slower = sum(a > b for a, b in taken) / pairs
    medians = [statistics.median(side) for side in zip(*taken, strict=True)]
    apart = abs(medians[0] - medians[1]) / min(medians)
    if abs(slower - 0.5) > SHARE and apart > APART:
        return f"the first is slower in {slower:.0%} of the pairs, the medians {apart:.0%} apart"
    return ""


@pytest.fixture
def strict(people, settings):
    """Argon2 as in production, and no limit but the machine's."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    for person in User.objects.filter(username__in=("analyst", "head", "police")):
        person.set_password(PASSWORD if person.username != "head" else None)
        person.save()
    User.objects.filter(username="police").update(is_active=False)


def attempt(login: str, password: str = "wrong-wrong-wrong") -> Ask:
    def ask(number: int) -> object:
        # Another address each time: the lockout is no part of the question.
        place = f"10.0.{number // 250}.{number % 250}"
        return Client(REMOTE_ADDR=place).post(SIGN_IN, {"login": login, "password": password})

    return ask


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("analyst", "nobody-here"),
        ("analyst@harrowmere.invalid", "nobody-here@harrowmere.invalid"),
        ("head", "nobody-here"),
        ("police", "nobody-here"),
    ],
    ids=["a name", "an address", "one without a password", "one who is suspended"],
)
def test_a_wrong_password_and_an_unknown_name_take_as_long(strict, known, unknown):
    assert not told_apart(attempt(known), attempt(unknown))


@pytest.mark.nightly
def test_the_measure_finds_a_difference_where_there_is_one(strict, monkeypatch):
    backend = "allauth.account.auth_backends.AuthenticationBackend._mitigate_timing_attack"
    monkeypatch.setattr(backend, lambda self, password: None)
    assert told_apart(attempt("analyst"), attempt("nobody-here"), pairs=20)


def forgot(email: str) -> Ask:
    return lambda _number: Client().post(RESET, {"email": email})


@pytest.mark.nightly
def test_a_forgotten_password_takes_as_long_for_an_address_that_nobody_has(strict, settings):
    # A mail server that takes its time must not be seen in the answer.
    settings.EMAIL_BACKEND = f"{__name__}.SlowBackend"
    known, unknown = forgot("analyst@harrowmere.invalid"), forgot("nobody@harrowmere.invalid")
    assert not told_apart(known, unknown)


class SlowBackend:
    """Half a second for each message."""

    def __init__(self, *_words, **_named) -> None:
        """Nothing to set up."""

    def send_messages(self, messages) -> int:
        time.sleep(0.5 * len(messages))
        return len(messages)


@pytest.mark.nightly
def test_an_invitation_takes_as_long_for_an_address_that_has_an_account(strict, sign_in):
    administrator = sign_in("administrator")
    agency = Agency.objects.get(partnership__slug="harrowmere", slug="council").pk

    def invites(email: str) -> Ask:
        given = {"email": email, "role": "licensing", "agency": agency}
        return lambda _number: administrator.post(INVITE, given)

    assert not told_apart(invites("elsewhere@elsewhere.invalid"), invites("new@x.invalid"))
    assert Invitation.objects.count() == 2 * (PAIRS + 3)


def said(response) -> str:
    """What the page says, without what is new each time."""
    text = response.content.decode()
    for name in ("csrfmiddlewaretoken",):
        text = "\n".join(line for line in text.splitlines() if name not in line)
    return text


def test_the_same_words_for_a_name_that_there_is_and_one_that_there_is_not(people):
    one, other = (
        said(Client().post(SIGN_IN, {"login": name, "password": "wrong-wrong-wrong"}))
        for name in ("analyst", "nobody-")
    )
    assert one.replace("analyst", "X") == other.replace("nobody-", "X")
    sent = [Client().post(RESET, {"email": f"{a}@harrowmere.invalid"}) for a in ("analyst", "no")]
    assert len({(answer.status_code, answer.url) for answer in sent}) == 1
    assert len({tuple(sorted(answer.cookies)) for answer in sent}) == 1


def test_the_same_words_for_whom_an_administrator_invites(people, sign_in):
    administrator = sign_in("administrator")
    agency = Agency.objects.get(partnership__slug="harrowmere", slug="council").pk
    pages = []
    for email in ("elsewhere@elsewhere.invalid", "nobody@elsewhere.invalid"):
        given = {"email": email, "role": "licensing", "agency": agency}
        page = said(administrator.post(INVITE, given)).replace(email, "X")
        pages.append([line for line in page.splitlines() if "/join/" not in line])
    assert pages[0] == pages[1]


def test_every_link_that_does_not_work_gets_the_same_page(people):
    pages = {
        said(Client().get(f"/join/{secret}/")).replace(secret, "X").split("app-number")[0][:1200]
        for secret in ("a" * 43, "b" * 43, "short")
    }
    assert len(pages) == 1
