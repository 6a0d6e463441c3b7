"""The governance pack: all that is configured stands in it, and what nobody said stays seen."""

import csv
import datetime as dt
import io
import json
import re
import tomllib
from functools import cache
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from tests.faults.packages import SETTINGS
from tests.provider_extracts import ED_ROW, ed_csv, make
from watchward.analysis import analyses
from watchward.cli import app
from watchward.contract import dataset as declared
from watchward.contract.sealed import AGE
from watchward.errors import InputRefusal, UsageRefusal
from watchward.governance.facts import gathered
from watchward.governance.flow import NAMES
from watchward.governance.flow import make as make_pack
from watchward.governance.page import page as html_of
from watchward.governance.questions import NOTHING_SAID, Answers, questions
from watchward.governance.risks import risks
from watchward.governance.sheet import catalogue_book, catalogue_csv
from watchward.governance.spoken import Speaker, in_welsh
from watchward.governance.word import write_word
from watchward.governance.written import papers, write
from watchward.hub.agreements import Basis, record_agreement
from watchward.hub.duties import set_duty
from watchward.hub.flow import receive
from watchward.lake.store import open_store
from watchward.provider.approvals import Approval
from watchward.reference.welsh import HERE as WORDS

MADE = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 4, 1)
BLANK = re.compile(r"TODO|____|\[.*\]")
LANGUAGES = ("en", "cy")
ONE = ("ed_assault",)
NOBODY = Answers({}, ONE)
IN_WALES = Answers({"nation": "Wales"})


def pack(answers, language="en", **given):
    facts = gathered(answers, partnership="Harrowmere", made_at=MADE, **given)
    return make_pack(facts, language=language)


@cache
def pages(language="en"):
    """Every data set's pages, by paper: their Word files would take seconds more."""
    facts = gathered(NOTHING_SAID, partnership="Harrowmere", made_at=MADE)
    speaker = Speaker()
    written = papers(facts)
    said = written if language == "en" else [in_welsh(one, speaker) for one in written]
    return {one.ident: words(html_of(one).encode()) for one in said}


@cache
def small():
    """The pack of one data set, with no answer."""
    return pack(NOBODY)


def words(html):
    """What a reader sees, without the style and the marks."""
    text = re.sub(r"<style>.*?</style>", "", html.decode(), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "\n", text).replace("&#39;", "'").replace("&amp;", "&")


def in_word(content):
    """Every paragraph and cell of a Word file."""
    file = docx.Document(io.BytesIO(content))
    cells = (c.text for t in file.tables for row in t.rows for c in row.cells)
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def test_every_configured_field_stands_in_the_pack_with_its_gateway():
    facts = gathered(NOTHING_SAID, partnership="Harrowmere", made_at=MADE)
    rows = list(csv.DictReader(io.StringIO(catalogue_csv(facts, say=str).decode("utf-8-sig"))))
    by_name = {row["Name in the software"]: row for row in rows}
    catalogue, agreement = pages()["catalogue"], pages()["sharing"]
    written = [tomllib.loads(path.read_text()) for path in declared.HERE.glob("*/dataset.toml")]
    assert written
    for one in written:
        gates = {name: code for code, names in one["gateways"].items() for name in names}
        for field in one["field"]:
            row = by_name.pop(f"{one['name']}.{field['name']}")
            title = field.get("title", field["name"].replace("_", " "))
            assert row["Field"] == title
            assert title in catalogue
            assert title in agreement
            stays = field.get("treatment", "drop") == "drop"
            assert (row["Leaves as"] == "dropped") is stays
            assert (row["Gateway"] == "it does not leave") is stays is (field["name"] not in gates)
            assert all(row.values()), field["name"]
    assert by_name == {}


def test_the_workbook_holds_what_the_csv_holds():
    files = small().files
    rows = list(csv.reader(io.StringIO(files["data-catalogue.csv"].decode("utf-8-sig"))))
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["data-catalogue.xlsx"]))
    assert book.get_sheet_by_name("Fields").to_python() == rows


