"""Killed at any step of a sending by SFTP, and sent again: received once, nothing half anywhere."""

import asyncio
import os
import subprocess
import sys

import pytest

from tests.faults.packages import SETTINGS
from tests.functional.test_collect import NOW, store
from tests.functional.test_sftp import sealed
from tests.provider_extracts import left_in
from tests.sftp_server import Depot
from watchward.hub.collect.folder import collect
from watchward.hub.ledger import accounts, receipts
from watchward.provider.send.ssh import Server, trust

__all__ = ["store"]
SMALL_BLOCKS = (
    "from watchward.provider.send import sftp; sftp.BLOCK = 700\n"
    "from watchward.cli import main; main()"
)


class Sending:
    """The command in a process of its own, which the server kills at its n-th deed."""

    def __init__(self, folder, depot):
        self.home, self.depot = folder / "home", depot
        server = Server.parse(depot.address)
        asyncio.run(trust(server, self.home / "sftp", fingerprint=depot.fingerprint))

    def run(self, package, *, fatal=0):
        self.depot.deeds.clear()
        words = ["send", str(package), "--to", self.depot.address]
        env = os.environ | {
            "WATCHWARD_HOME": str(self.home),
            "WATCHWARD_SFTP_PASSWORD": self.depot.password,
        }
        child = subprocess.Popen([sys.executable, "-c", SMALL_BLOCKS, *words], env=env)

        def kill(*_):
            if len(self.depot.deeds) == fatal:
                child.kill()

        self.depot.before = kill
        return child.wait(60)


def killed(tmp_path, store, points):
    (tmp_path / "share").mkdir(exist_ok=True)
    depot = Depot(tmp_path / "share")
    try:
        sending, package = Sending(tmp_path, depot), sealed(tmp_path, store)
        assert sending.run(package) == 0
        total = len(depot.deeds)
        assert total >= 8, "it goes in several blocks"
        chosen = range(1, total, max(1, total // points))
        for at in chosen:
            (tmp_path / "share" / package.name).unlink(missing_ok=True)
            assert sending.run(package, fatal=at) == -9, f"deed {at} of {total}"
            whole = [name for name in left_in(tmp_path / "share") if not name.startswith(".")]
            assert whole in ([], [package.name])
            assert sending.run(package) == 0
            assert left_in(tmp_path / "share") == [package.name]
            assert (tmp_path / "share" / package.name).read_bytes() == package.read_bytes()
    finally:
        depot.close()
    share = {"by": "ana", "now": NOW, "settings": SETTINGS}
    (one,) = collect(tmp_path / "share", store=store, **share)
    assert one.receipt.accepted == 400
    assert len(receipts(store)) == 1
    assert all(account["adds_up"] for account in accounts(store))
    return len(chosen)


def test_killed_at_some_steps(tmp_path, store):
    assert killed(tmp_path, store, 2) >= 2


@pytest.mark.nightly
def test_killed_at_every_step(tmp_path, store):
    assert killed(tmp_path, store, 1000) >= 20
