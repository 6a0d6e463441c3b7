"""An extract with a saved mapping: prepared on the site, confirmed, received; never left lying."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.conftest import NOW
from tests.web.journey import DESKTOP, PHONE
from tests.web.sending import take_waiting
from watchward.contract.dataset import dataset
from watchward.hub.enrol import enrol
from watchward.hub.ledger import receipts
from watchward.provider.mapping.draft import finished, first_draft
from watchward.provider.mapping.profile import profile
from watchward.provider.mapping.propose import propose
from watchward.provider.mapping.written import as_toml
from watchward_web.core.models import AuditEntry
from watchward_web.core.store import open_partnership
from watchward_web.submissions import extracts
from watchward_web.submissions.services import extracting

PAGE = "/p/harrowmere/submissions/extract/"
ED = dataset("ed_assault")
RENAMED = {"attendance id": "ED_ATT_NO", "assault date": "INJ_DT", "age": "PT_AGE"}


@pytest.fixture(autouse=True)
def _still(stopped, settings, tmp_path):
    """Packages are not from the future; files lie in a folder of the test's own."""
    settings.DATA = tmp_path


@pytest.fixture
def ready(october, made, seat_of, tmp_path):
    """October's raw extract under other headers, its mapping, and the site's key enrolled."""
    found = sorted((made.work / "extracts").glob("synthetic-hospital-*2026-10*.csv"))[0]
    header, _, rows = found.read_text().partition("\n")
    header = ",".join(RENAMED.get(one, one) for one in header.split(","))
    raw = f"{header}\n{rows}".encode()
    path = tmp_path / "raw.csv"
    path.write_bytes(raw)
    draft = first_draft(propose(profile(path, ED), ED))
    path.unlink()
    mapping = finished(draft, reviewed_by="Dee Officer", reviewed_at="2026-11-01")
    seat = seat_of("hospital")
    store = open_partnership(seat.partnership.store)
    enrol(store, "synthetic-hospital", extracting.site_key(seat), "test", NOW)
    return raw, as_toml(mapping)


def save(client, text):
    sent = SimpleUploadedFile("mapping.toml", text.encode())
    return client.post(PAGE, {"do": "save", "mapping": sent})


def check(client, raw, **said):
    sent = SimpleUploadedFile("Ann Example's patients.csv", raw)
    form = {"dataset": "ed_assault", "allowed": "yes", "keep_unlisted": "yes", "extract": sent}
    return client.post(PAGE, {**form, **said})


def lying(tmp_path):
    """What is in the folders of extracts and of mappings."""
    folders = [tmp_path / "extracts", tmp_path / "mappings"]
    return sorted(one.name for folder in folders for one in folder.rglob("*") if one.is_file())


def actions():
    return list(AuditEntry.objects.filter(action__regex="extract|mapping").values_list(*["action"]))


def test_checked_then_confirmed_it_is_received_like_a_package(ready, sign_in, tmp_path):
    raw, toml = ready
    client = sign_in("hospital")
    assert save(client, toml).status_code == 302
    answer = check(client, raw)
    assert answer.status_code == 302
    assert lying(tmp_path) == ["ed_assault.toml", "package.wwp", "seen.json"]
    where = answer.headers["Location"]
    page = client.get(where).content.decode()
    assert "Nothing has been received yet" in page
    assert "banded" in page
    assert "replaced by a keyed pseudonym" in page
    before = len(receipts(store(tmp_path)))
    sent = client.post(where, {"do": "send"})
    assert take_waiting() == 1
    told = client.get(sent.headers["Location"]).content.decode()
    assert "Your package was received" in told
    assert len(receipts(store(tmp_path))) == before + 1
    assert client.get(where).status_code == 404
    assert lying(tmp_path) == ["ed_assault.toml"]
    assert [one for (one,) in actions()] == [
        "mapping saved",
        "extract checked",
        "extract confirmed",
    ]


def store(tmp_path):
    return open_partnership(str(tmp_path / "store"))


def test_thrown_away_nothing_is_sent(ready, sign_in, tmp_path):
    raw, toml = ready
    client = sign_in("hospital")
    save(client, toml)
    where = check(client, raw).headers["Location"]
    before = len(receipts(store(tmp_path)))
    assert client.post(where, {"do": "discard"}).status_code == 302
    assert take_waiting() == 0
    assert len(receipts(store(tmp_path))) == before
    assert lying(tmp_path) == ["ed_assault.toml"]


REFUSED = {
    "another shape": (
        lambda raw: raw.replace(b"INJ_DT", b"INJ DAY", 1),
        {},
        "not the one that was",
    ),
    "no headers": (lambda raw: raw.partition(b"\n")[2], {}, "not the one that was reviewed"),
    "new words": (lambda raw: raw, {"keep_unlisted": ""}, "New words.*put aside"),
    "no such mapping": (lambda raw: raw, {"dataset": "police_incident"}, "no saved mapping"),
    "no such set": (lambda raw: raw, {"dataset": "../../etc"}, "no saved mapping"),
    "not allowed": (lambda raw: raw, {"allowed": ""}, "agreement allows"),
    "empty": (lambda raw: b"", {}, "Choose an extract"),
    "a bomb": (lambda raw: b"PK\x03\x04" + b"\0" * 999, {}, "damaged"),
    "somebody": (lambda raw: re.sub(rb"(?m)^[^,\n]*,", b"9434765919,", raw), {}, "shape|person"),
}


