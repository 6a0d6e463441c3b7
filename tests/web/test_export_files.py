"""Every role takes exactly its own audience's rows, in every kind of file, and it is audited."""

import csv
import hashlib
import io
import zipfile

import polars as pl
import pytest
from pyogrio.raw import read as read_layer

from tests.web.conftest import NOW
from watchward.export.facts import digest, rows_of
from watchward.export.kinds import kinds
from watchward_web.core.models import AuditEntry
from watchward_web.core.roles import Role
from watchward_web.core.rules import EVIDENCE
from watchward_web.evidence.answers import answer
from watchward_web.evidence.questions import pages
from watchward_web.evidence.selectors import asking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped", "partnership")]
ROLES = tuple(Role(role).value for role in sorted(EVIDENCE))
QUESTIONS = "/p/harrowmere/evidence/questions/"
EVERY = {("trends", "months"), ("victims", "age_sex"), ("hot_spots", "areas")}


def address(analysis, table, kind):
    return f"/p/harrowmere/evidence/{analysis}/{table}.{kind}"


def rows_in(kind, body, tmp_path):
    """Rows with totals, by a reader that had no part in the writing."""
    if kind == "csv":
        return len(list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))) - 2
    if kind == "parquet":
        return pl.read_parquet(io.BytesIO(body)).height
    if kind == "xlsx":
        sheet = zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet4.xml")
        return sheet.count(b"<row ") - 3
    path = tmp_path / "read.gpkg"
    path.write_bytes(body)
    return len(read_layer(path, layer="areas", return_fids=True)[1])


@pytest.mark.parametrize("role", ROLES)
def test_each_role_takes_its_own_rows_in_every_kind(role, sign_in, seat_of, tmp_path):
    client, gate = sign_in(role), asking(seat_of(role), now=NOW)
    for analysis, name in sorted(EVERY):
        result = answer(gate, pages()[analysis]).result
        table = result.table(name)
        for kind, writer in kinds().items():
            got = client.get(address(analysis, name, kind))
            if not writer.takes(table, result):
                assert got.status_code == 404
                continue
            assert got.status_code == 200, (role, analysis, kind)
            assert rows_in(kind, got.content, tmp_path) == rows_of(table)
            assert got.headers["Watchward-Rows"] == str(rows_of(table))
            assert f"-{result.audience}-synthetic.{kind}" in got.headers["Content-Disposition"]


def test_a_file_from_a_welsh_page_has_welsh_heads_where_the_reader_may_have_them(sign_in):
    for role, welsh in (("police", True), ("councillor", False)):
        client = sign_in(role)
        paths = [address("weapons", "weapons", "csv"), f"{QUESTIONS}weapons/weapons.csv"]
        english = [_lines(client.get(path)) for path in paths]
        client.get("/language/cy/")
        for path, before in zip(paths, english, strict=True):
            after = _lines(client.get(path))
            assert (after[0] != before[0]) == welsh, (role, path)
            assert (after[0][0] == "Arf") == welsh, (role, path)
            assert after[1:-1] == before[1:-1], "names and numbers stay"


def _lines(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_partner_and_a_councillor_get_other_numbers_than_an_analyst(sign_in):
    hidden = {}
    for role in ("analyst", "police", "councillor"):
        body = sign_in(role).get(address("victims", "age_sex", "parquet")).content
        frame = pl.read_parquet(io.BytesIO(body))
        marked = [frame[name] == "c" for name in frame.columns if name.endswith("_status")]
        hidden[role] = sum(int(column.sum()) for column in marked)
        for name in ("police", "health", "ambulance"):
            without = frame.filter(pl.col(f"{name}_status").is_in(["c", "x", "z"]))
            assert without[name].null_count() == without.height
    assert hidden["analyst"] == 0
    assert hidden["police"] > 0
    assert hidden["councillor"] > 0


def test_every_download_is_in_the_audit_log(sign_in):
    client = sign_in("licensing")
    for kind in ("csv", "xlsx", "parquet"):
        client.get(address("trends", "months", kind))
    taken = AuditEntry.objects.filter(action__startswith="table taken as").order_by("number")
    assert [entry.action.split()[-1] for entry in taken] == ["csv", "xlsx", "parquet"]
    assert {entry.detail["audience"] for entry in taken} == {"partner"}


def test_the_hash_on_the_cover_is_that_of_the_csv(sign_in, seat_of):
    client = sign_in("head")
    body = client.get(address("trends", "months", "csv")).content
    above = body[: body.rstrip(b"\r\n").rindex(b"\r\n") + 2]
    table = answer(asking(seat_of("head"), now=NOW), pages()["trends"]).result.table("months")
    found = hashlib.sha256(above).hexdigest()
    assert found == digest([table])
    book = client.get(address("trends", "months", "xlsx")).content
    assert found in zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()


def test_a_table_without_areas_is_no_geopackage_and_an_unknown_kind_is_not_there(sign_in):
    client = sign_in("analyst")
    assert client.get(address("trends", "months", "gpkg")).status_code == 404
    assert client.get(address("trends", "months", "docx")).status_code == 404
    assert client.get(address("trends", "nothing", "xlsx")).status_code == 404
    assert client.get("/p/elsewhere/evidence/trends/months.xlsx").status_code == 404


def test_a_choice_that_cannot_be_read_is_refused_and_not_another_table_sent(sign_in):
    for query in ("month=soon", "dataset=nothing"):
        assert (
            sign_in("head").get(f"{address('trends', 'months', 'xlsx')}?{query}").status_code == 400
        )


def test_the_administrator_takes_nothing(sign_in):
    assert sign_in("administrator").get(address("trends", "months", "csv")).status_code == 403
