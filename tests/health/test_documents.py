"""A document that lies is worse than none: links resolve, and commands shown exist."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.health.tree import ROOT, documents, relative, tracked
from watchward import errors

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(?:sh|console|bash)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), flags=re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("path", documents(), ids=relative)
def test_every_link_resolves(path):
    broken = []
    for target in LINK.findall(path.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        at = (path.parent / name).resolve() if name else path
        if not at.exists() or (anchor and at.suffix == ".md" and anchor not in _anchors(at)):
            broken.append(target)
    assert not broken


GROUPS = (
    "get",
    "area",
    "places",
    "gazetteer",
    "intake",
    "governance",
    "intervention",
    "agreements",
    "duty",
    "linking",
    "lock",
    "hub-key",
    "key",
)


def _shown() -> list[tuple[str, str]]:
    """Every command line that a document shows, long lines joined."""
    return [
        (relative(path), line.strip().removeprefix("$ "))
        for path in documents()
        for block in FENCE.findall(path.read_text("utf-8"))
        for line in block.replace("\\\n", " ").splitlines()
    ]


@cache
def _help(*words: str) -> str:
    program = Path(sys.executable).with_name("watchward")
    told = subprocess.run(
        [str(program), *words, "--help"],
        capture_output=True,
        text=True,
        check=False,
        env={"COLUMNS": "240", "TERM": "dumb", "NO_COLOR": "1", "PATH": ""},
    )
    assert told.returncode == 0, f"watchward {' '.join(words)} --help: {told.stdout}{told.stderr}"
    return told.stdout


def _watchward_lines() -> list[tuple[str, str]]:
    return [
        (where, re.sub(r"^(\S+=\S* )*(\.venv/bin/)?", "", line))
        for where, line in _shown()
        if re.match(r"(\S+=\S* )*(\.venv/bin/)?watchward ", line)
    ]


def test_every_watchward_command_shown_exists_with_its_options():
    lines = _watchward_lines()
    assert lines, "the README shows the chain by hand"
    wrong = []
    for where, line in lines:
        words = line.split()[1:]
        depth = 2 if words[0] in GROUPS and len(words) > 1 else 1
        told = _help(*words[:depth])
        wrong += [
            f"{where}: watchward {' '.join(words[:depth])} {option}"
            for option in re.findall(r"(?<=\s)--[a-z][a-z-]*", line)
            if option not in told
        ]
    assert not wrong


def test_every_make_command_shown_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    shown = {
        name
        for path in documents()
        for name in re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert shown >= {"demo", "test", "check"}
    assert not shown - targets


def test_every_file_named_in_the_security_properties_exists():
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`((?:src|tests|scripts|docs|requirements)/[\w./-]+|\.importlinter)`", text)
    assert len(named) >= 10
    missing = [name for name in named if not (ROOT / name).exists()]
    assert not missing


def test_decisions_are_numbered_without_a_gap():
    numbers = sorted(
        int(p.name[:4])
        for p in tracked()
        if p.parent == ROOT / "docs" / "adr" and p.name[0].isdigit()
    )
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    "path", [p for p in tracked() if p.parent.name == "adr" and p.name[0].isdigit()], ids=relative
)
def test_a_decision_says_context_options_choice_and_cost(path):
    headings = set(re.findall(r"^## (\w+)", path.read_text("utf-8"), re.MULTILINE))
    assert headings >= {"Context", "Options", "Choice", "Cost"}


def test_the_exit_codes_that_are_documented_are_the_exit_codes():
    page = (ROOT / "docs" / "how-to" / "script-it.md").read_text("utf-8")
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert told == {0, *(kind.exit_code for kind in kinds if issubclass(kind, errors.Refusal))}
