"""Killed while sending to a folder or collecting from it: once received, nothing left over."""

import shutil
from pathlib import Path

import pytest

from tests.faults.dying import Executioner
from tests.faults.packages import NOW
from tests.faults.test_receive_killed import ids
from tests.faults.test_sealed_killed import HELD, sealed
from tests.provider_extracts import left_in
from watchward.hub.keys import known_keys, make_keys
from watchward.hub.ledger import accounts, receipts
from watchward.lake.store import open_store
from watchward.provider.hubs import add_hub
from watchward.provider.receipts import package_of, sent_packages, stem
from watchward.provider.send.folder import pick_up


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """A hub that has received nothing, a sealed package, an empty share, and the hub's key."""
    folder = tmp_path_factory.mktemp("channel")
    store = open_store(folder / "store", create=True)
    make_keys(store, "testford", by="ana", now=NOW)
    path = sealed(folder, store, "first", HELD)
    (folder / "share").mkdir()
    keys = known_keys(store)
    (folder / "hub.toml").write_text(keys.to_text())
    add_hub(folder / "hub.toml", hubs=folder / "hubs", fingerprint=keys.published.fingerprint)
    return folder, path.name


class Channel:
    """A copy of the scene, in which one deed is killed and everything is then done again."""

    def __init__(self, folder: Path, scene, executioner: Executioner) -> None:
        original, self.package = scene
        shutil.copytree(original, folder)
        self.folder, self.executioner = folder, executioner
        self.store, self.share = folder / "store", folder / "share"

    def do(self, deed: str, **how) -> int:
        about = self.share if deed == "collect" else self.folder / self.package
        return self.executioner.order(self.store, about, do=deed, **how)

    def check(self) -> None:
        """After a last undisturbed send and collect."""
        assert self.do("send") == 0, self.executioner.said
        assert self.do("collect") == 0, self.executioner.said
        store = open_store(self.store)
        assert ids(store) == HELD
        (receipt,) = receipts(store)
        assert all(account["adds_up"] for account in accounts(store))
        assert left_in(store.incoming) == []
        whole = [name for name in left_in(self.share) if not name.startswith(".")]
        assert whole == ["done", "receipts"]
        assert left_in(self.share / "done") == [self.package]
        noted = sent_packages(self.folder / "sent")
        assert [one.to for one in noted] == ["share"]
        where = {"hubs": self.folder / "hubs", "kept": self.folder / "kept"}
        found = pick_up(self.share, ours={package_of(receipt)}, **where)
        assert (found.receipts, found.refused) == ((receipt,), ())
        shutil.rmtree(self.folder)


def killed_at(deed, points, tmp_path, scene, executioner):
    whole = Channel(tmp_path / "whole", scene, executioner)
    if deed == "collect":
        assert whole.do("send") == 0
    assert whole.do(deed) == 0, executioner.said
    total = int(executioner.said)
    chosen = range(1, total + 1, max(1, total // points))
    for line in chosen:
        channel = Channel(tmp_path / f"at-{line}", scene, executioner)
        if deed == "collect":
            assert channel.do("send") == 0
        assert channel.do(deed, line=line) == -9, f"line {line} of {total} was not reached"
        channel.check()
    return len(chosen)


@pytest.mark.parametrize("deed", ["send", "collect"])
def test_killed_at_some_lines_of_a_channel(tmp_path, scene, executioner, deed):
    assert killed_at(deed, 6, tmp_path, scene, executioner) >= 6


@pytest.mark.nightly
def test_killed_at_two_hundred_lines_of_collecting(tmp_path, scene, executioner):
    assert killed_at("collect", 200, tmp_path, scene, executioner) >= 200


def test_what_a_kill_left_half_written_is_nobodys(tmp_path, scene, executioner):
    """A part that stays in the share is never collected, and never kept for a receipt."""
    channel = Channel(tmp_path / "copy", scene, executioner)
    (channel.share / f".{channel.package}.1.part").write_bytes(b"half")
    (channel.share / "receipts").mkdir()
    (channel.share / "receipts" / ".R-1.json.1.part").write_bytes(b"half")
    assert channel.do("collect") == 0
    assert receipts(open_store(channel.store)) == ()
    found = pick_up(
        channel.share, ours={stem(channel.package)}, hubs=channel.folder / "hubs", kept=tmp_path
    )
    assert found.receipts == ()
