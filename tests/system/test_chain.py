"""From raw extracts to answers through the command line, with the forms that scripts rely on."""

import csv
import json

import pytest

from watchward.contract.period import month_number
from watchward.synthetic.flow import PROVIDERS, make_partnership

LAST = month_number("2025-12")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return make_partnership(tmp_path_factory.mktemp("town"), seed=3, last=LAST)


def chain(watchward, town, tmp_path):
    """Prepare and receive everything the town's providers have; the receipts."""
    for name, files in town.extracts.items():
        made = watchward(
            "prepare", *files, "--dataset", name, "--provider", PROVIDERS[name],
            "--out", tmp_path / "packages", "--synthetic", "--json",
        )  # fmt: skip
        assert made.code == 0, made.err
        for row in made.json():
            assert row["rows_read"] == row["rows_unreadable"] + row["rows_packaged"]
    got = watchward("receive", tmp_path / "packages", "--store", tmp_path / "store", "--json")
    assert got.code == 0, got.err
    return got.json()


def rows_of(files):
    counted = 0
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            counted += sum(1 for _ in csv.DictReader(lines))
    return counted


def test_the_chain_accounts_for_every_row_and_answers(watchward, town, tmp_path):
    receipts = chain(watchward, town, tmp_path)
    for name, files in town.extracts.items():
        mine = [r for r in receipts if r["dataset"] == name]
        assert sum(r["rows"] for r in mine) == rows_of(files)
        for receipt in mine:
            assert receipt["rows"] == receipt["unreadable"] + receipt["packaged"]
            assert receipt["packaged"] == receipt["accepted"] + receipt["rejected"]
            assert receipt["synthetic"] is True
    ledger = watchward("ledger", "--store", tmp_path / "store", "--json")
    assert ledger.code == 0
    ambulance = [r for r in ledger.json() if r["dataset"] == "ambulance_call"]
    assert any(row["missing_before"] == ["2024-10"] for row in ambulance)
    for area in (("area", "add", town.areas), ("places", "add", town.places)):
        assert watchward(*area, "--store", tmp_path / "store").code == 0
    for name in ("trends", "hot_spots", "time_profile", "weapons", "victims", "assailants"):
        answer = watchward("ask", name, "--store", tmp_path / "store", "--json")
        assert answer.code == 0, (name, answer.err)
        assert answer.json()["synthetic"] is True
        assert answer.json()["outcome"] == "released"
        assert answer.json()["headline"]
    spoken = watchward("ask", "reporting_gap", "--store", tmp_path / "store")
    assert spoken.code == 0
    assert "synthetic" in spoken.out
    again = watchward("receive", tmp_path / "packages", "--store", tmp_path / "store", "--json")
    assert again.code == 5
    assert all("already held" in r["refused"] for r in again.json())
    assert watchward("ledger", "--store", tmp_path / "store", "--json").out == ledger.out


def test_no_identifier_of_the_extract_is_in_anything_that_was_made(watchward, town, tmp_path):
    chain(watchward, town, tmp_path)
    with town.extracts["ed_assault"][1].open(encoding="utf-8", newline="") as lines:
        patient = next(csv.DictReader(lines))
    planted = [patient[key].encode() for key in ("nhs number", "name", "attendance id")]
    made = [p for p in tmp_path.rglob("*") if p.is_file() and "home" not in p.parts]
    assert len(made) > 10
    for path in made:
        data = path.read_bytes()
        assert not any(text in data for text in planted), path.name


def test_production_refuses_what_is_synthetic(watchward, town, tmp_path):
    file = town.extracts["ed_assault"][1]
    watchward(
        "prepare", file, "--dataset", "ed_assault", "--provider", "synthetic-hospital",
        "--out", tmp_path / "packages", "--synthetic",
    )  # fmt: skip
    got = watchward(
        "receive", tmp_path / "packages", "--store", tmp_path / "store",
        WATCHWARD_ENVIRONMENT="production",
    )  # fmt: skip
    assert got.code != 0
    assert "synthetic" in got.err or "enrol" in got.err


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("prepare", "absent.csv", "--dataset", "ed_assault", "--provider", "p", "--out", "o"), 3),
        (("prepare", "absent.csv", "--dataset", "nothing", "--provider", "p", "--out", "o"), 2),
        (("receive", "absent.wwp", "--store", "s"), 3),
        (("ask", "trends", "--store", "absent"), 6),
        (("ledger", "--store", "absent"), 6),
    ],
)
def test_refusals_have_their_documented_exit_codes(watchward, args, code):
    done = watchward(*args)
    assert done.code == code, done.err
    assert done.err.strip().startswith("Refused.")
    assert "Traceback" not in done.err


def test_help_starts_without_the_analysis_install(watchward):
    done = watchward("--help")
    assert done.code == 0
    for command in ("prepare", "receive", "ledger", "ask", "brief", "demo", "get", "area"):
        assert command in done.out


def test_dry_run_writes_nothing(watchward, town, tmp_path):
    done = watchward(
        "prepare", town.extracts["ed_assault"][1], "--dataset", "ed_assault",
        "--provider", "synthetic-hospital", "--out", tmp_path / "packages", "--dry-run", "--json",
    )  # fmt: skip
    assert done.code == 0
    assert json.loads(done.out)[0]["package"] is None
    assert not list(tmp_path.glob("packages/*"))
