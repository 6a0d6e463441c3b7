"""A process that changes a store in children of its own and has them killed where it is told.

It imports everything and starts no thread, so that a child is a fork and costs milliseconds. A
child is killed before the n-th line of the files that write, or some time after it began: the
second way also strikes inside the libraries that write Parquet and Delta.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

from tests.faults.packages import NOW, SETTINGS
from watchward.contract.period import Period
from watchward.errors import Refusal
from watchward.hub.collect.folder import collect
from watchward.hub.flow import receive
from watchward.hub.locks import lock
from watchward.hub.retention import remove
from watchward.lake.store import Store, open_store
from watchward.provider.receipts import note_sent
from watchward.provider.send import send

ROOT = Path(__file__).resolve().parents[2]
WRITING = tuple(
    str(ROOT / "src" / "watchward" / name)
    for name in (
        "hub/collect/folder.py",
        "hub/events.py",
        "hub/flow.py",
        "hub/ledger.py",
        "hub/locks.py",
        "hub/opened.py",
        "hub/quarantine.py",
        "hub/receive.py",
        "hub/recover.py",
        "hub/removal.py",
        "hub/retention.py",
        "hub/signed.py",
        "hub/store.py",
        "lake/commit.py",
        "lake/ledger_file.py",
        "lake/lock.py",
        "lake/removal.py",
        "lake/tables.py",
        "provider/receipts.py",
        "provider/send/folder.py",
    )
)


def _receive(store: Store, package: str) -> None:
    receive(Path(package), store=store, by="ana", now=NOW, settings=SETTINGS)


def _collect(store: Store, folder: str) -> None:
    for _ in collect(Path(folder), store=store, by="ana", now=NOW, settings=SETTINGS):
        pass


def _send(store: Store, package: str) -> None:
    """To the folder `share` beside the store, and noted in `sent`."""
    send(Path(package), store.path.parent / "share")
    note_sent(Path(package), to="share", sent=store.path.parent / "sent", now=NOW)


def _remove(store: Store, _: str) -> None:
    remove(store, reason="its time is up", by="ana", now=NOW)


def _lock(store: Store, _: str) -> None:
    lock(store, **SHUT, reason="used", by="ana", now=NOW)


SHUT: dict[str, Any] = {
    "provider": "testford",
    "dataset": "ambulance_call",
    "period": Period.parse("2021-03"),
}
DEEDS = {
    "receive": _receive,
    "send": _send,
    "collect": _collect,
    "remove": _remove,
    "lock": _lock,
}


class Lines:
    """Counts the lines run in the files that write; at one of them the process dies."""

    def __init__(self, fatal: int) -> None:
        self.run = 0
        self.fatal = fatal

    def __call__(self, frame: FrameType, event: str, _: Any) -> "Lines | None":
        if event == "call" and not frame.f_code.co_filename.startswith(WRITING):
            return None
        if event == "line":
            self.run += 1
            if self.run == self.fatal:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def _child(order: dict[str, Any], say: int) -> None:
    lines = Lines(order.get("line", 0))
    if "largest_file" in order:
        most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest_file"], most))
    sys.settrace(lines)
    try:
        DEEDS[order.get("do", "receive")](open_store(Path(order["store"])), order["package"])
    except Refusal as refusal:
        os.write(say, str(refusal).encode())
        os._exit(refusal.exit_code)
    except BaseException as error:  # noqa: BLE001 the test says whatever it was
        os.write(say, "".join(traceback.format_exception(error)).encode())
        os._exit(1)
    finally:
        sys.settrace(None)
    os.write(say, str(lines.run).encode())
    os._exit(0)


def _told(order: dict[str, Any]) -> dict[str, Any]:
    hear, say = os.pipe()
    child = os.fork()
    if child == 0:
        _child(order, say)
    os.close(say)
    if "seconds" in order:
        time.sleep(order["seconds"])
        os.kill(child, signal.SIGKILL)
    with os.fdopen(hear, "rb") as said:
        words = said.read().decode()
    _, status = os.waitpid(child, 0)
    return {"status": os.waitstatus_to_exitcode(status), "said": words}


def main() -> None:
    """One order a line on standard input, one answer a line on standard output."""
    for order in sys.stdin:
        sys.stdout.write(json.dumps(_told(json.loads(order))) + "\n")
        sys.stdout.flush()


class Executioner:
    """The test's end of that process."""

    def __init__(self) -> None:
        self.said = ""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.dying"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def order(self, store: Path, package: Path, **how: float | str) -> int:
        """Exit status of a child that receives `package`: 0 done, -9 killed, else refused.

        With `do` it removes what is due, or locks, and `package` is nobody's. `said` is then its
        refusal, or how many lines it ran.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        written = {"store": str(store), "package": str(package), **how}
        self._process.stdin.write(json.dumps(written) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        self.said = answer["said"]
        return int(answer["status"])

    def close(self) -> None:
        """End it, and leave no pipe open."""
        self._process.communicate()


if __name__ == "__main__":
    main()
