"""Runs one command in a child of its own and says how long it took and its peak memory."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(os.environ.get("WATCHWARD_SHARED", Path(__file__).parents[2] / "shared"))


@dataclass(frozen=True)
class Spent:
    """Seconds of wall clock, and the child's peak resident memory in MB."""

    seconds: float
    rss_mb: float
    out: str


def spend(*command: object, home: Path) -> Spent:
    """Run a command to its end; one that fails stops the benchmark."""
    env = {**os.environ, "WATCHWARD_HOME": str(home)}
    began = time.perf_counter()
    child = subprocess.Popen(
        [str(part) for part in command], env=env, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"benchmark child failed with status {status}")
    return Spent(seconds, usage.ru_maxrss / 1024, out)


def load() -> str:
    """How many wanted the machine in the last minute: what others take, a ratio does not mend."""
    return f"load {os.getloadavg()[0]:.1f} before"


def watchward(*args: object, home: Path) -> Spent:
    """The installed command."""
    return spend(sys.executable, "-m", "watchward.cli", *args, home=home)


def python(code: str, home: Path) -> Spent:
    """A peer's script, in the same interpreter."""
    return spend(sys.executable, "-c", code, home=home)
