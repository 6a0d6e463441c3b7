"""Families from a supplied table of made-up factors and counts, worked by hand."""

import datetime as dt

import pytest

from watchward.analysis import comparators
from watchward.contract.about import Options
from watchward.disclosure.protect import protect_result
from watchward.errors import InputRefusal, UsageRefusal
from watchward.geography.supplied_file import read_supplied
from watchward.reference import Citation

CITED = Citation("Made up", "A test", "", "OGL", dt.date(2026, 1, 2), "unverified")
HELD = {"police_incident": [{"month": 2024 * 12, "offence_group": "robbery"}]}
AREAS = {"E1": 10, "E2": 20, "E3": 20, "E4": 30}  # records in each of two months


def supplied(tmp_path, *, factor="density", areas=AREAS):
    factors, counts = tmp_path / "factors.csv", tmp_path / "counts.csv"
    lines = [f"{a},Name {a},{factor},{k}" for k, a in enumerate(areas)]
    factors.write_text("\n".join(["area,name,factor,value", *lines]), "utf-8")
    lines = [f"{a},2024-{m:02},{n},120000,{'yes' if a == 'E1' else ''}"
             for a, n in areas.items() for m in (1, 2)]  # fmt: skip
    counts.write_text("\n".join(["area,month,records,people,ours", *lines]), "utf-8")
    return {
        kind: read_supplied(path, kind, citation=CITED)
        for kind, path in (("area-factors", factors), ("peer-counts", counts))
    }


def test_our_rate_beside_the_familys(opened, tmp_path):
    result = comparators.run(opened(HELD, supplied=supplied(tmp_path)), Options())
    standing, peers = result.tables
    # 20 records in a sixth of a year among 120,000 are 100 for every 100,000; peers 200, 200, 300.
    row = standing.rows[0]
    assert row[:5] == ("E1", "Name E1", "2024-01 to 2024-02", "100.0", "233.3")
    assert row[7:] == ("57", "1 of 4", "1 to 1")
    assert [one[0] for one in peers.rows] == ["E2", "E3", "E4"]
    assert peers.rows[0][3:] == ("40", "120,000", "200.0")
    said = protect_result(result, audience="analyst", say=comparators.say).headline
    assert "ranked 1 of 4 from the lowest, and chance allows 1 to 1" in said


@pytest.mark.parametrize("factor", ["ethnic_minority", "Black residents", "religion", "white_pc"])
def test_ethnicity_is_refused_by_name(opened, tmp_path, factor):
    tables = opened(HELD, supplied=supplied(tmp_path, factor=factor))
    with pytest.raises(UsageRefusal, match="no reason for violence"):
        comparators.run(tables, Options())


def test_indices_of_england_and_wales_are_never_pooled(opened, tmp_path):
    both = {**AREAS, "W1": 10}
    with pytest.raises(UsageRefusal, match="never pooled"):
        comparators.run(
            opened(HELD, supplied=supplied(tmp_path, factor="imd_score", areas=both)), Options()
        )
    other = comparators.run(opened(HELD, supplied=supplied(tmp_path, areas=both)), Options())
    assert len(other.tables[1].rows) == 4


def test_without_tables_nothing_is_compared_and_wrong_rows_are_refused(opened, tmp_path):
    result = comparators.run(opened(HELD), Options())
    assert result.tables == ()
    assert "watchward supply" in result.caveats[0]
    with pytest.raises(InputRefusal):
        supplied(tmp_path, areas={"E1": -1})
