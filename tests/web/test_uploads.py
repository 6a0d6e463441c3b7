"""Uploads in parts: what is acknowledged stays, each byte once, and only for whoever sends it."""

import datetime as dt
import hashlib
import os

import pytest
from django.db import connection

from tests.web.sending import BODY, UPLOADS, begin, machine, patch, send_whole, take_waiting
from watchward.hub.ledger import receipts
from watchward_web.core.models import AuditEntry, JobFault
from watchward_web.core.store import open_partnership
from watchward_web.submissions.models import Upload
from watchward_web.submissions.parts import file_of, folder_of
from watchward_web.submissions.services import tidy


@pytest.fixture(autouse=True)
def _still(stopped, settings, tmp_path):
    settings.DATA = tmp_path / "data"


@pytest.fixture
def hospital(people, seat_of):
    return machine(seat_of("hospital"))


def test_parts_in_their_order_make_the_file(hospital):
    ident = begin(hospital, len(BODY)).json()["id"]
    first = patch(hospital, ident, BODY[:400], 0)
    assert (first.status_code, first.json()["arrived"]) == (200, 400)
    assert hospital.head(f"{UPLOADS}/{ident}").headers["Upload-Offset"] == "400"
    last = patch(hospital, ident, BODY[400:], 400)
    assert last.json()["state"] == "waiting"
    assert file_of(ident).read_bytes() == BODY
    assert oct(folder_of(ident).stat().st_mode & 0o777) == "0o700"


@pytest.mark.parametrize("at", [0, 399, 401, 5000])
def test_a_part_at_the_wrong_place_is_told_the_right_one(hospital, at):
    ident = begin(hospital, len(BODY)).json()["id"]
    patch(hospital, ident, BODY[:400], 0)
    answer = patch(hospital, ident, b"y" * 10, at)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "400")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert file_of(ident).read_bytes() == BODY[:400]


def test_what_was_written_and_never_acknowledged_is_written_over(hospital):
    """As if the server had died between the disk and the answer."""
    ident = begin(hospital, len(BODY)).json()["id"]
    patch(hospital, ident, BODY[:400], 0)
    with file_of(ident).open("ab") as torn:
        torn.write(b"torn")
    patch(hospital, ident, BODY[400:], 400)
    assert file_of(ident).read_bytes() == BODY


def test_a_part_that_was_changed_on_the_way_is_not_kept(hospital):
    ident = begin(hospital, len(BODY)).json()["id"]
    wrong = patch(hospital, ident, BODY[:400], 0, **{"content-digest": f"sha-256=:{'A' * 43}=:"})
    assert wrong.status_code == 422
    assert file_of(ident).read_bytes() == b""


def test_the_same_file_announced_again_is_gone_on_with(hospital):
    sha256 = hashlib.sha256(BODY).hexdigest()
    first = begin(hospital, len(BODY), sha256=sha256)
    patch(hospital, first.json()["id"], BODY[:400], 0)
    again = begin(hospital, len(BODY), sha256=sha256)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    assert again.json()["arrived"] == 400
    assert again.headers["Location"] == f"{UPLOADS}/{first.json()['id']}"


def test_another_agencys_upload_is_not_there(hospital, seat_of, sign_in):
    ident = begin(hospital, len(BODY)).json()["id"]
    police = machine(seat_of("police"))
    for answer in (
        police.get(f"{UPLOADS}/{ident}"),
        police.head(f"{UPLOADS}/{ident}"),
        police.delete(f"{UPLOADS}/{ident}"),
        patch(police, ident, BODY[:400], 0),
        sign_in("police").get(f"/p/harrowmere/submissions/uploads/{ident}/"),
        police.get(f"{UPLOADS}/{'0' * 24}"),
    ):
        assert answer.status_code == 404
    assert police.get(UPLOADS).json()["uploads"] == []
    assert file_of(ident).read_bytes() == b""


def test_a_cancelled_upload_takes_no_part_and_leaves_no_file(
    hospital, django_capture_on_commit_callbacks
):
    ident = begin(hospital, len(BODY)).json()["id"]
    patch(hospital, ident, BODY[:400], 0)
    with django_capture_on_commit_callbacks(execute=True):
        assert hospital.delete(f"{UPLOADS}/{ident}").json()["state"] == "cancelled"
    assert not folder_of(ident).exists()
    assert patch(hospital, ident, BODY[400:], 400).status_code == 409
    assert hospital.delete(f"{UPLOADS}/{ident}").status_code == 409


def test_after_a_day_without_a_part_it_is_forgotten(hospital):
    from tests.web.conftest import NOW

    idle = begin(hospital, len(BODY)).json()["id"]
    lively = begin(hospital, len(BODY)).json()["id"]
    Upload.objects.filter(ident=lively).update(touched_at=NOW + dt.timedelta(hours=20))
    tidy(now=NOW + dt.timedelta(hours=23))
    assert Upload.objects.filter(state="arriving").count() == 2
    tidy(now=NOW + dt.timedelta(hours=25))
    assert Upload.objects.get(ident=idle).state == "expired"
    assert not folder_of(idle).exists()
    assert Upload.objects.get(ident=lively).state == "arriving"
    assert folder_of(lively).exists()
    assert AuditEntry.objects.get(action="upload expired").subject == idle


def test_a_file_without_a_row_goes_after_a_day(hospital):
    from tests.web.conftest import NOW

    stray = folder_of("0" * 24)
    stray.mkdir(parents=True)
    tidy(now=NOW)
    assert stray.exists(), "it may belong to a row that is not committed yet"
    old = (NOW - dt.timedelta(hours=30)).timestamp()
    os.utime(stray, (old, old))
    tidy(now=NOW)
    assert not stray.exists()


