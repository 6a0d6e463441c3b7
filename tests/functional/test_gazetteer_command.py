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


OWN = "Att No,Inj Date,How,Where Sort,Where It Was"
OWN_ROW = "A{n},2025-03-01,fist,pub,{text}"


def _own_extract(folder, texts):
    extract = folder / "own.csv"
    rows = [OWN_ROW.format(n=n, text=text) for n, text in enumerate(texts)]
    extract.write_text("\n".join((OWN, *rows)) + "\n")
    return extract


def _mapped(extract, out):
    fields = ("attendance_id=Att No", "assault_date=Inj Date", "assault_method=How")
    fields += ("location_type=Where Sort", "location_text=Where It Was")
    told = [part for one in fields for part in ("--column", one)]
    said = (
        "map",
        extract,
        "--dataset",
        "ed_assault",
        "--out",
        out,
        "--accept",
        "--by",
        "An Officer",
    )
    return CliRunner().invoke(app, [*map(str, said), *told], catch_exceptions=False)


def test_ones_own_headers_are_read_by_the_saved_mapping(run, tmp_path):
    _build(run)
    texts = ["Crooked Billet"] * 9 + ["by the secret gazebo"] * 8
    extract, mapping = _own_extract(tmp_path, texts), tmp_path / "own.toml"
    said = _mapped(extract, mapping)
    assert "gazebo" not in said.output + mapping.read_text("utf-8")
    assert 'location_text = "Where It Was"' in mapping.read_text("utf-8")
    check = ("check", extract, "--dataset", "ed_assault")
    assert isinstance(run(*check).exception, InputRefusal)
    shown = run(*check, "--mapping", mapping).output
    assert "1 different texts have no place" in shown
    assert "gazebo" not in shown


def test_a_name_learnt_is_used_by_prepare_once_a_person_has_confirmed_it(run, tmp_path):
    _build(run)
    extract = _own_extract(tmp_path, ["outside the wonky stool"] * 9)
    mapping, home = tmp_path / "own.toml", tmp_path / "home"
    _mapped(extract, mapping)
    said = ("prepare", extract, "--dataset", "ed_assault", "--provider", "city-hospital")
    said += ("--out", tmp_path / "out", "--mapping", mapping, "--dry-run")

    def prepared():
        return CliRunner().invoke(app, list(map(str, said)), catch_exceptions=False).output

    names = home / "gazetteer" / "local-names.toml"
    assert "high 9" not in prepared()
    names.write_text('[[alias]]\nwords = "wonky stool"\nplace_id = "v03"\n')
    assert "high 9" not in prepared()  # nobody has confirmed it
    names.unlink()
    run("learn", "Wonky Stool", "--place", "v03", "--by", "An Officer")
    assert "high 9" in prepared()


def test_refused_in_words(run, tmp_path):
    assert isinstance(_build(run, near="here").exception, UsageRefusal)
    assert isinstance(run("show").exception, InputRefusal)
    extract = tmp_path / "x.csv"
    extract.write_text(f"{HEADER}\nA1,2025-03-01,fist,pub,somewhere\n")
    refused = run("check", extract, "--dataset", "ed_assault").exception
    assert isinstance(refused, UsageRefusal)
    assert "gazetteer build" in str(refused)
