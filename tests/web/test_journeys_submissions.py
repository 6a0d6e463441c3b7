"""A hospital's data officer sends a package; the head reads the ledger and makes the papers."""

import shutil

import pytest

from tests.web.journey import DESKTOP, PHONE
from tests.web.sending import take_waiting
from watchward_web.partners.models import Partnership

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HOME = "/p/harrowmere/"
SENT = "synthetic-hospital-ed_assault-2026-10-*.wwp"


@pytest.fixture
def without_october(made, tmp_path, partnership):
    """The partnership over a store that lacks the hospital's last package; the package itself."""
    from tests.web.stores import store_without

    store, package = store_without(made, SENT, at=tmp_path / "store")
    Partnership.objects.filter(slug="harrowmere").update(store=str(store.path))
    return package


def test_data_officer_sends_what_is_due_and_reads_the_receipt(journey, without_october, tmp_path):
    at = journey("hospital")
    at.go(HOME)
    assert "October 2026" in at.text()
    assert "Not received yet" in at.text()
    at.check("home")
    at.follow("text=Send a package")
    at.check("send")
    wrong = tmp_path / "extract.csv"
    wrong.write_text("a,b\n1,2\n")
    at.page.set_input_files("#package", wrong)
    at.follow("button:has-text('Send')")
    at.page.wait_for_selector("text=Your package was refused")
    at.check("refused")
    assert "not a package" in at.text()
    at.follow("main >> text=Send a package")
    at.page.set_input_files("#package", without_october)
    at.follow("button:has-text('Send')")
    at.page.wait_for_selector("text=Your package has arrived")
    at.check("arrived")
    assert take_waiting() == 1
    at.page.wait_for_selector("text=Your package was received")
    at.check("received")
    at.follow("text=Open the receipt")
    at.check("receipt")
    assert "/submissions/receipts/R-" in at.page.url
    with at.page.expect_download() as taken:
        at.page.click("text=Download what to mend")
    assert taken.value.suggested_filename.startswith("findings-R-")
    at.go(f"{HOME}submissions/send/")
    at.page.set_input_files("#package", shutil.copy(without_october, tmp_path / "other-name.wwp"))
    at.follow("button:has-text('Send')")
    at.page.wait_for_selector("text=Your package has arrived")
    take_waiting()
    at.page.wait_for_selector("text=already held")
    at.go(HOME)
    assert "Up to date" in at.text()


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_every_page_of_submissions_on_a_phone_in_both_languages(journey, language):
    at = journey("hospital", PHONE, language)
    for page in ("", "send/", "ledger/", "receipts/"):
        at.go(f"{HOME}submissions/{page}")
        at.check(f"{language}-{page.strip('/') or 'home'}")
        assert at.page.locator("h1").count() == 1
    at.follow("th a >> nth=0")
    at.check(f"{language}-receipt")


def test_head_reads_the_ledger_and_makes_the_papers(journey):
    at = journey("head", DESKTOP)
    at.go(HOME)
    at.follow("text=The whole ledger")
    at.check("ledger")
    assert "In part" in at.text()
    at.page.click("text=What is held, month by month")
    assert "Missing" in at.page.inner_text("details .ev-grid")
    at.follow(".owed-grid a:has-text('In part')")
    at.check("history")
    assert "What happened" in at.text()
    assert "Rows accounted for" not in at.text()
    at.follow("text=Briefings")
    at.follow("button:has-text('Make a briefing')")
    at.check("briefing")
    with at.page.expect_download() as taken:
        at.page.click("text=Download as PDF")
    with taken.value.path().open("rb") as file:
        assert file.read(5) == b"%PDF-"


def test_councillor_finds_no_page_of_partners(journey):
    at = journey("councillor")
    at.go(HOME)
    said = at.page.inner_text("nav")
    assert "Ledger" not in said
    assert "Send data" not in said
    at.go(f"{HOME}submissions/ledger/")
    assert "Your role does not open this page" in at.text()
    at.go(f"{HOME}evidence/questions/hot_spots/")
    assert "For anybody" in at.text()
    assert at.page.locator("text=Named places, away from home >> nth=0").count() <= 1
