"""Nothing that others published is here without saying by whom, where, and on what terms."""

import csv
import datetime as dt
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.health.tree import LIBRARY, relative
from watchward.reference import code_list, figure, names

REFERENCE = LIBRARY / "reference"
LISTS = sorted((REFERENCE / "lists").glob("*.csv"))
# The Welsh in words/ is our own, and its reviewers are its citation.
CITED = sorted(path for path in REFERENCE.glob("*/*.toml") if path.parent.name != "words")
ADDRESS = re.compile(r"https?://[\w.-]+\.[a-z]{2,}(/\S*)?$")
STATUSES = {"published", "unverified", "local default"}
KNOWN = {"title", "publisher", "url", "licence", "retrieved", "status", "note", "aliases", "data"}
DATED = {"valid_from", "valid_to"}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _citation_faults(written: dict[str, Any]) -> list[str]:
    """What is missing or wrong in one citation; empty where it is sound."""
    faults = [
        key for key in ("title", "publisher", "licence") if not str(written.get(key, "")).strip()
    ]
    faults += ["url"] if not ADDRESS.match(str(written.get("url", ""))) else []
    faults += ["status"] if written.get("status") not in STATUSES else []
    read = written.get("retrieved")
    faults += ["retrieved"] if not isinstance(read, dt.date) or read < dt.date(2026, 1, 1) else []
    faults += sorted(set(written) - KNOWN - DATED)
    return faults


def _doubled(rows: list[dict[str, str]], *, strict: bool) -> list[str]:
    """Codes listed twice, and spellings that stand for two codes (ignoring case)."""
    codes = [row["code"].casefold() for row in rows]
    meant: dict[str, set[str]] = {}
    for row in rows:
        others = [] if strict else [row["label"], *(row["aliases"] or "").split("|")]
        for spelling in filter(None, (word.strip().casefold() for word in (row["code"], *others))):
            meant.setdefault(spelling, set()).add(row["code"])
    twice = [code for code, count in Counter(codes).items() if count > 1]
    return twice + [spelling for spelling, stands_for in meant.items() if len(stands_for) > 1]


def test_there_is_something_to_check() -> None:
    assert len(LISTS) >= 15
    assert len(CITED) > len(LISTS)


@pytest.mark.parametrize("path", CITED, ids=relative)
def test_every_file_is_cited_in_full(path: Path) -> None:
    assert _citation_faults(_read(path)) == []


def test_every_list_has_its_citation_and_every_citation_its_list() -> None:
    lists = {path.stem for path in LISTS}
    assert lists == {path.stem for path in CITED if path.parent.name == "lists"}
    assert lists == set(names("lists"))


@pytest.mark.parametrize("path", LISTS, ids=relative)
def test_codes_and_spellings_each_mean_one_thing(path: Path) -> None:
    rows = _rows(path)
    assert rows
    assert list(rows[0]) == ["code", "label", "aliases"]
    assert all(row["code"].strip() and row["label"].strip() for row in rows)
    assert not any(None in row for row in rows), "a cell holds a comma: quote it"
    assert _doubled(rows, strict=_read(path.with_suffix(".toml")).get("aliases") is False) == []


@pytest.mark.parametrize("name", names("lists"))
def test_our_own_codes_are_never_passed_off_as_official(name: str) -> None:
    cite = code_list(name).citation
    assert (cite.publisher == "Watchward") == (cite.status == "local default")
    assert cite.note, "say whose codes these are"


def test_every_break_in_recording_has_a_source_of_its_own() -> None:
    breaks = figure("recording_breaks").data["breaks"]
    assert len(breaks) >= 8
    for each in breaks:
        assert ADDRESS.match(each["source"])
        assert each["publisher"]
        assert each["what"]
        assert each["status"] in {"published", "unverified"}
        assert each["applies_to"] in {"police", "health"}
        assert each["date"].day == 1
    assert [each["date"] for each in breaks] == sorted(each["date"] for each in breaks)


def test_the_checks_can_fail() -> None:
    sound = {
        "title": "t",
        "publisher": "p",
        "url": "https://example.org/x",
        "licence": "l",
        "retrieved": dt.date(2026, 11, 22),
        "status": "published",
    }
    assert _citation_faults(sound) == []
    for key in sound:
        assert _citation_faults({k: v for k, v in sound.items() if k != key}) == [key]
    assert _citation_faults(sound | {"url": "ftp://example.org"}) == ["url"]
    assert _citation_faults(sound | {"staus": "x"}) == ["staus"]
    two = [
        {"code": "a", "label": "A", "aliases": "Same"},
        {"code": "b", "label": "B", "aliases": "same"},
        {"code": "A", "label": "C", "aliases": ""},
    ]
    assert _doubled(two, strict=False) == ["a", "a", "same"]
    assert _doubled(two[:2], strict=True) == []
