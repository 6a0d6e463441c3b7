"""A provider's key is followed, revoked, or forged: what the hub takes afterwards."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from tests.faults.packages import KEY, NOW, OTHER_KEY, SETTINGS, package, street
from watchward.cli import app
from watchward.contract.hand_over import HandOver
from watchward.errors import PackageRefusal, StoreRefusal, UsageRefusal
from watchward.hub.enrol import enrol, hand_over, keys, revoke
from watchward.hub.flow import receive
from watchward.hub.ledger import receipts
from watchward.lake.store import open_store
from watchward.provider.rotate import rotate_key
from watchward.provider.seal import provider_key, public_key

OLD, NEW = public_key(KEY), public_key(OTHER_KEY)
SAID = HandOver("testford", OLD, NEW, NOW.isoformat())


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "store", create=True)
    enrol(made, "testford", OLD, by="ana", now=NOW)
    return made


def take(folder, store, month, key=KEY):
    path = package(folder, month, [street(2, month)], period=month, key=key)
    return receive(path, store=store, by="ana", now=NOW, settings=SETTINGS)


def test_what_a_revoked_key_signed_stays_and_is_listed_and_nothing_more_comes(tmp_path, store):
    before = take(tmp_path, store, "2024-01")
    assert revoke(store, "testford", OLD, reason="stolen", by="ana", now=NOW) == (before.id,)
    with pytest.raises(PackageRefusal, match="withdrawn or revoked"):
        take(tmp_path, store, "2024-02")
    with pytest.raises(PackageRefusal, match="another key"):
        take(tmp_path, store, "2024-02", key=OTHER_KEY)
    assert [receipt.id for receipt in receipts(store)] == [before.id]
    with pytest.raises(UsageRefusal, match="never trusted again"):
        enrol(store, "testford", OLD, by="ana", now=NOW)
    enrol(store, "testford", NEW, by="ana", now=NOW)
    assert take(tmp_path, store, "2024-02", key=OTHER_KEY).key == "enrolled"


def test_a_new_key_stands_as_the_old_one_stood(tmp_path, store):
    take(tmp_path, store, "2024-01")
    assert hand_over(store, SAID, by="ana", now=NOW) == "enrolled"
    assert take(tmp_path, store, "2024-02", key=OTHER_KEY).key == "enrolled"
    with pytest.raises(PackageRefusal, match="withdrawn or revoked"):
        take(tmp_path, store, "2024-03")
    with pytest.raises(PackageRefusal, match="not this provider's present one"):
        hand_over(store, SAID, by="ana", now=NOW)


def test_a_pinned_key_hands_over_no_more_trust_than_it_had(tmp_path):
    store = open_store(tmp_path / "store", create=True)
    take(tmp_path, store, "2024-01")
    hand_over(store, SAID, by="ana", now=NOW)
    assert take(tmp_path, store, "2024-02", key=OTHER_KEY).key.startswith("pinned")


def test_a_revoked_key_hands_nothing_over(store):
    revoke(store, "testford", OLD, reason="stolen", by="ana", now=NOW)
    with pytest.raises(PackageRefusal, match="not this provider's present one"):
        hand_over(store, SAID, by="ana", now=NOW)


def test_a_hand_over_from_the_future_is_refused(store):
    later = HandOver("testford", OLD, NEW, (NOW + dt.timedelta(days=3)).isoformat())
    with pytest.raises(PackageRefusal, match="in the future"):
        hand_over(store, later, by="ana", now=NOW)
    assert [key["state"] for key in keys(store)] == ["enrolled"]


@pytest.mark.parametrize(("by_old", "by_new"), [(OTHER_KEY, OTHER_KEY), (KEY, KEY)])
def test_a_hand_over_that_one_key_did_not_sign_is_refused(by_old, by_new):
    with pytest.raises(PackageRefusal, match="not a hand-over"):
        HandOver.from_text(SAID.to_text(by_old.sign, by_new.sign), where="x")


def test_every_word_of_a_hand_over_is_signed():
    text = SAID.to_text(KEY.sign, OTHER_KEY.sign)
    assert HandOver.from_text(text, where="x") == SAID
    for name, other in (("testford", "elsewhere"), (NOW.isoformat(), "2020-01-01"), (OLD, NEW)):
        with pytest.raises(PackageRefusal, match="not a hand-over"):
            HandOver.from_text(text.replace(name, other), where="x")


def test_a_rotation_that_is_cut_short_goes_on_with_the_same_key(tmp_path):
    folder = tmp_path / "keys"
    old = public_key(provider_key(folder, "testford"))
    with pytest.raises(StoreRefusal, match="cannot be written"):
        rotate_key("testford", keys=folder, out=tmp_path / "nowhere", now=NOW)
    assert public_key(provider_key(folder, "testford")) == old
    [waiting] = folder.glob(".testford-next.key")
    meant = public_key(provider_key(folder, waiting.stem))
    statement = rotate_key("testford", keys=folder, out=tmp_path, now=NOW)
    said = HandOver.from_text(statement.read_text(), where="x")
    assert (said.old, said.new) == (old, meant)
    assert public_key(provider_key(folder, "testford")) == meant
    assert sorted(path.name for path in folder.iterdir()) == ["testford.key"]
    with pytest.raises(UsageRefusal, match="no key to follow"):
        rotate_key("another", keys=folder, out=tmp_path, now=NOW)


def test_the_commands_say_what_became_of_the_key(tmp_path, store, monkeypatch):
    monkeypatch.setenv("WATCHWARD_HOME", str(tmp_path))
    run = CliRunner().invoke
    provider_key(tmp_path / "keys", "city-hospital")
    assert run(app, ["key", "rotate", "city-hospital", "--out", str(tmp_path)]).exit_code == 0
    take(tmp_path, store, "2024-01")
    file = tmp_path / "hand-over.json"
    file.write_text(SAID.to_text(KEY.sign, OTHER_KEY.sign))
    at = ["--store", str(store.path), "--by", "ana"]
    told = run(app, ["enrol", "testford", *at, "--hand-over", str(file)])
    assert told.output.strip() == "testford: new key, enrolled."
    told = run(app, ["enrol", "testford", OLD, *at, "--revoke", "stolen"])
    assert "1 packages were signed with it" in told.output
    assert "signed by a revoked key" in told.output
    assert isinstance(run(app, ["enrol", "testford", *at]).exception, UsageRefusal)