def store_of(tmp_path):
    return open_partnership(str(tmp_path / "store"))


def test_a_program_sends_a_package_and_reads_what_came_of_it(
    october, seat_of, tmp_path, django_capture_on_commit_callbacks
):
    client = machine(seat_of("hospital"))
    ident = send_whole(client, october.read_bytes(), 20_000)
    with django_capture_on_commit_callbacks(execute=True):
        assert take_waiting() == 1
    told = client.get(f"{UPLOADS}/{ident}").json()
    assert told["state"] == "received"
    base = UPLOADS.removesuffix("uploads")
    receipt = client.get(f"{base}receipts/{told['receipt']}").json()
    assert receipt["rows_read"] == receipt["unreadable"] + receipt["accepted"] + receipt["rejected"]
    assert receipt["superseded_by"] is None
    found = client.get(f"{base}receipts/{told['receipt']}/findings.csv")
    assert b"".join(found.streaming_content).startswith(b'\xef\xbb\xbf"Row"')
    assert client.get(f"{base}due").json()["due"][0]["not_received"] == []
    assert not folder_of(ident).exists()
    sent = AuditEntry.objects.get(action="package received")
    assert sent.actor.startswith("machine:")


def test_the_job_run_twice_receives_once(october, seat_of, tmp_path):
    from tests.web.conftest import NOW

    client = machine(seat_of("hospital"))
    ident = send_whole(client, october.read_bytes(), 20_000)
    before = len(receipts(store_of(tmp_path)))
    from watchward_web.submissions.jobs import accept

    take_waiting()
    # As if the process had died after the store had it, and before the row said so; the upload
    # had begun in the same second, of which a receipt does not tell the parts.
    begun = NOW.replace(microsecond=900_000)
    Upload.objects.filter(ident=ident).update(state="checking", receipt="", begun_at=begun)
    accept(upload=ident, partnership="harrowmere")
    accept(upload=ident, partnership="harrowmere")
    assert Upload.objects.get(ident=ident).state == "received"
    assert len(receipts(store_of(tmp_path))) == before + 1
    assert AuditEntry.objects.filter(action="package sent").count() == 1


def test_a_run_that_was_overtaken_by_another_changes_nothing(october, seat_of, monkeypatch):
    """A process that was thought dead goes on, while its job has been done again elsewhere."""
    from watchward_web.submissions.services import accepting

    ident = send_whole(machine(seat_of("hospital")), october.read_bytes(), 20_000)
    look = accepting.look

    def looked_late(seat, path, *, now, sha256=""):
        monkeypatch.setattr(accepting, "look", look)
        take_waiting()
        path.write_bytes(b"")  # the other run has cleared it away
        return look(seat, path, now=now)

    monkeypatch.setattr(accepting, "look", looked_late)
    accepting.accept(ident, now=dt.datetime.now(dt.UTC))
    assert Upload.objects.get(ident=ident).state == "received"
    assert not AuditEntry.objects.filter(action="package refused").exists()


def test_whoever_has_left_before_the_check_sends_nothing(october, seat_of, tmp_path):
    from watchward_web.partners.models import Membership

    ident = send_whole(machine(seat_of("hospital")), october.read_bytes(), 20_000)
    before = receipts(store_of(tmp_path))
    Membership.objects.filter(person__username="hospital").update(active=False)
    take_waiting()
    assert Upload.objects.get(ident=ident).state == "refused"
    assert receipts(store_of(tmp_path)) == before


def test_work_that_failed_is_shown_and_tried_again_by_the_administrator(
    partnership, hospital, sign_in, monkeypatch
):
    def break_down(*_args, **_more):
        raise OSError("a disk of ours")

    with monkeypatch.context() as broken:
        broken.setattr("watchward_web.submissions.services.accepting.look", break_down)
        broken.setattr("watchward_web.core.jobs.runner.WAITS", (0, 0))
        ident = send_whole(hospital, BODY)
        assert take_waiting() == 3
    told = hospital.get(f"{UPLOADS}/{ident}").json()
    assert told["state"] == "failed"
    administrator = sign_in("administrator")
    page = administrator.get("/p/harrowmere/submissions/jobs/").content.decode()
    assert "submissions.accept" in page
    assert "OSError" in page
    assert "a disk of ours" not in page
    again = f"/p/harrowmere/submissions/jobs/{JobFault.objects.get().pk}/again/"
    assert sign_in("hospital").post(again).status_code == 403
    assert administrator.post(again).status_code == 302
    assert administrator.post(again).status_code == 404
    assert take_waiting() == 1
    assert hospital.get(f"{UPLOADS}/{ident}").json()["state"] == "refused"


def test_another_partnerships_failed_work_is_not_shown(people, sign_in):
    from tests.web.conftest import NOW

    fault = JobFault.objects.create(
        name="submissions.accept", partnership="elsewhere", attempts=3, what="x y:1", at=NOW
    )
    client = sign_in("administrator")
    assert b"Nothing has failed" in client.get("/p/harrowmere/submissions/jobs/").content
    again = client.post(f"/p/harrowmere/submissions/jobs/{fault.pk}/again/")
    assert again.status_code == 404


def test_the_database_holds_no_upload_beyond_its_size(hospital):
    from django.db import IntegrityError, transaction

    ident = begin(hospital, len(BODY)).json()["id"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.filter(ident=ident).update(arrived=len(BODY) + 1)
    assert connection.is_usable()
