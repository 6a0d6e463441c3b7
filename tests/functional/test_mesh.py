"""By NHS MESH there and back, against a mailbox server on loopback: once, whole, or told."""

import pytest
from typer.testing import CliRunner

from tests.functional.test_collect import NOW
from tests.mesh_line import HUB, SECRETS, WARD, line, store
from tests.mesh_server import PASSWORD, SHARED, Broken
from watchward.cli import app
from watchward.contract.mesh import connected
from watchward.errors import StoreRefusal
from watchward.hub.ledger import accounts, receipts
from watchward.provider.receipts import note_sent, stem

__all__ = ["line", "store"]
NIGHTLY = pytest.mark.nightly
NIGHTS = [pytest.param(deed, marks=NIGHTLY) for deed in ("GET inbox", "POST outbox")]


def test_sent_collected_and_its_receipt_kept(line):
    path = line.sealed()
    sent = line.send(path)
    assert (sent.state, sent.receipt) == ("sent", "")
    (number,) = line.mesh.inbox(HUB)
    assert number in sent.where
    assert line.mesh.bodies(HUB) == [path.read_bytes()]
    (one,) = line.collect()
    assert (one.file, one.receipt.accepted, one.already) == (path.name, 400, False)
    with connected(line.ward, SECRETS) as client:
        assert client.track_message(number)["status"] == "acknowledged"
    found = line.pick_up(path)
    assert (found.receipts, found.refused, found.turned_away) == ((one.receipt,), (), {})
    assert len(line.mesh.inbox(WARD)) == 1, "until it is written down it stays there"
    found.finish()
    assert line.mesh.inbox(WARD) == []


def test_a_big_one_goes_in_parts(line):
    path = line.sealed()
    size = path.stat().st_size
    line.send(path, part=500)
    (number,) = line.mesh.inbox(HUB)
    assert line.mesh.messages[number].total == -(-size // 500) > 10
    assert line.mesh.bodies(HUB) == [path.read_bytes()]
    assert [one.receipt.accepted for one in line.collect()] == [400]


def test_more_than_one_page_of_messages(line):
    path = line.sealed()
    for _ in range(5):
        line.send(path)
    found = line.collect()
    assert [one.already for one in found] == [False] + [True] * 4
    assert len(receipts(line.store)) == 1
    assert all(account["adds_up"] for account in accounts(line.store))
    told = line.pick_up(path)
    told.finish()
    assert {one.id for one in told.receipts} == {found[0].receipt.id}
    assert line.mesh.inbox(WARD) == []


@pytest.mark.parametrize("at", [5, *(pytest.param(n, marks=NIGHTLY) for n in (1, 2, 3, 9))])
def test_broken_in_the_middle_of_it_nothing_arrives_and_sent_again_it_does(line, at):
    path = line.sealed()
    seen = []

    def breaks(deed, _):
        seen.append(deed)
        if seen.count("POST outbox") >= at:
            raise Broken

    line.mesh.before = breaks
    with pytest.raises(StoreRefusal, match="does not answer as it should"):
        line.send(path, part=500)
    line.mesh.before = lambda *_: None
    assert line.collect() == []
    line.send(path, part=500)
    assert [one.receipt.accepted for one in line.collect()] == [400]


def test_an_answer_that_was_lost_counts_once(line):
    path = line.sealed()

    def loses(deed, _):
        if deed == "POST outbox":
            raise Broken

    line.mesh.after = loses
    with pytest.raises(StoreRefusal):
        line.send(path)
    line.mesh.after = lambda *_: None
    line.send(path)
    assert len(line.mesh.inbox(HUB)) == 2
    assert [one.already for one in line.collect()] == [False, True]
    assert len(receipts(line.store)) == 1


@pytest.mark.parametrize("deed", ["PUT inbox", *NIGHTS])
@pytest.mark.parametrize("moment", ["after", pytest.param("before", marks=NIGHTLY)])
def test_the_hub_broken_off_anywhere_receives_once(line, deed, moment):
    path = line.sealed()
    line.send(path, part=2000)
    count = []

    def breaks(what, _):
        count.append(what)
        if what == deed and (deed != "GET inbox" or count.count(what) > 2):
            raise Broken

    setattr(line.mesh, moment, breaks)
    with pytest.raises(StoreRefusal):
        line.collect()
    setattr(line.mesh, moment, lambda *_: None)
    line.collect()
    assert line.mesh.inbox(HUB) == []
    assert [receipt.accepted for receipt in receipts(line.store)] == [400]
    assert all(account["adds_up"] for account in accounts(line.store))
    assert {one.accepted for one in line.pick_up(path).receipts} == {400}


def test_a_message_that_nobody_fetched_is_reported(line):
    path = line.sealed()
    line.send(path)
    line.mesh.report(line.mesh.inbox(HUB)[0])
    found = line.pick_up(path)
    assert found.turned_away == {stem(path.name): "Message not collected"}
    found.finish()
    assert line.mesh.inbox(WARD) == []


def test_the_commands_there_and_back(line, monkeypatch):
    path, runner = line.sealed(), CliRunner()
    monkeypatch.setenv("WATCHWARD_MESH_PASSWORD", PASSWORD)
    monkeypatch.setenv("WATCHWARD_MESH_SHARED_KEY", SHARED)
    monkeypatch.setattr("watchward.cli.collect.now", lambda: NOW)

    def run(side, *words):
        monkeypatch.setenv("WATCHWARD_HOME", str(line.folder / side))
        return runner.invoke(app, list(words))

    (line.folder / "hubs").rename(line.folder / "ward" / "hubs")
    told = run("ward", "send", str(path), "--to", f"mesh://{HUB}")
    assert told.exit_code == 0, told.exception
    told = run("hub", "collect", "--from", f"mesh://{HUB}", "--store", str(line.store.path))
    assert told.stdout.startswith(f"received: {path.name} R-")
    told = run("ward", "receipts", "--from", f"mesh://{HUB}", "--days", "0")
    assert "No receipt yet" not in told.stdout
    assert line.mesh.inbox(WARD) == []
    told = run("hub", "collect", "--from", "mesh://WARD1", "--store", str(line.store.path))
    assert "not the mailbox that is set up here" in str(told.exception)
    note_sent(path, to="x", sent=line.folder / "sent", now=NOW)
