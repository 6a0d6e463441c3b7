"""Ages that came in bands of several widths: each person counted once, in the widest band."""

from tests.spec.test_crosstabs import MONTH, rows_of
from watchward.analysis import victims
from watchward.analysis.victims.joined import ages_of
from watchward.contract.about import Options

AGES = ("16-17", "18-24", "16-24", "65+", None)


def test_victims_are_told_in_the_widest_band_that_came(opened):
    records = [{"month": MONTH, "victim_age": age, "victim_sex": "M"} for age in AGES]
    result = victims.run(opened({"ed_assault": records}), Options())
    assert rows_of(result, "age") == {
        ("16-24",): (3,),
        ("65 and over",): (1,),
        ("not recorded",): (1,),
    }
    assert victims.WIDER in result.caveats
    recorded = rows_of(result, "age_sex")
    assert recorded["16-24", "Male"] == (3,)


def test_ages_as_declared_are_told_as_declared(opened):
    records = [{"month": MONTH, "victim_age": "16-17", "victim_sex": "M"}]
    result = victims.run(opened({"ed_assault": records}), Options())
    assert rows_of(result, "age") == {("16-17",): (1,)}
    assert victims.WIDER not in result.caveats


def test_wider_bands_nest_and_residents_are_added_only_where_every_part_is_known():
    ages = ages_of(["16-24", "0-24"])
    assert set(ages.told.values()) == {"0-24", "25-34", "35-44", "45-54", "55-64", "65+"}
    people = {("0-10",): 1, ("11-15",): 2, ("16-17",): 3, ("18-24",): 4, ("65+",): 9}
    assert ages.residents(people) == {("0-24",): 10, ("65+",): 9}
    del people["16-17",]
    assert ages.residents(people) == {("65+",): 9}