def test_an_answer_is_printed_and_a_removed_one_shows_as_unsaid():
    said = {name: f"Answer about {name}." for name in questions()} | {"nation": "England"}
    facts = gathered(Answers(said, ONE), partnership="Harrowmere", made_at=MADE)
    assert [paper.unsaid for paper in papers(facts)] == [(), (), (), ()]
    assessment = words(html_of(write("dpia", facts)).encode())
    assert "Answer about dpo." in assessment
    assert "Not yet said" not in assessment
    del said["dpo"]
    told = pack(Answers(said, ONE))
    assert [one.name for one in told.unsaid] == ["dpo"]
    for name in ("impact-assessment", "sharing-agreement"):
        for text in (words(told.files[f"{name}.html"]), in_word(told.files[f"{name}.docx"])):
            assert "Not yet said" in text
            assert questions()["dpo"].asks in text
            assert questions()["dpo"].why in text
            assert "Answer about dpo." not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_blank_of_a_template_is_left(language):
    assert [name for name, text in pages(language).items() if BLANK.search(text)] == []


def test_no_blank_is_left_in_word_or_in_the_tables():
    for name, content in small().files.items():
        if name.endswith((".docx", ".csv")):
            text = in_word(content) if name.endswith(".docx") else content.decode()
            assert not BLANK.search(text), name


@pytest.mark.parametrize(
    ("name", "language"),
    [("dpia", "en"), ("algorithms", "cy")],
)
def test_a_page_is_accessible(page, tmp_path, name, language):
    from axe_playwright_python.sync_playwright import Axe

    said = Answers({"controllers": "A council", "nation": "Wales"}, ONE)
    paper = write(name, gathered(said, partnership="Harrowmere", made_at=MADE))
    path = tmp_path / "paper.html"
    path.write_text(html_of(in_welsh(paper) if language == "cy" else paper))
    page.goto(path.as_uri())
    assert page.locator("html").get_attribute("lang") == {"en": "en-GB"}.get(language, language)
    assert page.locator("h1").count() == 1
    assert page.title()
    assert Axe().run(page).response["violations"] == []


def test_a_word_file_says_its_language_and_has_headings():
    paper = in_welsh(write("dpia", gathered(NOBODY, partnership="Harrowmere", made_at=MADE)))
    file = docx.Document(io.BytesIO(write_word(paper, made_at=MADE)))
    assert file.core_properties.language == "cy-GB"
    assert file.core_properties.title
    assert sum(one.style.name == "Heading 1" for one in file.paragraphs) == 12  # and what waits
    assert all(row.cells for table in file.tables for row in table.rows)


def test_the_measures_of_a_package_stand_beside_the_risks(tmp_path):
    # Two rows alike and one of another day: of three rows one is alone, and k is 1.
    rows = (ED_ROW, ED_ROW.replace("A1", "A2"), ED_ROW.replace("A1", "A3").replace("-01,", "-02,"))
    prepared = make(tmp_path, ed_csv(*rows))
    facts = gathered(NOBODY, partnership="Harrowmere", made_at=MADE, packages=(prepared.package,))
    text = words(html_of(write("dpia", facts)).encode())
    assert "33.3 %" in text
    assert "Synthetic: made-up records" in text
    assert "nothing is measured here" not in text
    assert "nothing is measured here" in words(small().files["impact-assessment.html"])


def test_a_sealed_package_is_refused_in_its_own_words(tmp_path):
    path = tmp_path / "month.wwp.age"
    path.write_bytes(AGE + b"nobody can read this")
    with pytest.raises(InputRefusal, match="sealed to a hub"):
        gathered(NOBODY, partnership="Harrowmere", made_at=MADE, packages=(path,))


def test_what_the_store_and_the_register_have_stands_in_the_agreement(tmp_path):
    store = open_store(tmp_path / "store", create=True)
    days = {"valid_from": DAY, "valid_to": dt.date(2027, 3, 31)}
    who = {"provider": "city-hospital", "dataset": "wales_ed_assault", "by": "ana", "now": MADE}
    basis = Basis(("waspi",), law="WASPI 7")
    record_agreement(store, floor=5, purpose="community safety", basis=basis, **days, **who)
    set_duty(store, starts=DAY, reason="the board decided", **who)
    approved = Approval("caldicott", "The Guardian", "2026-03-01", "minute 12")
    given = {"made_at": MADE, "store": store, "approvals": (approved,)}
    facts = gathered(IN_WALES, partnership="Harrowmere", **given)
    text = words(html_of(write("protocol", facts)).encode())
    for said in ("city-hospital", "community safety", "WASPI 7", "2027-03-31", "minute 12"):
        assert said in text
    assert [paper.ident for paper in papers(facts)][1] == "protocol"
    assert "Powers in law" in text
    # Only what the store knows of: the one data set.
    assert [one.name for one in facts.sets] == ["wales_ed_assault"]


