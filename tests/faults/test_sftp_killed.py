"""Killed at any step of a sending by SFTP, and sent again: received once, nothing half anywhere."""

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
from watchward.provider.send.awaiting import settled
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
        settled(trust(server, self.home / "sftp", fingerprint=depot.fingerprint))

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


class Killed:
    """A depot, a package, and sendings of it that are killed."""

    def __init__(self, tmp_path, store):
        self.share, self.store = tmp_path / "share", store
        self.share.mkdir(exist_ok=True)
        self.depot = Depot(self.share)
        self.sending, self.package = Sending(tmp_path, self.depot), sealed(tmp_path, store)

    def total(self):
        """How many deeds a whole sending is."""
        assert self.sending.run(self.package) == 0
        return len(self.depot.deeds)

    def at(self, deed):
        """Killed there, then sent again."""
        (self.share / self.package.name).unlink(missing_ok=True)
        assert self.sending.run(self.package, fatal=deed) == -9, f"deed {deed} was not reached"
        whole = [name for name in left_in(self.share) if not name.startswith(".")]
        assert whole in ([], [self.package.name])
        assert self.sending.run(self.package) == 0
        assert left_in(self.share) == [self.package.name]
        assert (self.share / self.package.name).read_bytes() == self.package.read_bytes()

    def collected(self):
        """Once, and every row."""
        how = {"by": "ana", "now": NOW, "settings": SETTINGS}
        (one,) = collect(self.share, store=self.store, **how)
        assert one.receipt.accepted == 400
        assert len(receipts(self.store)) == 1
        assert all(account["adds_up"] for account in accounts(self.store))


@pytest.fixture
def killed(tmp_path, store):
    made = Killed(tmp_path, store)
    yield made
    made.depot.close()


def test_killed_in_the_middle_of_it(killed):
    killed.at(6)
    killed.collected()


@pytest.mark.nightly
def test_killed_at_every_step(killed):
    total = killed.total()
    assert total >= 20, "it goes in many blocks"
    for deed in range(1, total):
        killed.at(deed)
    killed.collected()
