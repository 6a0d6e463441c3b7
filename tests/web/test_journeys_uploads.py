"""At a browser: a package whose line breaks goes on where it was, after the page is reloaded."""

import pytest

from tests.web.journey import PHONE
from tests.web.sending import take_waiting
from watchward_web.core.models import JobFault
from watchward_web.submissions.models import Upload

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SEND = "/p/harrowmere/submissions/send/"
PART = 10_000


def test_a_broken_upload_is_gone_on_with(journey, october, monkeypatch):
    monkeypatch.setattr("watchward_web.submissions.views.send.PART_BYTES", PART)
    at = journey("hospital", PHONE)
    offsets, broken = [], [True]

    def line(route):
        request = route.request
        if request.method == "PATCH":
            offsets.append(int(request.headers["upload-offset"]))
            if broken[0] and len(offsets) > 2:
                route.abort("connectionfailed")
                return
        route.continue_()

    at.page.route("**/api/v1/uploads/*", line)
    at.go(SEND)
    at.page.set_input_files("#package", october)
    at.page.click("button:has-text('Send')")
    at.page.wait_for_selector("text=The connection broke")
    at.complaints.clear()  # the browser reports the line that we broke
    at.check("broken")
    assert Upload.objects.get().arrived == 2 * PART
    broken[0] = False
    at.go(SEND)
    at.page.set_input_files("#package", october)
    at.page.click("button:has-text('Send')")
    at.page.wait_for_selector("text=Your package has arrived")
    assert offsets[:2] == [0, PART]
    resumed = offsets[offsets.index(2 * PART) :]
    assert PART not in resumed, "what had arrived is not sent again"
    assert 0 not in resumed
    assert take_waiting() == 1
    at.page.wait_for_selector("text=Your package was received")
    at.complaints.clear()
    at.check("received")
    assert Upload.objects.count() == 1
    assert at.page.evaluate("localStorage.length") == 0


def test_without_script_the_form_sends_and_the_page_looks_again(journey, october):
    at = journey("hospital", script=False)
    at.go(SEND)
    at.page.set_input_files("#package", october)
    at.follow("button:has-text('Send')")
    assert "has arrived" in at.text()
    assert take_waiting() == 1
    at.page.wait_for_selector("text=Your package was received", timeout=15_000)
    assert Upload.objects.get().state == "received"


def test_a_package_is_sent_from_the_first_page_by_keyboard_alone(journey, october):
    at = journey("hospital")
    at.go("/p/harrowmere/")
    for ending in ("/submissions/", "/submissions/send/"):
        reach(at, "href", ending)
        with at.page.expect_navigation():
            at.page.keyboard.press("Enter")
    reach(at, "id", "package")
    at.page.set_input_files("#package", october)  # the machine's own window, which is no page
    reach(at, "innerText", "Send")
    at.page.keyboard.press("Enter")
    at.page.wait_for_selector("text=Your package has arrived")
    assert take_waiting() == 1
    at.page.wait_for_selector("text=Your package was received")


def reach(at, what, ending):
    """Press Tab until what has the focus, and shows it, is the one wanted."""
    for _ in range(80):
        at.page.keyboard.press("Tab")
        on = at.page.evaluate(f"String(document.activeElement.{what}).trim()")
        if on.endswith(ending):
            assert at.page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"the keyboard does not reach {ending}")


def test_cancelled_is_cancelled(journey, october, monkeypatch):
    monkeypatch.setattr("watchward_web.submissions.views.send.PART_BYTES", PART)
    at = journey("hospital")
    at.page.route(
        "**/api/v1/uploads/*",
        lambda route: route.abort() if route.request.method == "PATCH" else route.continue_(),
    )
    at.go(SEND)
    at.page.set_input_files("#package", october)
    at.page.click("button:has-text('Send')")
    at.follow("button:has-text('Cancel')")
    assert at.page.is_visible("button:has-text('Send')")
    assert Upload.objects.get().state == "cancelled"


@pytest.mark.parametrize("size", [(1280, 900), PHONE])
def test_failed_work_is_shown_to_the_administrator(journey, size):
    from tests.web.conftest import NOW

    JobFault.objects.create(
        name="submissions.accept",
        arguments={"upload": "0" * 24, "partnership": "harrowmere"},
        partnership="harrowmere",
        attempts=3,
        what="OSError watchward_web.submissions.services.taking:70",
        at=NOW,
    )
    at = journey("administrator", size)
    at.go("/p/harrowmere/submissions/jobs/")
    at.check("failed-work")
    assert "submissions.accept" in at.text()
