"""The governance pack on the site: who may have it, what is in it, what is refused."""

import csv
import datetime as dt
import io
import tomllib
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.conftest import NOW
from watchward.governance.questions import questions
from watchward.hub.agreements import Basis, record_agreement
from watchward.provider.approvals import Approval, record
from watchward_web.core.store import open_partnership, site_keys
from watchward_web.nonprod.services import load_people
from watchward_web.partners import pack

PAGE = "/p/harrowmere/governance/"


@pytest.fixture(autouse=True)
def _still(stopped):
    """A pack says the day on which it was made."""


@pytest.fixture
def begun(db, tmp_path):
    """The personas over a store that holds one agreement and no record."""
    store = open_partnership(str(tmp_path / "store"), create=True)
    record_agreement(
        store,
        provider="synthetic-hospital",
        dataset="ed_assault",
        floor=5,
        purpose="the Violent Crime Group",
        basis=Basis(("istv",)),
        valid_from=NOW.date(),
        valid_to=NOW.date() + dt.timedelta(days=300),
        by="ana",
        now=NOW,
    )
    load_people(store=str(store.path), other_store=str(store.path), now=NOW)


def handed_in(text):
    return SimpleUploadedFile("governance.toml", text.encode(), content_type="text/plain")


def taken(client, **told):
    """The archive that the page hands out."""
    answer = client.post(PAGE, {"language": "en", **told})
    assert answer.headers["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return {name: archive.read(name) for name in archive.namelist()}


def test_a_hospitals_officer_takes_the_questions_answers_one_and_has_the_pack(begun, sign_in):
    client = sign_in("hospital")
    assert questions()["dpo"].asks in client.get(PAGE).content.decode()
    text = client.get(f"{PAGE}answers/en/").content.decode()
    assert set(tomllib.loads(text)["answers"]) == set(questions())
    told = text.replace('dpo = ""', 'dpo = "Post 17"')
    files = taken(client, answers=handed_in(told))
    assert {name.rpartition(".")[2] for name in files} == {"html", "docx", "csv", "xlsx"}
    paper = files["impact-assessment.html"].decode()
    assert "Post 17" in paper
    assert "Not yet said" in paper
    assert "the Violent Crime Group" in paper
    assert "(synthetic-hospital)" in paper  # after the agency's name
    rows = csv.DictReader(io.StringIO(files["data-catalogue.csv"].decode("utf-8-sig")))
    assert {row["Name in the software"].partition(".")[0] for row in rows} == {"ed_assault"}


def test_a_hospital_sees_its_own_approvals_and_the_head_all(begun, sign_in, monkeypatch, tmp_path):
    monkeypatch.setenv("WATCHWARD_HOME", str(tmp_path / "home"))
    for provider in ("synthetic-hospital", "synthetic-police"):
        record(
            site_keys("harrowmere"),
            provider,
            Approval("basis", f"Officer of {provider}", "2026-01-02", "minute 3"),
        )
    seen = {}
    for who in ("hospital", "head"):
        monkeypatch.setattr(
            pack,
            "make",
            lambda facts, *, language, who=who: seen.update(
                {who: [one.who for one in facts.approvals]}
            ),
        )
        monkeypatch.setattr(pack, "zipped", lambda made: b"")
        sign_in(who).post(PAGE, {"language": "en"})
    assert seen["hospital"] == ["Officer of synthetic-hospital"]
    assert sorted(seen["head"])[1:] == ["Officer of synthetic-police"]


def test_in_welsh_the_papers_are_marked_as_unreviewed(begun, sign_in):
    answers = handed_in('datasets = ["ed_assault"]\n[answers]\nnation = "Wales"')
    files = taken(sign_in("head"), language="cy", answers=answers)
    paper = files["sharing-protocol.html"].decode()
    assert '<html lang="cy">' in paper
    assert "heb ei adolygu" in paper


@pytest.mark.parametrize("who", ["police", "licensing", "councillor"])
def test_others_may_not_open_it(people, sign_in, who):
    client = sign_in(who)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"language": "en"}).status_code == 403
    assert client.get(f"{PAGE}answers/en/").status_code == 403


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[answers]\nnobody = "x"', "There is no question called nobody"),
        ("not a file of answers", "not in the form that it began with"),
        ("#" * 300_000, "not in the form that it began with"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(people, sign_in, text, told):
    answer = sign_in("head").post(PAGE, {"language": "en", "answers": handed_in(text)})
    assert answer.status_code == 200
    assert told in answer.content.decode()


def test_there_is_no_file_in_a_language_that_nobody_speaks_here(people, sign_in):
    assert sign_in("head").get(f"{PAGE}answers/xx/").status_code == 404
