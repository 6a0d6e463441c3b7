"""Sending a package: taken whole or refused whole, once, by its own agency, and written down."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.sending import take_waiting
from watchward.hub.ledger import receipts
from watchward_web.core.jobs import pending
from watchward_web.core.models import AuditEntry

SEND = "/p/harrowmere/submissions/send/"


@pytest.fixture(autouse=True)
def _still(stopped):
    """Packages are not from the future."""


def upload(body: bytes, name="package.wwp"):
    return {"package": SimpleUploadedFile(name, body)}


def actions():
    return list(
        AuditEntry.objects.filter(action__contains="package").values_list("action", flat=True)
    )


def send(client, body, name="package.wwp"):
    """The form, the job, and the page that tells what came of it."""
    answer = client.post(SEND, upload(body, name))
    assert answer.status_code == 302
    waiting = client.get(answer.headers["Location"]).content.decode()
    assert "has arrived" in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert take_waiting() == 1
    return client.get(answer.headers["Location"]).content.decode()


def receipt_in(page):
    return re.search(r'href="([^"]+/receipts/R-[0-9a-f-]{19}/)"', page)[1]


def test_it_is_taken_and_the_receipt_adds_up(october, sign_in):
    client = sign_in("hospital")
    told = send(client, october.read_bytes())
    assert "Your package was received" in told
    assert "refresh" not in told
    assert "Nothing of it was taken in" not in told
    assert "&lt;" not in told.split("<main")[1]
    page = client.get(receipt_in(told)).content.decode()
    number = r"([\d,]+)"
    said = (
        f"{number} read = {number} unreadable \\+ {number} left out "
        f"\\+ {number} accepted \\+ {number} rejected"
    )
    read, bad, left, good, out = (
        int(found.replace(",", "")) for found in re.search(said, page).groups()
    )
    assert read == bad + left + good + out
    assert read > 300
    assert pending("evidence.cube harrowmere"), "the views of what is held now are made at once"
    assert "synthetic-hospital-ed_assault-2026-10" in page
    assert actions() == ["package sent", "package received"]
    assert AuditEntry.objects.get(action="package sent").actor.startswith("person:")


def test_the_same_package_again_is_told_and_changes_nothing(october, sign_in, tmp_path):
    client, body = sign_in("hospital"), october.read_bytes()
    first = receipt_in(send(client, body))
    before = receipts(_store(tmp_path))
    page = send(client, body, "another name.wwp")
    assert receipt_in(page) == first
    assert "already held" in page
    assert receipts(_store(tmp_path)) == before
    assert actions()[-1] == "package sent again"


def _store(tmp_path):
    from watchward_web.core.store import open_partnership

    return open_partnership(str(tmp_path / "store"))


def test_another_agencys_package_is_refused_before_the_hub_sees_it(october, sign_in, tmp_path):
    before = receipts(_store(tmp_path))
    answer = sign_in("police").post(SEND, upload(october.read_bytes()))
    assert answer.status_code == 422
    assert "another provider" in answer.content.decode()
    assert receipts(_store(tmp_path)) == before
    assert actions() == ["package refused"]


@pytest.mark.parametrize(
    "body", [b"a,b\r\n1,2\r\n", b"PK\x03\x04" + b"0" * 500, b"\0" * 5000, b"WATCHWARD PACKAGE 1\n"]
)
def test_what_is_no_package_is_refused_with_what_to_do(october, sign_in, body):
    answer = sign_in("hospital").post(SEND, upload(body, "../../etc/x.wwp"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert 'href="#package"' in page
    assert "not a package" in page
    assert "prepare it again on your own machine" in page
    assert "Ask the provider" not in page
    assert "etc" not in page.split("<main")[1]


def test_every_byte_counts(october, sign_in, tmp_path):
    body = bytearray(october.read_bytes())
    body[len(body) // 2] ^= 1
    before = receipts(_store(tmp_path))
    assert sign_in("hospital").post(SEND, upload(bytes(body))).status_code == 422
    assert receipts(_store(tmp_path)) == before


def test_no_file_and_an_empty_one(october, sign_in):
    client = sign_in("hospital")
    for sent in ({}, upload(b"")):
        answer = client.post(SEND, sent)
        assert answer.status_code == 422
        assert b"Choose a package" in answer.content


def test_a_file_over_the_limit_is_told_so_and_nothing_of_it_is_kept(
    october, sign_in, settings, tmp_path, monkeypatch
):
    settings.UPLOAD_MOST_BYTES = 100_000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    (tmp_path / "uploads").mkdir()
    answer = sign_in("hospital").post(SEND, upload(b"x" * 400_000))
    assert answer.status_code == 413
    assert b"The file is larger than" in answer.content
    assert not list((tmp_path / "uploads").iterdir())


def test_just_over_the_limit_is_refused_too(october, sign_in, settings):
    settings.UPLOAD_MOST_BYTES = 100_000
    assert sign_in("hospital").post(SEND, upload(b"x" * 100_001)).status_code == 413


def test_without_the_forms_token_nothing_is_taken(october, tmp_path):
    from watchward_web.accounts.models import User

    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="hospital"))
    before = receipts(_store(tmp_path))
    assert client.post(SEND, upload(october.read_bytes())).status_code == 403
    assert receipts(_store(tmp_path)) == before
    page = client.get(SEND).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    sent = {**upload(october.read_bytes()), "csrfmiddlewaretoken": token}
    assert client.post(SEND, sent).status_code == 302


@pytest.mark.parametrize("who", ["analyst", "head", "licensing", "councillor", "administrator"])
def test_others_do_not_send(october, sign_in, who):
    assert sign_in(who).post(SEND, upload(october.read_bytes())).status_code == 403


def test_nothing_of_an_upload_stays_on_the_disk(october, sign_in, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    (tmp_path / "uploads").mkdir()
    client = sign_in("hospital")
    for body in (october.read_bytes(), b"not a package at all"):
        client.post(SEND, upload(body))
    assert not list((tmp_path / "uploads").iterdir())
    assert not list(Path(tmp_path / "store" / "incoming").iterdir())


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_the_words_of_the_progress_are_whole(people, sign_in, language, settings):
    client = sign_in("hospital")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(SEND).content.decode()
    said = re.search(r'data-progress="([^"]*)"', page)[1]
    assert "{percent} %" in said
    assert "{}" not in said
