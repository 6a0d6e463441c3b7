"""Residents read from a publisher's table, banded and kept; every figure added up by hand."""

import datetime as dt

import polars as pl
import pytest
from typer.testing import CliRunner

from watchward.cli import app
from watchward.errors import InputRefusal, UsageRefusal
from watchward.geography.population import (
    COLUMNS,
    Population,
    load_population,
    save_population,
)
from watchward.geography.population_file import Columns, read_population
from watchward.reference import Citation

CITED = Citation(
    "Estimates", "ONS", "https://example.org", "OGL", dt.date(2026, 1, 2), "unverified"
)
LONG = Columns("code", "people", "age", "sex")


def read(tmp_path, text, columns=LONG, year=2023):
    path = tmp_path / "people.csv"
    path.write_text(text, "utf-8")
    return read_population(path, columns, vintage="Wards 2023", year=year, citation=CITED)


def test_single_years_make_bands_and_totals_are_left_out(tmp_path):
    rows = ["code,people,age,sex", "W1,1000,All ages,Persons", "W1,400,All ages,Male"]
    rows += [f"W1,{age + 1},Aged {age} years,Male" for age in range(25)]
    rows += ['W1,"1,500",25+,Male', "W2,7,17,F", "W2,3,18,F"]
    found = read(tmp_path, "\n".join(rows))
    assert found.by("age", "sex") == {
        ("0-10", "M"): sum(range(1, 12)),
        ("11-15", "M"): 12 + 13 + 14 + 15 + 16,
        ("16-17", "M"): 17 + 18,
        ("16-17", "F"): 7,
        ("18-24", "M"): sum(range(19, 26)),
        ("18-24", "F"): 3,
    }  # "25 and over" straddles our bands, so 25 to 34 and later have no residents
    assert found.persons == sum(range(1, 26)) + 1500 + 10
    assert found.of_areas(["W2", "W9"])[0] == 10
    assert found.of_areas(["W2", "W9"])[1] != found.of_areas(["W2", "W9"])[1]  # NaN


def test_a_column_for_each_sex_and_age(tmp_path):
    header = "code,name,F0,F1,F2,M0,M1,M2"
    found = read(tmp_path, f"{header}\nW1,One,1,2,3,4,5,6\n", Columns("code"))
    assert found.by("sex") == {("F",): 6, ("M",): 15}
    assert set(found.table.select("age_from", "age_to").iter_rows()) == {(0, 0), (1, 1), (2, 200)}


def test_persons_only_and_rows_kept(tmp_path):
    text = "code,people,year,lad\nA,10,2022,X\nA,11,2023,X\nB,20,2023,X\nC,30,2023,Y\n"
    keep = Columns("code", "people", keep={"year": "2023", "lad": "X"})
    found = read(tmp_path, text, keep)
    assert found.by("area") == {("A",): 11, ("B",): 20}
    assert found.by("age") == {}
    assert found.by("sex") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,people,age,sex\nA,1,0-4,M\nA,2,4,M\n", "counted twice"),
        ("code,people,age,sex\nA,1,0-4,M\nA,2,0-4,M\n", "counted twice"),
        ("code,people,age,sex\nA,1,child,M\n", "1 rows lack"),
        ("code,people,age,sex\nA,many,1,M\n", "1 rows lack"),
        ("code,people,age,sex\nA,-1,1,M\n", "1 rows lack"),
        ("code,people,age,sex\n", "No row is left"),
    ],
)
def test_what_cannot_be_counted_is_refused(tmp_path, text, said):
    with pytest.raises(InputRefusal, match=said):
        read(tmp_path, text)


def test_a_column_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageRefusal, match="sex"):
        read(tmp_path, "code,people,age\nA,1,1\n")


def of_year(year, persons):
    table = pl.DataFrame([("A", "", 0, 200, persons)], schema=COLUMNS, orient="row")
    return Population("Wards", year, CITED, table)


def test_the_nearest_mid_year_is_used_and_its_citation_kept(tmp_path):
    assert load_population(tmp_path) is None
    for year, persons in ((2021, 21), (2023, 23)):
        save_population(of_year(year, persons), tmp_path)
    assert load_population(tmp_path).persons == 23
    assert load_population(tmp_path, 2019 * 12).persons == 21
    assert load_population(tmp_path, 2022 * 12 + 5).persons == 21  # as near: the earlier
    assert load_population(tmp_path, 2022 * 12 + 6).persons == 23
    assert load_population(tmp_path).citation == CITED
    assert "mid-2023 (ONS, OGL)" in load_population(tmp_path).cited


def test_the_command_adds_residents_that_questions_find(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("lsoa,persons,year\nA,10,2022\nA,12,2023\n", "utf-8")
    words = ["area", "population", str(file), "--store", str(tmp_path / "store")]
    words += ["--mid-year", "2023", "--column", "area=lsoa", "--keep", "year=2023"]
    told = CliRunner().invoke(app, words)
    assert "12 residents of 1 areas added" in told.output
    assert load_population(tmp_path / "store" / "geography").persons == 12
    refused = CliRunner().invoke(app, [*words, "--keep", "year"]).exception
    assert isinstance(refused, UsageRefusal)
