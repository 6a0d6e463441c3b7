"""A package made coarser than its data set: what leaves, what the hub holds it to, what is told."""

import dataclasses

import pytest

from tests.functional.test_gateways import changed, take
from tests.provider_extracts import column, ed_csv, make
from tests.spec.test_crosstabs import rows_of
from watchward.analysis import victims
from watchward.contract.about import Options
from watchward.contract.coarser import as_asked, coarsened
from watchward.contract.dataset import dataset, datasets
from watchward.engine.api import open_tables
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.lake.store import open_store

ED = dataset("ed_assault")
WHOLE = "time=day,place=1km,victim_age=2,victim_sex=none"


def test_time_place_and_age_leave_as_coarse_as_was_asked(tmp_path):
    made = make(tmp_path, ed_csv(), dataset=as_asked(ED, WHOLE))
    assert column(made, "time_precision") == ["day"]
    assert column(made, "hour") == [None]
    assert column(made, "area") == ["CRS27700RES1000mN250000E290000"]
    assert column(made, "place_precision") == ["area"]
    for gone in ("easting", "northing", "cell", "place_name", "victim_sex"):
        assert column(made, gone) == [None], gone
    assert column(made, "victim_age") == ["16-24"]  # 16-17 with 18-24
    assert made.manifest.coarser == {"time": "day", "place": 1000, "victim_age": 2, "victim_sex": 0}
    assert "victim_sex" not in made.manifest.gateways
    assert made.coarser == (
        "time to the day",
        "place to squares of 1 km",
        "Age of the patient in bands 0-15, 16-24, 25-44, 45-64, 65+",
        "Sex of the patient left out",
    )


def test_a_coarse_month_is_counted_once_beside_a_fine_one_and_put_on_no_map(tmp_path):
    fine = [f"A{n},2025-02-01,23:10,fist,pub,290412,250388,17,M" for n in range(20)]
    coarse = [f"B{n},2025-03-01,23:10,fist,pub,290412,250388,24,M" for n in range(20)]
    take(make(tmp_path, ed_csv(*fine)).package, tmp_path)
    take(make(tmp_path, ed_csv(*coarse), dataset=as_asked(ED, WHOLE)).package, tmp_path)
    tables = open_tables(open_store(tmp_path / "store"))
    try:
        ages = rows_of(victims.run(tables, Options()), "age")
        points = "select count(*), count(easting), count(cell), count(hour) from incident"
        counted = tables.rows(points)
    finally:
        tables.close()
    assert ages == {("16-24",): (40,)}
    assert [tuple(map(int, row)) for row in counted] == [(40, 20, 20, 20)]


def test_no_place_at_all(tmp_path):
    made = make(tmp_path, ed_csv(), dataset=as_asked(ED, "place=none"))
    assert column(made, "place_precision") == ["none"]
    assert column(made, "area") == column(made, "easting") == [None]


def test_the_hub_takes_it_and_its_receipt_says_how_coarse(tmp_path):
    receipt = take(make(tmp_path, ed_csv(), dataset=as_asked(ED, WHOLE)).package, tmp_path)
    assert (receipt.accepted, receipt.rejected) == (1, 0)
    assert receipt.coarser.startswith("time to the day; place to squares of 1 km; ")


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ({"time": "day"}, "finer than declared"),
        ({"place": 1000}, "the place is finer than declared"),
        ({"place": 0}, "the place is finer than declared"),
        ({"victim_sex": 0}, "left out has values"),
    ],
)
def test_stated_and_not_kept_is_refused(tmp_path, levels, said):
    made = make(tmp_path, ed_csv())
    with pytest.raises(PackageRefusal, match=said):
        take(changed(made, tmp_path, coarser=levels), tmp_path)


def test_a_square_of_another_size_than_stated_is_refused(tmp_path):
    made = make(tmp_path, ed_csv(), dataset=as_asked(ED, "place=1km"))
    with pytest.raises(PackageRefusal, match="no square of the size stated"):
        take(changed(made, tmp_path, coarser={"place": 2000}), tmp_path)


def test_bands_of_another_width_than_stated_are_rejected_row_by_row(tmp_path):
    made = make(tmp_path, ed_csv())
    with pytest.raises(PackageRefusal, match="Not one of its 1 records"):
        take(changed(made, tmp_path, coarser={"victim_age": 2}), tmp_path)


def test_coarser_without_saying_so_is_refused(tmp_path):
    made = make(tmp_path, ed_csv(), dataset=as_asked(ED, "victim_age=2"))
    with pytest.raises(PackageRefusal, match="Not one of its 1 records"):
        take(changed(made, tmp_path, coarser={}), tmp_path)


@pytest.mark.parametrize(
    "levels",
    [
        {"time": "minute"},
        {"time": ["day"]},
        {"place": 100},
        {"place": 1500},
        {"place": True},
        {"victim_age": 3},
        {"victim_sex": 2},
        {"weapon": 0},
        {"assault_date": 0},
        {"": {}},
    ],
)
def test_a_hub_refuses_what_is_no_coarsening(tmp_path, levels):
    made = make(tmp_path, ed_csv())
    with pytest.raises(PackageRefusal, match="in a way that is not one"):
        take(changed(made, tmp_path, coarser=levels), tmp_path)
    with pytest.raises(UsageRefusal):
        coarsened(ED, levels)


@pytest.mark.parametrize(
    "text", ["time", "time=hour", "place=3km", "victim_age=2,victim_age=4", "time=day;place=1km"]
)
def test_what_cannot_be_read_says_what_can(text):
    with pytest.raises(UsageRefusal) as refused:
        as_asked(ED, text)
    assert "time=day|month, place=200m|1km|2km|10km|none, victim_age=2|4|none" in str(refused.value)


def test_open_street_files_cannot_be_made_coarser():
    public = next(one for one in datasets().values() if one.public)
    with pytest.raises(UsageRefusal):
        as_asked(public, "victim_age=2")


def test_what_is_measured_is_what_leaves(tmp_path):
    rows = [f"A{n},2025-03-01,2{n % 3}:10,fist,pub,29{n % 3}412,250388,2{n},M" for n in range(4)]
    fine = make(tmp_path, ed_csv(*rows)).manifest.assessment
    coarse = make(
        tmp_path, ed_csv(*rows), dataset=as_asked(ED, "time=day,place=10km")
    ).manifest.assessment
    assert fine["when and where"]["rows_alone"] == 2
    assert coarse["when and where"]["rows_alone"] == 0
    assert coarse["when and where"]["smallest_group"] == 4


def test_the_advice_says_what_to_type_and_that_meets_the_rule(tmp_path):
    rows = [
        f"A{n},2025-03-0{1 + n % 2},2{n % 4}:10,fist,pub,29{n % 5}412,250388,{18 + n},M"
        for n in range(40)
    ]
    advice = make(tmp_path, ed_csv(*rows), dry_run=True).advice
    assert advice[1].startswith("To send it so, every month alike: --generalise ")
    asked = advice[1].rpartition(" ")[2]
    again = make(tmp_path, ed_csv(*rows), dry_run=True, dataset=as_asked(ED, asked))
    assert again.advice[0].endswith("is met as it is.")


def test_every_data_set_that_says_who_might_know_can_be_made_coarser():
    for one in datasets().values():
        for name in one.risk.known:
            assert coarsened(one, {name: 0}).withheld == {name}
    assert dataclasses.replace(ED, coarser={}).square is None
