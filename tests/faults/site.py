"""The whole site in processes of its own that a test can kill: PostgreSQL, the worker, the server.

Everything is started the way it is in production, but for HTTPS, and killed with SIGKILL.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
FOUND = ROOT / "tests" / "faults" / "found_site.py"
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def kill(process: subprocess.Popen | psutil.Process) -> None:
    """It and all that it has started, at once and without a word."""
    try:
        family = psutil.Process(process.pid)
        for one in [family, *family.children(recursive=True)]:
            _kill(one)
    except psutil.NoSuchProcess:
        return


def _kill(one: psutil.Process) -> None:
    try:
        one.send_signal(signal.SIGKILL)
    except psutil.NoSuchProcess:
        return


class Postgres:
    """Debian's PostgreSQL over a folder of its own; fsync is on, as in production."""

    def __init__(self) -> None:
        if not POSTGRES:
            pytest.skip("PostgreSQL is not installed (on Debian: apt-get install postgresql)")
        # A folder of its own straight under /tmp: the user of PostgreSQL's processes must reach it.
        self.bin, self.port = POSTGRES[-1].parent, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="watchward-faults-"))
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "watchward", "-A", "trust")
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://watchward@127.0.0.1:{self.port}/postgres"

    def _run(self, program: str, *words: str) -> None:
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run(
            [*user, str(self.bin / program), *words], cwd="/", check=True, capture_output=True
        )

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder}"
        log = str(self.folder / "log")
        data = str(self.folder / "data")
        self._run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", log, "-o", options, "start")
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        # Remembers when it began: a number that another process has been given since is not killed.
        self.postmaster = psutil.Process(pid)

    def kill(self) -> None:
        try:
            family = [self.postmaster, *self.postmaster.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for one in family:
            _kill(one)
        psutil.wait_procs(family, timeout=10)

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Site:
    """The site's processes over one data folder; without PostgreSQL the server does the jobs."""

    folder: Path
    postgres: Postgres | None = None
    settings: str = "watchward_web.project.settings"
    port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        made = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": self.settings,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "WATCHWARD_WEB_DATA": str(self.folder),
            "PORT": str(self.port),
        }
        made.pop("DATABASE_URL", None)
        return made | ({"DATABASE_URL": self.postgres.url} if self.postgres else {})

    def found(self, providers: tuple[str, ...]) -> dict[str, str]:
        """Tables, a partnership, an agency and a key for each provider: provider -> key."""
        done = subprocess.run(
            [sys.executable, str(FOUND), *providers],
            cwd=ROOT,
            env=self.env,
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(done.stdout.splitlines()[-1])

    def start(self, *names: str) -> None:
        words = {
            "server": [str(BIN / "gunicorn"), "--config", "python:watchward_web.project.gunicorn"],
            "worker": [sys.executable, "manage.py", "worker"],
        }
        for name in names:
            if name == "postgres":
                assert self.postgres
                self.postgres.start()
                continue
            log = (self.folder / f"{name}.log").open("ab")
            self.running[name] = subprocess.Popen(
                words[name], cwd=ROOT, env=self.env, stdout=log, stderr=log
            )
            log.close()

    def kill(self, name: str) -> None:
        if name == "postgres":
            assert self.postgres
            self.postgres.kill()
            return
        kill(self.running[name])
        self.running.pop(name).wait()

    def close(self) -> None:
        for name in list(self.running):
            self.kill(name)
        if self.postgres:
            self.postgres.close()

    def wait_ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).close()
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
            else:
                return
        pytest.fail("the site did not come up within a minute")

    def ask(self, *words: str) -> str:
        """A command of the site's own."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
        )
        return f"{done.stdout}{done.stderr}"
