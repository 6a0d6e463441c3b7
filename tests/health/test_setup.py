"""Where a machine lacks something, setting up says last the one command that helps."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.health.tree import ROOT

# What a bare system has; neither uv nor apt-get nor a browser is among them.
BARE = ("sh", "dirname", "cat", "cksum", "tr", "mkdir", "rm", "id", "find", "sed", "grep", "head")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The scripts and locks alone, so that nothing here touches the real .venv or .tools."""
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, tmp_path / "clone" / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "clone")
    return tmp_path / "clone"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of programs for PATH, to which a test adds what its machine has."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in BARE:
        (folder / name).symlink_to(str(shutil.which(name)))
    return folder


def _add(folder: Path, name: str, script: str) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    return program


def _run(clone: Path, bare: Path, *words: str, **env: str) -> tuple[int, str, str]:
    told = subprocess.run(
        ["sh", *words],
        cwd=clone,
        env={"PATH": str(bare), "HOME": str(clone), **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return told.returncode, told.stdout.strip(), told.stderr.strip()


def test_without_a_python_the_last_line_is_a_command(clone, bare):
    code, out, err = _run(clone, bare, "scripts/setup.sh", "demo")
    assert (code, out) == (1, "")
    assert "WATCHWARD_PYTHON=" in err.splitlines()[-1]


def test_with_an_old_python_on_debian_the_last_line_installs_one(clone, bare):
    _add(bare, "python3", "exit 1")
    _add(bare, "apt-get", "exit 1")
    code, _, err = _run(clone, bare, "scripts/find-python.sh")
    assert code == 1
    assert err.splitlines()[-1] == "apt-get install python3"


def test_a_name_that_does_not_run_is_passed_over(clone, bare):
    _add(bare, "python3", "exit 127")
    (bare / "python3.11").symlink_to(sys.executable)
    code, out, _ = _run(clone, bare, "scripts/find-python.sh")
    assert code == 0
    assert os.path.realpath(out) == os.path.realpath(sys.executable)


def test_a_python_with_neither_venv_nor_pip_asks_for_venv(clone, bare):
    python = _add(bare, "python3", "exit 1")
    _add(bare, "apt-get", "exit 1")
    code, out, err = _run(clone, bare, "scripts/find-uv.sh", str(python))
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == "apt-get install python3-venv"


def test_a_uv_on_path_is_the_one_used(clone, bare):
    uv = _add(bare, "uv", "echo uv 0.0.0")
    code, out, _ = _run(clone, bare, "scripts/find-uv.sh", "python-is-not-needed")
    assert (code, out) == (0, str(uv))
    assert not (clone / ".tools").exists()


def test_a_browser_that_does_not_start_is_said(clone, bare):
    code, out, err = _run(
        clone, bare, "scripts/find-browser.sh", WATCHWARD_BROWSER=str(bare / "nothing")
    )
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == "unset WATCHWARD_BROWSER"


def test_without_any_browser_the_last_line_is_a_command(clone, bare):
    code, _, err = _run(clone, bare, "scripts/find-browser.sh")
    assert code == 1
    assert err.splitlines()[-1].startswith("WATCHWARD_BROWSER=")


def test_a_second_setup_installs_nothing(clone, bare):
    calls = clone / "calls"
    venv = clone / ".venv" / "bin"
    venv.mkdir(parents=True)
    _add(venv, "python", "exit 0")
    _add(venv, "watchward", "exit 0")
    _add(bare, "uv", f'echo "$*" >> "{calls}"')
    (bare / "python3").symlink_to(sys.executable)
    assert _run(clone, bare, "scripts/setup.sh", "dev")[0] == 0
    installed = [line for line in calls.read_text("utf-8").splitlines() if "pip install" in line]
    assert len(installed) == 2
    assert "--require-hashes" in installed[0]
    assert "--no-deps" in installed[1]
    for name in ("dev", "demo"):
        assert _run(clone, bare, "scripts/setup.sh", name)[0] == 0
    again = [line for line in calls.read_text("utf-8").splitlines() if "pip install" in line]
    assert again == installed
    (clone / "requirements" / "dev.lock").write_text("changed==1\n", "utf-8")
    assert _run(clone, bare, "scripts/setup.sh", "dev")[0] == 0
    assert len(calls.read_text("utf-8").splitlines()) > len(again)
