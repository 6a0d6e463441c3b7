"""Killed at any request to MESH, at the hospital or at the hub, and done again: received once."""

import os
import subprocess
import sys

import pytest

from tests.mesh_line import HUB, line, store
from tests.mesh_server import PASSWORD, SHARED
from watchward.hub.ledger import accounts, receipts

__all__ = ["line", "store"]
SMALL_PARTS = (
    "from watchward.provider.send import mesh; mesh.send_by_mesh.__kwdefaults__['part'] = 2000\n"
    "from watchward.cli import main; main()"
)


class Sides:
    """Both commands, each in a process of its own, which the server kills at its n-th request."""

    def __init__(self, line):
        self.line, self.package = line, line.sealed()
        self.words = {
            "ward": ["send", str(self.package), "--to", f"mesh://{HUB}"],
            "hub": ["collect", "--from", f"mesh://{HUB}", "--store", str(line.store.path)],
        }

    def run(self, side, *, fatal=0):
        self.line.mesh.deeds.clear()
        env = os.environ | {
            "WATCHWARD_HOME": str(self.line.folder / side),
            "WATCHWARD_MESH_PASSWORD": PASSWORD,
            "WATCHWARD_MESH_SHARED_KEY": SHARED,
        }
        words = [sys.executable, "-c", SMALL_PARTS, *self.words[side]]
        child = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL)

        def kill(_, deeds):
            if deeds == fatal:
                child.kill()
                child.wait()

        self.line.mesh.after = kill
        return child.wait(60)


def killed(line, side):
    sides = Sides(line)
    if side == "hub":
        assert sides.run("ward") == 0
    assert sides.run(side) == 0
    total = len(line.mesh.deeds)
    assert total >= 5, "it takes several requests"
    for at in range(1, total + 1):
        if side == "hub":
            assert sides.run("ward") == 0
        assert sides.run(side, fatal=at) == -9, f"request {at} of {total}"
        assert sides.run("ward") == 0
        assert sides.run("hub") == 0
        assert line.mesh.inbox(HUB) == []
        assert [receipt.accepted for receipt in receipts(line.store)] == [400]
        assert all(account["adds_up"] for account in accounts(line.store))
    return total


@pytest.mark.nightly
@pytest.mark.parametrize("side", ["ward", "hub"])
def test_killed_at_every_request(line, side):
    assert killed(line, side) >= 5
