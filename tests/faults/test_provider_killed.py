"""Killed or out of room at any moment: no half package, no name on the disk, a second try works.

Each kill is at the nth thing that the run asks the operating system to do in its folder (an audit
event), so that no moment between two steps is left out, however short it is.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.provider_extracts import ED, ED_ROW, ed_csv, left_in
from watchward.contract.container import SUFFIX, read_package
from watchward.contract.signature import verify

PLANTED = "Planted Example"
RUN = """
import datetime as dt, os, resource, sys
from pathlib import Path
from watchward.contract.dataset import dataset
from watchward.errors import Refusal
from watchward.provider.flow import prepare
folder, kill_at, room = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
count = 0
def watch(event, said):
    global count
    if event.partition(".")[0] in ("open", "os", "tempfile") and str(folder) in repr(said):
        count += 1
        if count == kill_at:
            os._exit(137)
def run(name):
    return prepare(folder / name, dataset=dataset("ed_assault"), provider="city-hospital",
        out=folder / "out", keys=folder / "keys", made_at=dt.datetime(2025, 4, 2, tzinfo=dt.UTC),
        synthetic=True)
sys.addaudithook(watch)
if room:
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    print(run("x.csv").package.name)
except Refusal as refusal:
    print(type(refusal).__name__, refusal)
    sys.exit(refusal.exit_code)
print(count)
"""


def extract(folder: Path, rows: int = 2_000) -> None:
    lines = (f"{ED_ROW.replace('A1', f'A{n}')},{PLANTED} {n}" for n in range(rows))
    (folder / "x.csv").write_text(ed_csv(*lines, header=f"{ED},patient name"))


def run(folder: Path, *, kill_at: int = 0, room: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, str(folder), str(kill_at), str(room)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def packages(folder: Path) -> list[str]:
    return [name for name in left_in(folder / "out") if name.endswith(SUFFIX)]


def check_nothing_half_done(folder: Path) -> None:
    for name in packages(folder):
        assert read_package(folder / "out" / name, verify=verify).manifest.rows_packaged == 2_000
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "x.csv":
            assert PLANTED.encode() not in path.read_bytes()


@pytest.mark.slow
def test_killed_at_any_step_nothing_is_half_done(tmp_path):
    extract(tmp_path)
    whole, steps = run(tmp_path).stdout.split()
    assert packages(tmp_path) == [whole]
    assert int(steps) > 10
    for step in range(1, int(steps) + 1):
        folder = tmp_path / str(step)
        folder.mkdir()
        extract(folder)
        run(folder, kill_at=step)
        check_nothing_half_done(folder)
    again = run(folder := tmp_path / str(int(steps) // 2))
    assert again.returncode == 0, again.stderr
    check_nothing_half_done(folder)
    assert len(packages(folder)) == 1


@pytest.mark.parametrize("room", [1, 4_096, 20_000])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, room):
    extract(tmp_path)
    told = run(tmp_path, room=room)
    assert told.returncode in (2, 6), told.stderr
    assert "cannot be written" in told.stdout
    assert left_in(tmp_path / "out") == []


def test_a_folder_that_may_not_be_written_is_said(tmp_path):
    extract(tmp_path)
    (tmp_path / "out").write_text("in the way")
    told = run(tmp_path)
    assert told.returncode == 6
    assert told.stdout.startswith("StoreRefusal")