@pytest.mark.parametrize("bend, said, why", REFUSED.values(), ids=REFUSED)
def test_refused_nothing_of_it_stays(ready, sign_in, tmp_path, bend, said, why):
    raw, toml = ready
    client = sign_in("hospital")
    save(client, toml)
    answer = check(client, bend(raw), **said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert re.search(why, page)
    assert "Ann Example" not in page
    assert lying(tmp_path) == ["ed_assault.toml"]


def test_one_that_is_too_large_is_told_so(ready, sign_in, tmp_path, settings):
    raw, toml = ready
    client = sign_in("hospital")
    save(client, toml)
    settings.EXTRACT_MOST_BYTES = 1000
    answer = check(client, raw)
    assert answer.status_code == 413
    assert lying(tmp_path) == ["ed_assault.toml"]


def test_a_fault_of_ours_leaves_nothing_either(ready, sign_in, tmp_path, monkeypatch):
    raw, toml = ready
    client = sign_in("hospital")
    save(client, toml)

    def dies(*_told, **_more):
        raise RuntimeError("planted")

    monkeypatch.setattr(extracts, "keep", dies)
    with pytest.raises(RuntimeError, match="planted"):
        check(client, raw)
    assert lying(tmp_path) == ["ed_assault.toml"]


def test_what_nobody_goes_on_with_is_swept(ready, sign_in, tmp_path):
    import datetime as dt

    raw, toml = ready
    client = sign_in("hospital")
    save(client, toml)
    where = check(client, raw).headers["Location"]
    left = extracts.extracts_folder() / "scratch-left"
    left.mkdir()
    (left / "x.part").write_bytes(b"x")
    later = dt.datetime.now(dt.UTC)
    extracts.sweep(now=later)
    assert client.get(where).status_code == 200
    extracts.sweep(now=later + dt.timedelta(hours=2))
    assert client.get(where).status_code == 404
    assert lying(tmp_path) == ["ed_assault.toml"]


def test_another_agency_does_not_find_it(ready, sign_in):
    raw, toml = ready
    client = sign_in("hospital")
    save(client, toml)
    where = check(client, raw).headers["Location"]
    assert sign_in("police").get(where).status_code == 404
    assert b"Dee Officer" not in sign_in("police").get(PAGE).content
    assert b"Dee Officer" in client.get(PAGE).content


DRAFTS = {
    "a draft": (lambda text: text.replace('"Dee Officer"', '""'), "draft"),
    "not TOML": (lambda text: "[[[", "not TOML"),
    "somebody in it": (lambda text: text.replace("empty = []", 'empty = ["943 476 5919"]'), "name"),
    "another set": (lambda text: text.replace("ed_assault", "no_such_set"), "not known"),
}


@pytest.mark.parametrize("bend, why", DRAFTS.values(), ids=DRAFTS)
def test_a_mapping_that_is_none_is_not_kept(ready, sign_in, tmp_path, bend, why):
    client = sign_in("hospital")
    answer = save(client, bend(ready[1]))
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert lying(tmp_path) == []


def test_a_mapping_can_be_removed(ready, sign_in, tmp_path):
    client = sign_in("hospital")
    save(client, ready[1])
    client.post(PAGE, {"do": "remove", "dataset": "ed_assault"})
    assert lying(tmp_path) == []
    assert b"no saved mapping yet" in client.get(PAGE).content


def test_an_agency_with_a_key_of_its_own_goes_on_sending_packages(october, sign_in):
    page = sign_in("hospital").get(PAGE).content.decode()
    assert "signed with a key of its own" in page
    assert "Check it" not in page


def test_the_folders_are_nobody_elses(ready, sign_in, tmp_path):
    client = sign_in("hospital")
    save(client, ready[1])
    check(client, ready[0])
    for folder in [tmp_path / "extracts", *(tmp_path / "extracts").iterdir()]:
        assert Path(folder).stat().st_mode & 0o077 == 0


@pytest.mark.slow
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_data_officer_sends_an_extract_in_a_browser(ready, journey, tmp_path, size):
    raw, toml = ready
    (tmp_path / "october.csv").write_bytes(raw)
    (tmp_path / "mapping.toml").write_text(toml)
    officer = journey("hospital", size)
    officer.go("/p/harrowmere/submissions/")
    officer.follow("text=Send an extract with a saved mapping")
    officer.check("extract, nothing saved")
    officer.page.set_input_files("#mapping", tmp_path / "mapping.toml")
    officer.follow("text=Save the mapping")
    officer.page.set_input_files("#extract", tmp_path / "october.csv")
    officer.page.check("#allowed")
    officer.follow("text=Check it")
    assert "New words" in officer.text()
    officer.check("extract, refused")
    officer.page.set_input_files("#extract", tmp_path / "october.csv")
    officer.page.check("#keep-unlisted")
    officer.page.check("#allowed")
    officer.follow("text=Check it")
    assert "Nothing has been received yet" in officer.text()
    officer.check("extract, what would leave")
    officer.follow("button:has-text('Send it')")
    officer.page.wait_for_selector("text=Your package")
