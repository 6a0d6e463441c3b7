"""A shared folder there and back: sent, collected once, a receipt that only the hub can sign."""

import contextlib
import datetime as dt
import json
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from typer.testing import CliRunner

from tests.faults.packages import SETTINGS
from tests.provider_extracts import ED_ROW, ed_csv, left_in, make
from watchward.cli import app
from watchward.contract.hub_key import RECEIPT
from watchward.errors import PackageRefusal, StoreRefusal
from watchward.hub.collect.folder import collect
from watchward.hub.keys import known_keys, make_keys
from watchward.hub.ledger import accounts, receipts
from watchward.lake.store import open_store
from watchward.provider.hubs import add_hub
from watchward.provider.receipts import (
    keep_receipt,
    kept_receipts,
    lacking,
    note_sent,
    sent_packages,
    stem,
)
from watchward.provider.send import send
from watchward.provider.send.folder import pick_up

NOW = dt.datetime(2025, 4, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
OTHER_ROW = ED_ROW.replace("A1", "A2")


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "store", create=True)
    make_keys(made, "testford", by="ana", now=NOW)
    (tmp_path / "hub.toml").write_text(known_keys(made).to_text())
    published = known_keys(made).published
    add_hub(tmp_path / "hub.toml", hubs=tmp_path / "hubs", fingerprint=published.fingerprint)
    (tmp_path / "share").mkdir()
    return made


def sent(folder, store, *rows):
    to = known_keys(store).published
    path = make(folder, ed_csv(*rows), hub=to, receiver=to.code).package
    send(path, folder / "share")
    note_sent(path, to="share", sent=folder / "sent", now=NOW)
    return path


def take(folder, store, now=NOW):
    share = folder / "share"
    return list(collect(share, store=store, by="ana", now=now, settings=SETTINGS))


def pick(folder):
    ours = {one.package for one in sent_packages(folder / "sent")}
    where = {"hubs": folder / "hubs", "kept": folder / "kept"}
    return pick_up(folder / "share", ours=ours, **where)


def test_sent_collected_and_its_receipt_kept(tmp_path, store):
    path = sent(tmp_path, store)
    waiting = sent_packages(tmp_path / "sent")
    assert lacking(waiting, (), days=3, now=NOW + 2 * DAY) == ()
    assert [one.package for one in lacking(waiting, (), days=3, now=NOW + 3 * DAY)] == [
        stem(path.name)
    ]
    (one,) = take(tmp_path, store)
    assert (one.file, one.receipt.accepted, one.already) == (path.name, 1, False)
    assert left_in(tmp_path / "share") == ["done", "receipts"]
    assert left_in(tmp_path / "share" / "done") == [path.name]
    assert pick(tmp_path).receipts == (one.receipt,)
    kept, bad = kept_receipts(tmp_path / "kept", hubs=tmp_path / "hubs")
    assert (kept, bad) == ((one.receipt,), ())
    assert lacking(waiting, kept, days=0, now=NOW + 99 * DAY) == ()
    text = (tmp_path / "share" / "receipts" / f"{one.receipt.id}.json").read_text()
    assert text == (store.receipts / f"{one.receipt.id}.json").read_text()


def test_what_is_not_a_whole_package_stays_untouched(tmp_path, store):
    path = sent(tmp_path, store)
    share = tmp_path / "share"
    left = [".x.wwp.77.part", ".hidden.wwp.age", "notes.txt", "x.wwp.part"]
    for name in left:
        (share / name).write_bytes(b"half")
    (share / "link.wwp").symlink_to(path)
    (share / "folder.wwp").mkdir()
    assert len(take(tmp_path, store)) == 1
    assert set(left_in(share)) == {*left, "link.wwp", "folder.wwp", "done", "receipts"}


def test_two_of_one_period_one_wins_and_the_other_is_told(tmp_path, store):
    paths = sorted([sent(tmp_path, store), sent(tmp_path, store, ED_ROW, OTHER_ROW)])
    first, second = take(tmp_path, store)
    assert (first.file, second.file) == (paths[0].name, paths[1].name)
    assert first.receipt
    assert second.receipt is None
    assert left_in(tmp_path / "share" / "refused") == [paths[1].name, f"{paths[1].name}.txt"]
    found = pick(tmp_path)
    assert found.receipts == (first.receipt,)
    assert list(found.turned_away) == [stem(paths[1].name)]
    assert "already held" in found.turned_away[stem(paths[1].name)]
    assert len(receipts(store)) == 1


@pytest.mark.parametrize(
    "times", [5, pytest.param(100, marks=pytest.mark.nightly)], ids=["some", "many"]
)
def test_played_again_it_is_one_row_and_the_same_receipt(tmp_path, store, times):
    for at in range(times):
        path = sent(tmp_path, store)
        (one,) = take(tmp_path, store)
        assert one.already == (at > 0)
        assert left_in(tmp_path / "share" / "done") == [path.name]
    assert left_in(tmp_path / "share" / "receipts") == [f"{one.receipt.id}.json"]
    assert [account["stored"] for account in accounts(store)] == [1]


def test_two_that_collect_at_once_receive_it_once(tmp_path, store):
    path = sent(tmp_path, store)

    def attempt(_):
        with contextlib.suppress(StoreRefusal):  # the other one holds the store
            take(tmp_path, store)

    with ThreadPoolExecutor(2) as both:
        list(both.map(attempt, range(2)))
    take(tmp_path, store)
    assert left_in(tmp_path / "share") == ["done", "receipts"]
    assert left_in(tmp_path / "share" / "done") == [path.name]
    assert [account["stored"] for account in accounts(store)] == [1]


