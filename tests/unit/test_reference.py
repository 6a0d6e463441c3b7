"""The reference loader: what it accepts as a code, and what it refuses to load."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from watchward.errors import UsageRefusal
from watchward.reference import code_list, figure, load, names

CITATION = """
title = "Colours"
publisher = "A made-up publisher"
url = "https://example.org"
licence = "OGL-UK-3.0"
retrieved = 2026-11-22
status = "local default"
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty reference folder in place of the real one."""
    for kind in ("lists", "figures"):
        (tmp_path / kind).mkdir()
    monkeypatch.setattr(load, "HERE", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    load.code_list.cache_clear()
    load.figure.cache_clear()


def _write(shelf: Path, rows: str, citation: str = CITATION) -> None:
    (shelf / "lists" / "hue.csv").write_text(f"code,label,aliases\n{rows}", "utf-8")
    (shelf / "lists" / "hue.toml").write_text(citation, "utf-8")


@pytest.mark.parametrize(
    ("name", "spelling", "code"),
    [
        ("police_uk_crime_type", "violence and sexual offences", "Violence and sexual offences"),
        ("police_uk_crime_type", "violent crime", "Violent crime"),
        ("assault_method", "punched", "body_part"),
        ("assault_method", "bottle", "glass"),
        ("assault_location_type", "nightclub", "licensed_premises"),
        ("weapon", "bottle", "bottle"),
        ("weapon", "knife", "knife"),
        ("relationship", "bouncer", "security_staff"),
        ("reported_to_police", "n", "no"),
        ("alcohol", "not stated", "unknown"),
        ("sex", "female", "F"),
        ("sex_code", "f", "F"),
        ("ambulance_call_category", "gunshot", "shooting"),
        ("place_kind", "kebab shop", "fast_food"),
        ("police_offence_group", "gbh", "violence_with_injury"),
        ("police_incident_category", "asb", "anti_social_behaviour"),
    ],
)
def test_spellings_that_extracts_use_are_understood(name: str, spelling: str, code: str) -> None:
    assert code_list(name).aliases[spelling] == code


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("sex_code", "male"),
        ("sex_code", "not known"),
        ("weapon_code", "widget"),
        ("weapon_code", "sharp object"),
        ("agency", "accident and emergency"),
        ("age_band", "65 and over"),
        ("incident_category", "domestic abuse"),
        ("sex", "1"),
    ],
)
def test_spellings_that_would_be_a_guess_are_not(name: str, spelling: str) -> None:
    assert spelling not in code_list(name).aliases


STRICT = {
    "sex_code": "M F X U",
    "weapon_code": "none bodily glass bottle knife blunt firearm unknown",
    "age_band": "0-10 11-15 16-17 18-24 25-34 35-44 45-54 55-64 65+ unknown",
    "agency": "police ae ambulance licensing",
    "incident_category": (
        "assault assault_injury wounding robbery sexual domestic public_order weapon_possession"
    ),
}


@pytest.mark.parametrize("name", STRICT)
def test_a_strict_list_accepts_its_codes_and_nothing_else(name: str) -> None:
    codes = STRICT[name].split()
    assert list(code_list(name).labels) == codes
    assert dict(code_list(name).aliases) == {code.casefold(): code for code in codes}


def test_every_crime_type_of_the_real_files_is_listed(shared: Path) -> None:
    import polars as pl

    printed: set[str] = set()
    for name in ("police_merseyside", "police_southwales"):
        file = sorted((shared / "data" / name).glob("*-street.csv.gz"))[-1]
        printed |= set(pl.read_csv(file, columns=["Crime type"], infer_schema=False)["Crime type"])
    listed = code_list("police_uk_crime_type").labels
    assert printed <= set(listed)
    assert len(printed) == 14


def test_labels_keep_the_order_of_the_file_and_the_citation_is_read(shelf: Path) -> None:
    _write(shelf, "b,Blue,azure|Navy \na,Amber,\n", CITATION + "valid_from = 2024-04-01\n")
    hue = code_list("hue")
    assert list(hue.labels.items()) == [("b", "Blue"), ("a", "Amber")]
    assert hue.aliases == {
        "b": "b",
        "blue": "b",
        "azure": "b",
        "navy": "b",
        "a": "a",
        "amber": "a",
    }
    assert hue.citation.retrieved == dt.date(2026, 11, 22)
    assert hue.citation.valid_from == dt.date(2024, 4, 1)


def test_a_list_may_accept_only_its_codes(shelf: Path) -> None:
    _write(shelf, "b,Blue,azure\n", CITATION + "aliases = false\n")
    assert code_list("hue").aliases == {"b": "b"}
    assert code_list("hue").labels == {"b": "Blue"}


def test_a_spelling_that_stands_for_two_codes_is_refused(shelf: Path) -> None:
    _write(shelf, "b,Blue,Sea\ng,Green,sea\n")
    with pytest.raises(UsageRefusal, match="stands for two codes"):
        code_list("hue")


@pytest.mark.parametrize("missing", ["title", "publisher", "url", "licence", "retrieved", "status"])
def test_an_uncited_file_is_refused_and_says_what_it_lacks(shelf: Path, missing: str) -> None:
    kept = [line for line in CITATION.splitlines() if not line.startswith(missing)]
    _write(shelf, "b,Blue,\n", "\n".join(kept))
    with pytest.raises(UsageRefusal, match=missing):
        code_list("hue")


def test_a_status_that_nobody_defined_is_refused(shelf: Path) -> None:
    _write(shelf, "b,Blue,\n", CITATION.replace("local default", "official"))
    with pytest.raises(UsageRefusal, match="status"):
        code_list("hue")


def test_an_unknown_name_is_refused_with_the_names_there_are(shelf: Path) -> None:
    _write(shelf, "b,Blue,\n")
    with pytest.raises(UsageRefusal, match="hue"):
        code_list("shade")
    with pytest.raises(UsageRefusal, match="no figure"):
        figure("shade")
    assert names("lists") == ("hue",)
    assert names("figures") == ()


def test_a_figure_holds_its_numbers_as_printed(shelf: Path) -> None:
    (shelf / "figures" / "two.toml").write_text(CITATION + "[data]\ncount = 2\n", "utf-8")
    two = figure("two")
    assert (two.name, dict(two.data), two.citation.title) == ("two", {"count": 2}, "Colours")
