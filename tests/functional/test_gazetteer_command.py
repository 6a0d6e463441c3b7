"""`watchward gazetteer`, as an officer uses it: texts stand on a screen only, never in a pipe."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from watchward.cli import app
from watchward.errors import InputRefusal, UsageRefusal

HERE = Path(__file__).parents[1] / "unit" / "location_text"
HEADER = "attendance id,assault date,method,location type,location description"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("WATCHWARD_HOME", str(tmp_path / "home"))

    def command(*said):
        return CliRunner().invoke(app, ["gazetteer", *map(str, said)], catch_exceptions=True)

    return command


def _build(run, near="400000,300000"):
    files = ("--premises", HERE / "places.csv", "--postcodes", HERE / "postcodes.csv")
    return run("build", *files, "--near", near, "--vintage", "invented", "--citation", "synthetic")


def test_built_shown_learned_and_checked(run, tmp_path):
    assert _build(run).output.startswith("39 places. SHA-256 ")
    assert "synthetic" in run("show").output
    assert "v03" in run("show", "crooked").output
    assert "Learned" in run("learn", "The Wonky", "--place", "v03", "--by", "An Officer").output
    extract = tmp_path / "x.csv"
    rows = ("A1,2025-03-01,fist,pub,the wonky", "A2,2025-03-01,fist,pub,by the secret gazebo")
    extract.write_text("\n".join((HEADER, *rows)) + "\n")
    checked = run("check", extract, "--dataset", "ed_assault").output
    assert "high" in checked
    assert "1 different texts have no place" in checked
    assert "gazebo" not in checked


def test_refused_in_words(run, tmp_path):
    assert isinstance(_build(run, near="here").exception, UsageRefusal)
    assert isinstance(run("show").exception, InputRefusal)
    extract = tmp_path / "x.csv"
    extract.write_text(f"{HEADER}\nA1,2025-03-01,fist,pub,somewhere\n")
    refused = run("check", extract, "--dataset", "ed_assault").exception
    assert isinstance(refused, UsageRefusal)
    assert "gazetteer build" in str(refused)