def test_a_clock_that_is_wrong_is_said_and_the_package_can_come_again(tmp_path, store):
    sent(tmp_path, store)
    (one,) = take(tmp_path, store, now=NOW - 30 * DAY)
    assert "clock" in str(one.refusal)
    sent(tmp_path, store)
    (again,) = take(tmp_path, store)
    assert again.receipt


def test_a_full_disk_leaves_the_package_where_it_was(tmp_path, store, monkeypatch):
    path = sent(tmp_path, store)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    for place in ("hub.opened.decrypt", "hub.signed.written_whole"):
        with monkeypatch.context() as patched:
            patched.setattr(f"watchward.{place}", full)
            with pytest.raises(StoreRefusal, match=r"disk is full|cannot be written"):
                take(tmp_path, store)
        assert path.name in left_in(tmp_path / "share")
    (one,) = take(tmp_path, store)
    assert one.already, "the second time it was stored, and only its receipt was missing"
    assert pick(tmp_path).receipts == (one.receipt,)


def test_a_folder_that_leads_elsewhere_is_not_used(tmp_path, store):
    path = sent(tmp_path, store)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "share" / "done").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreRefusal, match="a link"):
        take(tmp_path, store)
    assert path.name in left_in(tmp_path / "share")


def forged(text, how):
    told = json.loads(text)
    if how == "another count":
        told |= {"accepted": told["accepted"] - 1, "rejected": told["rejected"] + 1}
    elif how == "another hub":
        told["hub"] = "elsewhere"
    elif how == "no signature":
        del told["signature"]
    elif how == "another's signature":
        told["signature"] = "00" * 64
    elif how == "wrong kinds":
        told["reasons"] = [1]
    else:
        return "not even JSON"
    return json.dumps(told)


HOWS = ["another count", "another hub", "no signature", "another's signature", "wrong kinds", "-"]


@pytest.mark.parametrize("how", HOWS)
def test_a_forged_receipt_is_refused(tmp_path, store, how):
    sent(tmp_path, store)
    take(tmp_path, store)
    (path,) = (tmp_path / "share" / "receipts").iterdir()
    path.write_text(forged(path.read_text(), how))
    found = pick(tmp_path)
    assert found.receipts == ()
    assert len(found.refused) == 1
    assert left_in(tmp_path / "kept") == []


def test_a_receipt_of_another_version_is_still_the_hubs(tmp_path, store):
    """Signed is what was said, not what this version would say."""
    sent(tmp_path, store)
    (one,) = take(tmp_path, store)
    keys = known_keys(store)
    told = {**one.receipt.to_json(), "hub": keys.code, "later": 1}
    del told["left_out"]
    signed = RECEIPT + json.dumps(told, sort_keys=True).encode()
    where = {"hubs": tmp_path / "hubs", "kept": tmp_path / "kept", "where": "x"}
    text = json.dumps({**told, "signature": keys.sign(signed).hex()})
    assert keep_receipt(text, **where) == one.receipt
    with pytest.raises(PackageRefusal, match="as the hub signed it"):
        keep_receipt(text.replace('"later": 1', '"later": 2'), **where)


def test_every_changed_character_of_a_receipt_is_found(tmp_path, store):
    sent(tmp_path, store)
    (one,) = take(tmp_path, store)
    text = (store.receipts / f"{one.receipt.id}.json").read_text()
    where = {"hubs": tmp_path / "hubs", "kept": tmp_path / "kept", "where": "x"}
    chance = random.Random(4)
    for _ in range(300):
        at = chance.randrange(len(text))
        changed = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
        with contextlib.suppress(PackageRefusal):
            assert keep_receipt(changed, **where) == one.receipt, "only the layout was changed"


def test_the_commands_there_and_back(tmp_path, store, monkeypatch):
    monkeypatch.setenv("WATCHWARD_HOME", str(tmp_path))
    to = known_keys(store).published
    path = make(tmp_path, ed_csv(), hub=to, receiver=to.code).package
    share, runner = str(tmp_path / "share"), CliRunner()

    def run(*words):
        return runner.invoke(app, list(words))

    assert run("send", str(path), "--to", share).exit_code == 0
    told = run("receipts", "--days", "0").stdout
    assert "No receipt is kept here yet." in told
    assert f"No receipt yet: {stem(path.name)}" in told
    monkeypatch.setattr("watchward.cli.collect.now", lambda: NOW)
    done = run("collect", "--from", share, "--store", str(store.path))
    assert done.stdout.startswith(f"received: {path.name} R-")
    again = run("collect", "--from", share, "--store", str(store.path))
    assert "no package to collect" in again.stdout
    told = run("receipts", "--from", share, "--days", "0", "--provider", "city-hospital")
    assert told.exit_code == 0, told.output
    assert "R-" in told.stdout
    assert "No receipt yet" not in told.stdout
    (kept,) = (tmp_path / "receipts").iterdir()
    kept.write_text(forged(kept.read_text(), "another count"))
    told = run("receipts", "--days", "0")
    assert told.exit_code == 5
    assert "not a receipt as the hub signed it" in told.stderr
    assert "No receipt yet" in told.stdout
