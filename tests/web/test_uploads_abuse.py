"""What is too large, of the wrong kind or badly told is refused early, and leaves nothing."""

import io
import json
import zipfile

import pytest

from tests.web.sending import BODY, KIND, UPLOADS, begin, digest, machine, patch
from watchward_web.submissions.limits import GB, MOST_PART_BYTES
from watchward_web.submissions.models import Upload
from watchward_web.submissions.parts import folder_of, uploads_folder


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.DATA = tmp_path / "data"


@pytest.fixture
def hospital(people, seat_of):
    return machine(seat_of("hospital"))


def bomb() -> bytes:
    """A small archive of a very large sheet, as a workbook would be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    return out.getvalue()


@pytest.mark.parametrize("size", [2 * GB + 1, 10**15])
def test_more_than_two_gigabytes_is_refused_when_it_is_announced(hospital, size):
    answer = begin(hospital, size)
    assert answer.status_code == 413
    assert not Upload.objects.exists()
    assert not uploads_folder().exists()


def test_two_gigabytes_are_not_too_many(hospital, settings):
    settings.UPLOAD_SPARE = -(10**15)
    assert begin(hospital, 2 * GB).status_code == 201


def test_a_form_that_announces_more_is_not_read(people, sign_in):
    """The server would have to read 3 GB before it could say no; it believes the announcement."""
    client = sign_in("hospital")
    sent = client.post(
        "/p/harrowmere/submissions/send/",
        b"--b--\r\n",
        content_type="multipart/form-data; boundary=b",
        headers={"content-length": str(3 * GB)},
    )
    assert sent.status_code == 413
    assert b"larger than 2048 MB" in sent.content


@pytest.mark.parametrize(
    "start",
    [
        bomb(),
        b"PK\x03\x04" + b"\0" * 996,
        b"%PDF-1.7" + b" " * 992,
        b"MZ" + b"\0" * 998,
        b"nhs_number,name\r\n" + b"x" * 984,
        b"WATCHWARD PACKAGE 2\n" + b"x" * 980,
        b"W",
    ],
    ids=["workbook bomb", "archive", "pdf", "program", "extract", "other version", "one byte"],
)
def test_what_is_no_package_ends_with_its_first_part(
    hospital, start, django_capture_on_commit_callbacks
):
    ident = begin(hospital, max(len(start), 2_000_000)).json()["id"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = patch(hospital, ident, start, 0)
    assert answer.json()["state"] == "refused"
    assert not folder_of(ident).exists()
    assert patch(hospital, ident, b"x", len(start)).status_code == 409


@pytest.mark.parametrize(
    "body, status",
    [
        ({}, 422),
        ({"size": 0}, 422),
        ({"size": -5}, 422),
        ({"size": True}, 422),
        ({"size": "12"}, 422),
        ({"size": 1.5}, 422),
        ({"size": 1e400}, 422),
        ({"size": 9, "name": "../../etc/passwd"}, 422),
        ({"size": 9, "sha256": "../../x"}, 422),
        ({"size": 9, "sha256": "A" * 64}, 422),
        ({"size": 9, "sha256": None}, 422),
        ([], 422),
        ("x" * 20_000, 413),
    ],
)
def test_an_announcement_that_makes_no_sense_is_refused(hospital, body, status):
    answer = hospital.post(UPLOADS, json.dumps(body), content_type="application/json")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Upload.objects.exists()


def test_a_path_for_a_name_leads_nowhere(hospital):
    for name in ("..", "../../etc/passwd", "%2e%2e%2fetc", "a/b", "x" * 500, "\0"):
        assert hospital.get(f"{UPLOADS}/{name}").status_code in (400, 404)


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", ""])
def test_a_part_of_another_kind_is_not_read(hospital, kind):
    ident = begin(hospital, len(BODY)).json()["id"]
    told = {"upload-offset": "0", "content-digest": digest(BODY)}
    answer = hospital.patch(f"{UPLOADS}/{ident}", BODY, content_type=kind, headers=told)
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "headers, status",
    [
        ({"upload-offset": "-1"}, 422),
        ({"upload-offset": "0x10"}, 422),
        ({"upload-offset": "٣"}, 422),
        ({"upload-offset": "9" * 40}, 422),
        ({"upload-offset": ""}, 422),
        ({"content-digest": "md5=:AAAA:"}, 422),
        ({"content-digest": ""}, 422),
        ({"content-length": ""}, 411),
        ({"content-length": "0"}, 413),
        ({"content-length": str(MOST_PART_BYTES + 1)}, 413),
    ],
)
def test_a_part_that_is_badly_told_is_refused(hospital, headers, status):
    ident = begin(hospital, len(BODY)).json()["id"]
    answer = patch(hospital, ident, BODY, 0, **headers)
    assert answer.status_code == status
    assert Upload.objects.get(ident=ident).arrived == 0


def test_a_part_beyond_the_size_that_was_announced_is_refused(hospital):
    ident = begin(hospital, 500).json()["id"]
    assert patch(hospital, ident, BODY, 0).status_code == 422
    assert Upload.objects.get(ident=ident).arrived == 0


def test_an_agency_has_a_share_of_the_disk_and_no_more(hospital, settings, seat_of):
    settings.UPLOAD_QUOTA = 2500
    assert begin(hospital, 1000).status_code == 201
    second = begin(hospital, 1000)
    assert begin(hospital, 1000).status_code == 429
    assert begin(machine(seat_of("police")), 1000).status_code == 201
    hospital.delete(f"{UPLOADS}/{second.json()['id']}")
    assert begin(hospital, 1000).status_code == 201


def test_twenty_uploads_at_a_time_are_enough(hospital):
    for _ in range(20):
        assert begin(hospital, 10).status_code == 201
    assert begin(hospital, 10).status_code == 429


def test_a_full_disk_is_told_before_it_is_full(hospital, settings):
    settings.UPLOAD_SPARE = 10**18
    assert begin(hospital, 10).status_code == 507
    assert not Upload.objects.exists()


@pytest.mark.parametrize("who", ["analyst", "head", "councillor", "administrator", "elsewhere"])
def test_others_begin_nothing(people, sign_in, who):
    assert begin(sign_in(who), 10).status_code in (403, 404)
    assert not Upload.objects.exists()


def test_a_browser_of_another_site_begins_nothing(people):
    from django.test import Client

    from watchward_web.accounts.models import User

    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="hospital"))
    assert begin(client, 10).status_code == 403
    answer = client.patch(f"{UPLOADS}/{'0' * 24}", BODY, content_type=KIND)
    assert answer.status_code == 403
    assert not Upload.objects.exists()
