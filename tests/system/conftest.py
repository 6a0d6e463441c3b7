"""The installed command, run as a person runs it: a child process, its own home, its own folder."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("WATCHWARD_SHARED", REPOSITORY.parent / "shared"))


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Its stdout as plain data."""
        return json.loads(self.out)


@pytest.fixture
def watchward(tmp_path: Path) -> Callable[..., Ran]:
    """Run `watchward ARGS...`; `environment=` sets production."""

    def run(*args: object, **environ: str) -> Ran:
        env = {**os.environ, "WATCHWARD_HOME": str(tmp_path / "home"), "COLUMNS": "160", **environ}
        done = subprocess.run(
            [sys.executable, "-m", "watchward.cli", *map(str, args)],
            capture_output=True,
            text=True,
            env=env,
            cwd=tmp_path,
            check=False,
            timeout=300,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared development data, or a skip that says why."""
    if not (SHARED / "data").exists():
        pytest.skip("the shared development data is not beside the repository")
    return SHARED / "data"
