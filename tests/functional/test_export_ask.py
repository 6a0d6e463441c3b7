"""`watchward ask --out`: from a store to a file, or a refusal that says what to do."""

import polars as pl
import pytest
from typer.testing import CliRunner

from tests.faults.packages import NOW, SETTINGS, package, street
from watchward.cli import app
from watchward.errors import UsageRefusal
from watchward.hub.flow import receive
from watchward.lake.store import open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    made = open_store(folder / "store", create=True)
    crimes = [street(row, "2026-01") for row in range(2, 40)]
    receive(
        package(folder, "street", crimes, period="2026-01"),
        store=made,
        by="ana",
        now=NOW,
        settings=SETTINGS,
    )
    return made.path


def ask(store, *said):
    return CliRunner().invoke(app, ["ask", "trends", "--store", str(store), *map(str, said)])


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_one_table_is_written_and_its_rows_are_said(kind, store, tmp_path):
    ran = ask(store, "--out", tmp_path / f"a.{kind}", "--table", "months")
    assert ran.exit_code == 0, ran.output
    assert "1 row of months" in ran.output.replace("\n", " ")
    assert [one.name for one in tmp_path.iterdir()] == [f"a.{kind}"]


def test_the_numbers_are_those_that_were_asked_for(store, tmp_path):
    ask(store, "--out", tmp_path / "a.parquet", "--table", "months")
    frame = pl.read_parquet(tmp_path / "a.parquet")
    assert frame["police"].to_list() == [38]
    assert str(frame["month"][0]) == "2026-01-01"


@pytest.mark.parametrize(
    "out, said", [("a.docx", "csv, gpkg, parquet, xlsx"), ("a.parquet", "--table"), ("a.gpkg", "")]
)
def test_what_cannot_be_written_is_refused_with_what_can(out, said, store, tmp_path):
    ran = ask(store, "--out", tmp_path / out)
    assert isinstance(ran.exception, UsageRefusal)
    assert said in str(ran.exception)
    assert not list(tmp_path.iterdir())


def test_a_picture_is_drawn_where_the_answer_has_one(store, tmp_path):
    ran = ask(store, "--out", tmp_path / "a.svg")
    assert ran.exit_code == 0, ran.output
    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<svg")
    said = ["ask", "concentration", "--audience", "analyst", "--store", str(store)]
    ran = CliRunner().invoke(app, [*said, "--out", str(tmp_path / "b.svg")])
    assert isinstance(ran.exception, UsageRefusal)
    assert [one.name for one in tmp_path.iterdir()] == ["a.svg"]
