"""The real chain on 44 months of street files: every row accounted for, no claim beyond them."""

import csv
import gzip
import re
import time

import pytest

from watchward.contract.period import month_number

CODE = "LSOA11CD"
pytestmark = [pytest.mark.shared, pytest.mark.slow]


def counted(files):
    """Rows of each file by the standard library: independent of what the product reads with."""
    found = {}
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
            found[file.name[:7]] = sum(1 for _ in csv.DictReader(lines))
    return found


def test_merseyside_from_44_files_to_a_briefing(watchward, shared, tmp_path):
    files = sorted((shared / "police_merseyside").glob("*.csv.gz"))
    assert len(files) == 44
    began = time.perf_counter()
    made = watchward(
        "prepare", *files, "--dataset", "police_street", "--provider", "merseyside",
        "--out", tmp_path / "packages", "--json",
    )  # fmt: skip
    assert made.code == 0, made.err
    store = tmp_path / "store"
    got = watchward("receive", tmp_path / "packages", "--store", store, "--json")
    assert got.code == 0, got.err
    receipts = got.json()
    assert {r["period"]: r["rows"] for r in receipts} == counted(files)
    assert sum(r["rows"] for r in receipts) == 627_122
    for receipt in receipts:
        assert receipt["rows"] == receipt["unreadable"] + receipt["accepted"] + receipt["rejected"]
    ledger = watchward("ledger", "--store", store, "--json").json()
    assert any(row["missing_before"] == ["2019-07"] for row in ledger)
    polygons = shared / "geo_lsoa" / "lsoa11_merseyside.geojson.gz"
    added = watchward(
        "area", "add", polygons, "--store", store, "--name", "lsoa2011", "--code", CODE
    )
    assert added.code == 0, added.err
    trends = watchward("ask", "trends", "--store", store, "--json").json()
    month = next(t for t in trends["tables"] if t["name"] == "months")
    gap = [row for row in month["rows"] if row[0] == {"value": month_number("2019-07")}]
    assert [row[1] for row in gap] == [{"mark": "x"}]
    breaks = next(t for t in trends["tables"] if t["name"] == "breaks")
    assert [row[0]["value"] for row in breaks["rows"] if row[2]["value"] == "step in the data"] == [
        month_number("2021-03")
    ]
    brief = watchward("brief", "--store", store, "--out", tmp_path / "briefing")
    assert brief.code == 0, brief.err
    page = (tmp_path / "briefing" / "briefing.html").read_text("utf-8")
    words = re.sub(r"<(style|svg|script).*?</\1>", "", page, flags=re.S)
    assert not re.search(r"\b([01]?\d|2[0-3]):[0-5]\d\b", re.sub(r"<[^>]+>", " ", words))
    assert "Violence and sexual offences" in page
    assert "What do we not see" not in page
    assert time.perf_counter() - began < 300  # a hang, not a benchmark: bench/chain.py measures
