"""What is tracked names no machine and no registry's host, and the locks hold every hash."""

import re
import tomllib

import pytest

from tests.health.tree import ROOT, relative, tracked

# Built from pieces, so that this file does not find itself.
DOT = "."
SLASH = "/"
NEEDLES = tuple(
    needle.encode()
    for needle in (
        f"pypi{DOT}org",
        f"files{DOT}pythonhosted",
        f"registry{DOT}npmjs",
        f"deb{DOT}debian",
        f"crates{DOT}io",
        f"{SLASH}work{SLASH}",
        f"{SLASH}root{SLASH}",
        f"{SLASH}Users{SLASH}",
    )
)
LOCKS = ("provider", "demo", "dev", "serve", "spark", "uv", "peers")
LOOSE = 5 * 1024 * 1024


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.lock").read_text("utf-8")
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", text, flags=re.MULTILINE))


def test_no_tracked_file_names_a_machine_or_a_registry():
    found = [
        f"{relative(path)}: {needle.decode()}"
        for path in tracked()
        for needle in NEEDLES
        if needle in path.read_bytes()
    ]
    assert not found, f"say it without the address: {found}"


def test_no_tracked_file_is_large():
    large = {relative(path): size for path in tracked() if (size := path.stat().st_size) > LOOSE}
    assert not large, f"the repository holds code and small samples only: {large}"


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_has_its_hash(name):
    text = (ROOT / "requirements" / f"{name}.lock").read_text("utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    bare = [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert not bare, f"make lock writes the hashes: {bare}"


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("word", ["://", "--index", "--extra-index", "--find-links", " @ "])
def test_a_lock_holds_no_address(name, word):
    assert word not in (ROOT / "requirements" / f"{name}.lock").read_text("utf-8")


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [("provider", "demo"), ("demo", "serve"), ("serve", "dev"), ("dev", "spark")],
)
def test_one_environment_serves_the_demo_the_website_the_tests_and_spark(smaller, larger):
    within, whole = _pins(smaller), _pins(larger)
    apart = {name: (at, whole.get(name)) for name, at in within.items() if whole.get(name) != at}
    assert not apart, f"make lock chooses {smaller}.lock within {larger}.lock: {apart}"


def test_the_locks_hold_what_the_project_declares():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    declared = (
        project["project"]["dependencies"] + project["project"]["optional-dependencies"]["analysis"]
    )
    names = {re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0].lower() for line in declared}
    assert names <= set(_pins("demo")), names - set(_pins("demo"))


def test_the_base_install_stays_the_providers_tool():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = {
        re.split(r"[^a-z0-9_-]", line, maxsplit=1)[0] for line in project["project"]["dependencies"]
    }
    assert not names & {"duckdb", "django", "deltalake", "pyspark", "geopandas", "pandas", "scipy"}
    # Two of them guard the hospital itself: pyrage seals packages, defusedxml reads hostile XML.
    assert len(names) <= 10, "a hospital's reviewer reads every one of these"


def test_ci_runs_the_readmes_test_command_and_nothing_else():
    steps = [
        line
        for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
        if line and not line.startswith(("#", "set ", "cd ", "export "))
    ]
    assert steps == ["exec make test < /dev/null"]
    assert "\nmake test" in (ROOT / "README.md").read_text("utf-8")
