"""A question to a store that holds records: what each audience gets, and what does not leak."""

import datetime as dt
import re

import pytest

from tests.faults.packages import EPOCH, NOW, SETTINGS, package, street
from watchward.analysis import analyses
from watchward.contract.about import Options
from watchward.contract.period import month_number
from watchward.disclosure.flow import ask
from watchward.disclosure.releases import archived
from watchward.disclosure.written import to_json
from watchward.errors import DisclosureRefusal, UsageRefusal
from watchward.hub.agreements import Basis, record_agreement
from watchward.hub.flow import receive
from watchward.lake.store import open_store

WEAPONS = {"none": 60, "glass": 23, "knife": 4, "firearm": 1}


def attendance(row: int, weapon: str) -> dict[str, object]:
    """A hospital's record of a Saturday night in January 2026."""
    day = (dt.date(2026, 1, 3 + 7 * (row % 4)) - EPOCH).days
    return {
        "row": row,
        "record_id": f"ED{row:06d}",
        "month": month_number("2026-01"),
        "day": day,
        "weekday": 6,
        "hour": 23,
        "night_of": day,
        "utc_start": day * 86_400 + 23 * 3_600,
        "utc_end": day * 86_400 + 24 * 3_600 - 1,
        "time_precision": "hour",
        "clock_repeated": False,
        "easting": 318_350,
        "northing": 176_250,
        "place_precision": "snapped",
        "cell": 1762 * 10_000 + 3183,
        "site_code": "RXX01",
        "weapon": weapon,
        "relationship": "stranger",
        "reported": "yes" if row % 2 else "no",
        "victim_age": "18-24",
        "victim_sex": "M",
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ask")
    made = open_store(folder / "store", create=True)
    weapons = [weapon for weapon, number in WEAPONS.items() for _ in range(number)]
    records = [attendance(row, weapon) for row, weapon in enumerate(weapons, start=2)]
    crimes = [street(row, "2026-01") for row in range(2, 40)]
    packages = (
        package(folder, "ed", records, period="2026-01", data_set="ed_assault", provider="trust"),
        package(folder, "street", crimes, period="2026-01"),
    )
    for path in packages:
        receipt = receive(path, store=made, by="ana", now=NOW, settings=SETTINGS)
        assert receipt.rejected == 0
    return made


def answer(store, name: str, audience: str, **rest):
    own = {"options": Options(), "settings": SETTINGS, "now": NOW, **rest}
    return ask(name, store=store, audience=audience, **own)


def weapons_of(safe) -> dict[str, str]:
    table = safe.table("weapons")
    counts = zip(table.column("weapon"), table.column("health"), strict=True)
    return {str(label.value): count.text for label, count in counts if count.text != "0"}


def test_an_analyst_sees_every_count_and_is_told_not_to_release_it(store):
    safe = answer(store, "weapons", "analyst")
    assert sorted(weapons_of(safe).values()) == ["1", "23", "4", "60"]
    assert safe.table("weapons").total("health").text == "88"
    assert all("Not for release" in reason for reason in safe.reasons)


@pytest.mark.parametrize("audience", ["partner", "guest", "open"])
def test_others_see_small_counts_hidden_and_the_rest_rounded(store, audience):
    safe = answer(store, "weapons", audience)
    assert sorted(weapons_of(safe).values()) == ["25", "60", "[c]", "[c]"]
    assert safe.table("weapons").total("health").text == "90"
    assert safe.synthetic


def test_partners_see_down_to_the_floor_that_the_trust_agreed(tmp_path, store):
    year = {"valid_from": dt.date(2026, 1, 1), "valid_to": dt.date(2026, 12, 31)}
    terms = {"provider": "trust", "dataset": "ed_assault", "floor": 3, "purpose": "briefing"}
    terms["basis"] = Basis(("istv", "recorded"))
    record_agreement(store, **terms, **year, by="ana", now=NOW)
    assert sorted(weapons_of(answer(store, "weapons", "partner")).values()) == [
        "25",
        "5",
        "60",
        "[c]",
    ]
    later = NOW.replace(year=2027)
    expired = answer(store, "weapons", "partner", now=later)
    assert sorted(weapons_of(expired).values()) == ["25", "60", "[c]", "[c]"]


OFF = {name for name, one in analyses().items() if one.ABOUT.linking == "must"}
ANSWERED = sorted(set(analyses()) - OFF)


@pytest.mark.parametrize("name", sorted(OFF))
@pytest.mark.parametrize("audience", ["analyst", "partner", "guest", "open"])
def test_what_only_linking_can_answer_is_off(store, name, audience):
    assert {"overlap", "overlap_three"} == OFF
    with pytest.raises(DisclosureRefusal, match=r"the consent of trust .not recorded."):
        answer(store, name, audience)


@pytest.mark.parametrize("name", ANSWERED)
@pytest.mark.parametrize("audience", ["analyst", "partner", "guest", "open"])
def test_every_analysis_answers_every_audience(store, name, audience):
    safe = answer(store, name, audience)
    assert safe.outcome in ("released", "refused")
    assert safe.reasons or not safe.tables
    assert safe.headline or safe.outcome == "refused"
    assert archived(store, safe.id) == safe
    assert to_json(answer(store, name, audience)) == to_json(safe)


@pytest.mark.parametrize("name", ANSWERED)
def test_no_exact_count_of_patients_stands_anywhere_in_what_leaves(store, name):
    """88 patients, 23 with glass, 44 who told the police: none of these numbers may be printed."""
    safe = answer(store, name, "open")
    said = " ".join((safe.headline, *safe.reasons, *safe.caveats, *safe.not_comparable))
    assert not {"88", "23", "44"} & set(re.findall(r"\b\d+\b(?!:)", said))
    counted = [
        cell.value
        for table in safe.tables
        for row in (*table.rows, *table.total_rows)
        for cell, column in zip(row, table.columns, strict=True)
        if column.role == "count" and column.dataset == "ed_assault" and not cell.mark
    ]
    assert all(int(value or 0) % 5 == 0 for value in counted)


@pytest.mark.parametrize(
    ("options", "where"),
    [({"cell_metres": 250}, "--cell-metres"), ({"cell_metres": 0}, "--cell-metres"),
     ({"level": 0.0}, "--level"), ({"level": 1.0}, "--level"), ({"months": 0}, "--months")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["hot_spots", "density", "forecast", "change"])
def test_what_no_map_can_be_made_of_is_refused_by_its_option(store, name, options, where):
    with pytest.raises(UsageRefusal) as refused:
        answer(store, name, "analyst", options=Options(**options))
    assert refused.value.where == where