def test_what_has_come_is_named_and_made_up_records_are_said_to_be(tmp_path):
    prepared = make(tmp_path, ed_csv())
    store = open_store(tmp_path / "store", create=True)
    receive(prepared.package, store=store, by="ana", now=MADE, settings=SETTINGS)
    facts = gathered(NOTHING_SAID, partnership="Harrowmere", made_at=MADE, store=store)
    text = words(html_of(write("sharing", facts)).encode())
    # The extract's one row is of March 2025 and nobody has recorded that it is no personal data.
    assert "city-hospital" in text
    assert "2025-03" in text
    assert "\npersonal data\n" in text
    assert text.count("Synthetic: made-up records") == 11  # above, and in each of ten parts
    assert [one.name for one in facts.sets] == ["ed_assault"]
    told = words(html_of(in_welsh(write("sharing", facts))).encode())
    assert "Yr hyn a ddaeth, ac fel beth y’i trinnir" in told


def test_in_wales_an_english_body_holds_nothing():
    sets = ("wales_ed_assault", "hospital_admission")
    facts = gathered(Answers({"nation": "Wales"}, sets), partnership="Harrowmere", made_at=MADE)
    text = words(html_of(write("protocol", facts)).encode())
    assert "Local Health Board" in text
    assert "Integrated care board\n" not in text.partition("Powers in law")[0]


def test_everything_has_welsh_but_what_an_analysis_says_of_itself():
    facts = gathered(NOTHING_SAID, partnership="Harrowmere", made_at=MADE)
    speaker = Speaker()
    for name in (*NAMES, "protocol"):
        in_welsh(write(name, facts), speaker)
    catalogue_csv(facts, say=speaker.said)
    catalogue_book(facts, say=speaker.said, title="Data catalogue")
    for one in questions().values():
        speaker.said(one.asks), speaker.said(one.who), speaker.said(one.why)
    abouts = [module.ABOUT for module in analyses().values()]
    theirs = {text for one in abouts for text in (one.title, one.question, one.method)}
    without = speaker.left - theirs - {limit for one in abouts for limit in one.limits}
    assert not without, f"give them Welsh in reference/words/cy_declared.toml: {without}"
    assert speaker.said("Data sets") == "Setiau data"
    assert speaker.said("A sentence of half a dozen words.").startswith("A sentence")


def test_no_message_has_its_welsh_in_two_files():
    files = [tomllib.loads(path.read_text())["words"] for path in WORDS.glob("cy*.toml")]
    every = [english for words in files for english in words]
    assert len(every) == len(set(every))


def test_a_gateway_of_the_other_nation_is_said_to_be_none():
    def agreement(nation):
        facts = gathered(Answers({"nation": nation}, ONE), partnership="Harrowmere", made_at=MADE)
        return words(html_of(write("sharing", facts)).encode())

    # The English standard's fields: seven, and once in the table of gateways.
    assert agreement("Wales").count("not a gateway in this nation") == 8
    assert "not a gateway" not in agreement("England")


def test_risk_is_likelihood_times_severity():
    found = {one.name: one.overall for one in risks()}
    # By hand from the file: possible and severe; probable and significant; possible and minimal.
    assert (found["singled_out"], found["unseen_groups"], found["kept_too_long"]) == (
        *("high", "high"),
        "low",
    )
    assert found["subtracted"] == "medium"


def test_the_same_facts_give_the_same_bytes():
    facts = gathered(NOBODY, partnership="Harrowmere", made_at=MADE)
    paper = write("algorithms", facts)
    assert html_of(paper).encode() == small().files["algorithmic-transparency.html"]
    assert write_word(paper, made_at=MADE) == small().files["algorithmic-transparency.docx"]
    again = catalogue_book(facts, say=str, title="Data catalogue")
    assert again == small().files["data-catalogue.xlsx"]


def test_the_command_lists_what_is_unsaid_and_can_end_with_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    assert run(app, ["governance", "begin"]).exit_code == 0
    again = run(app, ["governance", "begin"])
    assert isinstance(again.exception, UsageRefusal)
    began = Path("governance.toml")
    began.write_text(began.read_text().replace("datasets = []", 'datasets = ["ed_assault"]'))
    line = ["governance", "make", "--out", "pack", "--answers", "governance.toml"]
    told = run(app, [*line, "--json", "--complete"])
    assert told.exit_code == 1
    found = json.loads(told.stdout)
    assert found["count"] == len(found["unsaid"]) == 41  # 43 questions, two of them for Wales alone
    assert sorted(path.name for path in Path("pack").iterdir()) == found["files"]
