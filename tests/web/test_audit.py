"""The audit log tells of every tamper: 1,000 of them, by somebody who can write the tables."""

import random
from io import StringIO

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tests.web.conftest import NOW
from watchward_web.core.anchor import anchor, anchor_file, anchors
from watchward_web.core.models import AuditEntry
from watchward_web.core.seal import FIELDS, seal_of
from watchward_web.core.selectors import check, verify_audit
from watchward_web.core.services import record

TAMPERS = 1000
LENGTH = 40


def entries(count: int) -> list[dict]:
    """A log as it would be written, made without the service."""
    rows, before = [], ""
    for number in range(1, count + 1):
        row = {
            "number": number,
            "at": f"2026-11-05T09:{number % 60:02}:00+00:00",
            "actor": f"person:{number % 7}",
            "partnership": "harrowmere",
            "action": "signed in",
            "subject": "",
            "detail": {"rows": number},
            "before": before,
        }
        before = seal_of(row, site.AUDIT_KEY)
        rows.append({**row, "seal": before})
    return rows


def edit(rows, at, die):
    field = die.choice([name for name in FIELDS if name != "number"])
    rows[at][field] = {"rows": -1} if field == "detail" else "other"


def edit_and_seal_without_the_key(rows, at, die):
    rows[at]["actor"] = "person:99"
    rows[at]["seal"] = seal_of(rows[at], "a guess")
    if at + 1 < len(rows):
        rows[at + 1]["before"] = rows[at]["seal"]


def delete(rows, at, die):
    del rows[at]


def delete_and_renumber(rows, at, die):
    del rows[at]
    for number, row in enumerate(rows, 1):
        row["number"] = number


def swap(rows, at, die):
    other = (at + die.randrange(1, len(rows))) % len(rows)
    rows[at], rows[other] = rows[other], rows[at]
    rows[at]["number"], rows[other]["number"] = rows[other]["number"], rows[at]["number"]
    rows.sort(key=lambda row: row["number"])


def cut(rows, at, die):
    del rows[max(at, 1) :]
    if len(rows) == LENGTH:
        rows.pop()


def insert(rows, at, die):
    made = {**rows[at], "action": "nothing to see", "seal": "0" * 64}
    rows.insert(at, made)
    for number, row in enumerate(rows, 1):
        row["number"] = number


def replay(rows, at, die):
    """An old entry once more at the end, with its own true seal."""
    rows.append({**rows[at], "number": len(rows) + 1})


KINDS = (
    edit,
    edit_and_seal_without_the_key,
    delete,
    delete_and_renumber,
    swap,
    cut,
    insert,
    replay,
)


def test_a_log_as_written_is_whole():
    rows = entries(LENGTH)
    head = (LENGTH, rows[-1]["seal"])
    assert check(rows, head=head, anchored={row["number"]: row["seal"] for row in rows}).wrong == ()


@pytest.mark.parametrize("head_too", [False, True], ids=["head left", "head set to match"])
def test_a_thousand_tampers_are_all_found(head_too):
    die, original = random.Random(2026), entries(LENGTH)
    anchored = {row["number"]: row["seal"] for row in original}
    missed = []
    for number in range(TAMPERS):
        rows = [dict(row) for row in original]
        kind = KINDS[number % len(KINDS)]
        kind(rows, die.randrange(LENGTH), die)
        last = rows[-1] if head_too else original[-1]
        head = (last["number"], last["seal"])
        if not check(rows, head=head, anchored=dict(anchored)).wrong:
            missed.append((number, kind.__name__))
    assert not missed


def test_a_cut_end_with_its_head_set_back_is_found_by_the_anchor_alone():
    rows = entries(LENGTH)[:-3]
    head = (rows[-1]["number"], rows[-1]["seal"])
    assert not check(rows, head=head, anchored={}).wrong
    all_anchored = {row["number"]: row["seal"] for row in entries(LENGTH)}
    (told,) = check(rows, head=head, anchored=all_anchored).wrong
    assert "40 were anchored and are gone" in told


@pytest.fixture
def own_data(tmp_path, settings):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def written(db, own_data, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            record(by="person:1", action="read", now=NOW, detail={"number": number})


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update core_auditentry set actor = 'person:2' where number = 3",
        "delete from core_auditentry where number = 3",
        "delete from core_auditentry where number = 5",
        "update core_auditentry set number = number + 100 where number = 5",
        "update core_audithead set number = 4",
        "delete from core_audithead",
    ],
)
def test_the_command_finds_what_was_done_in_the_database(written, statement):
    call_command("audit", "verify", stdout=StringIO())
    _sql(statement)
    with pytest.raises(CommandError):
        call_command("audit", "verify", stdout=StringIO())


def test_what_is_committed_is_anchored(written, own_data):
    assert sorted(anchors(own_data)) == [1, 2, 3, 4, 5]
    assert verify_audit().entries == 5
    anchor(own_data, 6, "f" * 64)
    assert verify_audit().wrong == ("the end: entries up to 6 were anchored and are gone",)
    assert anchor_file(own_data).is_file()


def test_what_is_rolled_back_leaves_no_entry(db, own_data):
    with transaction.atomic():
        record(by="person:1", action="changed", now=NOW)
        transaction.set_rollback(True)
    assert verify_audit() == check([], head=(0, ""), anchored={})
    assert not AuditEntry.objects.exists()


def test_the_model_itself_neither_changes_nor_deletes(written):
    entry = AuditEntry.objects.get(number=2)
    for attempt in (
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(actor="x"),
    ):
        with pytest.raises(TypeError):
            attempt()


def test_reading_the_log_is_written_down(people, sign_in):
    sign_in("head").get("/p/harrowmere/audit/")
    last = AuditEntry.objects.order_by("number").last()
    assert (last.action, last.partnership) == ("audit log read", "harrowmere")
