"""The front desk: answers typed by keyboard become a file that is prepared and accepted."""

import csv
import datetime as dt
import io
import re

import pytest

from tests.faults.packages import NOW, SETTINGS
from tests.provider_extracts import make
from watchward.contract.dataset import dataset
from watchward.errors import UsageRefusal
from watchward.hub.flow import receive
from watchward.intake import card
from watchward.intake.paper import typeset
from watchward.intake.questions import LANGUAGES, VARIANTS, intake
from watchward.intake.screen import page as screen
from watchward.lake.store import open_store
from watchward.reference import code_list

FORMS = [(variant, language) for variant in VARIANTS for language in LANGUAGES]
MADE = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
DROPPED_TEXT = "1 Invented Street"


def opened(page, folder, variant="cardiff", language="en"):
    """The screen as it is opened from a folder, with what it complains of."""
    path = folder / "screen.html"
    path.write_text(screen(intake(variant, language)), "utf-8")
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(path.as_uri())
    return told


def by_keyboard(page, *, kind, place):
    """One patient, without a mouse; the order in which a date is typed is the computer's own."""
    keys = page.keyboard
    page.locator("[name=assault_date]").fill("2025-03-01")
    page.locator("[name=assault_time]").fill("23:10")
    for name, code in (
        ("location_type", kind),
        ("assault_method", "body_part"),
        ("weapon", "bodily"),
    ):
        page.locator(f"[name={name}][value={code}]").focus()
        keys.press("Space")
        if name == "location_type":
            keys.press("Tab")
            keys.type(place)
    page.locator("[name=assailants]").focus()
    keys.type("2")
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("ArrowRight")
    keys.press("Enter")


def saved(page):
    """The file that the browser downloads."""
    page.locator("#save").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    return download.value.path().read_bytes()


def test_what_is_typed_is_prepared_and_accepted(page, tmp_path):
    told = opened(page, tmp_path)
    by_keyboard(page, kind="licensed_premises", place='=Invented "Arms", bar')
    by_keyboard(page, kind="own_home", place=DROPPED_TEXT)
    assert page.get_by_role("status").inner_text() == "Added. Not yet saved: 2"
    content = saved(page)
    first, second = csv.DictReader(io.StringIO(content.decode()))
    assert first["assault location description"] == 'Invented "Arms", bar'
    assert DROPPED_TEXT not in content.decode()
    assert (first["assault date"], first["assault time"]) == ("2025-03-01", "23:10")
    assert (first["relationship"], second["reported to police"]) == ("family", "no")
    assert len({first["attendance id"], second["attendance id"]}) == 2
    prepared = make(tmp_path, content)
    store = open_store(tmp_path / "store", create=True)
    receipt = receive(prepared.package, store=store, by="ana", now=NOW, settings=SETTINGS)
    assert (receipt.rows_read, receipt.accepted, receipt.rejected) == (2, 2, 0), receipt.reasons
    assert told == []


def test_a_patient_without_a_date_is_not_added_and_nothing_is_saved(page, tmp_path):
    opened(page, tmp_path)
    page.locator("[name=assailants]").press("Enter")
    assert page.get_by_role("status").inner_text() == ""
    page.locator("#save").press("Enter")
    assert page.get_by_role("status").inner_text() == "There is nothing to save yet."


def test_the_page_fetches_nothing_and_keeps_nothing(page, tmp_path):
    opened(page, tmp_path)
    written = screen(intake("glasgow", "en"))
    assert "default-src 'none'" in written
    assert not re.search(r"https?:|localStorage|document\.cookie|fetch\(", written)
    blocked = page.evaluate("fetch('data:,x').then(() => 'fetched', () => 'blocked')")
    assert blocked == "blocked"


def test_the_whole_form_is_accessible(page, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    for variant, language in FORMS:
        opened(page, tmp_path, variant, language)
        assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize(("variant", "language"), FORMS)
def test_paper_is_one_tagged_page(variant, language):
    import pypdf

    form = pypdf.PdfReader(io.BytesIO(typeset(intake(variant, language), made_at=MADE)))
    assert len(form.pages) == 1
    assert form.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert form.trailer["/Root"]["/Lang"].startswith(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_is_one_tagged_page_with_every_question_and_its_hint(language):
    import pypdf

    asked = intake("cardiff", language)
    told = card.written(asked)
    assert [one["asks"] for one in told["questions"]] == [one.asks for one in asked.questions]
    assert all(one["hint"] for one in told["questions"])
    read = pypdf.PdfReader(io.BytesIO(card.typeset(asked, made_at=MADE)))
    assert len(read.pages) == 1
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"].startswith(language)
    printed = " ".join(read.pages[0].extract_text().split())
    assert all(one["asks"] in printed for one in told["questions"])


def test_the_card_says_what_the_data_set_does():
    about = dataset("ed_assault")
    leaves = card.written(intake("cardiff", "en"))["parts"][-1]["points"][1]
    assert about.time.keep in leaves
    assert f"{about.place.snap_metres} metres" in leaves
    assert about.field("location_text").treatment == "drop"


@pytest.mark.parametrize("variant", VARIANTS)
def test_answers_are_the_data_sets_own_and_no_identifier_is_asked(variant):
    asked = [part for one in intake(variant, "en").questions for part in one.parts]
    for part in asked:
        listed = code_list(part.field.codes).labels if part.field.codes else {}
        assert part.answers == tuple(listed.items())
    identifiers = {"nhs_number", "patient_name", "date_of_birth", "home_postcode"}
    assert not identifiers & {part.field.name for part in asked}
    needed = {one.name for one in dataset("ed_assault").fields if one.required}
    assert needed <= {name for name, _ in intake(variant, "en").headers}
    assert len(intake("cardiff", "en").questions) == 6


def test_every_word_has_welsh():
    form = intake("glasgow", "cy")
    screen(form)
    typeset(form, made_at=MADE)
    assert form.voice is not None
    assert form.voice.missing == set()


def test_every_word_of_the_card_has_welsh():
    asked, english = intake("cardiff", "cy"), card.written(intake("cardiff", "en"))
    told = card.written(asked)
    assert asked.voice is not None
    assert asked.voice.missing == set()
    for here, there in zip(told["parts"], english["parts"], strict=True):
        assert not set(here["points"]) & set(there["points"])


def test_an_unknown_form_is_refused():
    with pytest.raises(UsageRefusal, match="no such form"):
        intake("leeds", "en")
