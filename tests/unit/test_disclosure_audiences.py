"""Every audience against every kind of column and table: what is shown, withheld and why."""

from dataclasses import replace

import pytest

from tests.unit.disclosure_answers import (
    CRIMES,
    HOSPITAL,
    OTHERS,
    PEOPLE,
    STREET,
    answer,
    dimension,
    printed,
    protect,
    rules_for,
    table,
)
from watchward.contract.result import Column, Derived
from watchward.contract.safe_result import AUDIENCES
from watchward.disclosure.protect import protect_result
from watchward.disclosure.rules import read_rules
from watchward.errors import DisclosureRefusal, UsageRefusal

HOT = Column("health_class", "Hot or not", "class", dataset="ed_assault")
NOTE = Column("note", "Note", "note")
ROWS = Column("rows", "Rows", "accounting")
SCORE = Column("score", "Score", "score")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_by_role_of_column(audience):
    columns = (dimension("area"), PEOPLE, HOT, NOTE, ROWS, SCORE)
    rows = [
        ("a", 52, "hot", "words", 1041, 9),
        ("b", 3, "not hot", "", 6, 1),
        ("c", 0, "not hot", "", 0, 0),
    ]
    safe = protect(answer(table("areas", columns, rows, totals=())), audience)
    shown = {column.role for column in safe.tables[0].columns}
    if audience == "analyst":
        assert shown == {"dimension", "count", "class", "note", "accounting", "score"}
        assert printed(safe)[1] == ["b", "3", "not hot", "", "6", "1"]
        assert safe.reasons == ("Not for release: the tables hold exact counts.",)
    else:
        assert shown == {"dimension", "count", "class", "note", "accounting"}
        assert printed(safe) == [
            ["a", "50", "hot", "words", "1,041"],
            ["b", "[c]", "[c]", "", "6"],
            ["c", "0", "not hot", "", "0"],
        ]
        assert "Scores stay with the analyst" in safe.reasons[0]


@pytest.mark.parametrize("audience", OTHERS)
def test_a_map_gives_the_class_of_its_large_cells_and_nothing_else(audience):
    columns = (dimension("cell"), HOT, PEOPLE)
    rows = [("E1", "hot", 31), ("E2", "not hot", 8), ("E3", "hot", 7), ("E4", "not hot", 0)]
    share = Derived("share", "Share", "share", ("health",))
    one = table("cells", columns, rows, derived=(share,))
    safe = protect(answer(one), audience)
    # A row of its own for few or none would say where one person was hurt: it is not there at all.
    assert printed(safe) == [["E1", "hot"], ["E2", "not hot"]]
    assert [column.name for column in safe.tables[0].columns] == ["cell", "health_class"]


def test_a_class_rests_on_the_count_that_it_is_named_after():
    before = Column("health_before", "Before", "count", dataset="ed_assault")
    rows = [("a", "hot", 52, None), ("b", "not hot", None, 40), ("c", "not hot", 9, 3)]
    one = table("areas", (dimension("area"), HOT, PEOPLE, before), rows, totals=())
    shown = {row[0]: row[1] for row in printed(protect(answer(one)))}
    assert shown == {"a": "hot", "b": "[c]", "c": "not hot"}


def test_a_class_of_protected_records_without_its_count_is_withheld():
    one = table("areas", (dimension("area"), HOT, NOTE), [("a", "hot", "words")], totals=())
    assert printed(protect(answer(one))) == [["a", "words"]]
    bare = table("areas", (dimension("area"), HOT), [("a", "hot")], totals=())
    safe = protect(answer(bare))
    assert (safe.outcome, safe.tables) == ("refused", ())


@pytest.mark.parametrize("crossed", ["age", "sex", "relationship"])
@pytest.mark.parametrize("audience", OTHERS)
def test_a_named_place_is_never_crossed_with_a_person(audience, crossed):
    one = table("both", (dimension("place"), dimension(crossed), PEOPLE), [("Square", "x", 400)])
    safe = protect(answer(one), audience)
    assert (safe.outcome, safe.tables) == ("refused", ())
    assert crossed in safe.reasons[0]
    assert protect(answer(one), "analyst").tables


def test_named_places_by_audience():
    places = [("Square", 400), ("Station", 60)]
    hospital = answer(table("places", (dimension("place"), PEOPLE), places, totals=()))
    street = answer(
        table("places", (dimension("place"), CRIMES), places, totals=()), sources=(STREET,)
    )
    month = answer(
        table("places", (dimension("place"), PEOPLE), places, totals=(), months=1, window="2025-12")
    )

    def released(result):
        return [name for name in AUDIENCES if protect(result, name).tables]

    assert released(hospital) == ["analyst", "partner"]
    assert released(street) == ["analyst", "partner", "open"]
    assert released(month) == ["analyst"]


def test_public_counts_are_exact_and_not_about():
    one = table("areas", (dimension("area"), CRIMES), [("a", 3), ("b", 412)])
    for audience in OTHERS:
        safe = protect(answer(one, sources=(STREET,)), audience)
        assert [row[1] for row in printed(safe)] == ["3", "412", "415"]
        assert not any(cell.about for row in safe.tables[0].rows for cell in row)


def test_a_data_set_that_is_public_only_in_part_is_protected():
    one = table("areas", (dimension("area"), CRIMES), [("a", 3), ("b", 412)], totals=())
    force = replace(STREET, provider="other", public=False)
    assert [r[1] for r in printed(protect(answer(one, sources=(STREET, force))))] == ["[c]", "410"]


def test_the_floor_of_an_agreement_reaches_partners_alone_and_not_below_three():
    one = table(
        "weapons", (dimension("weapon"), PEOPLE), [("a", 412), ("b", 3), ("c", 6), ("d", 2)]
    )

    def seen(audience, floor):
        safe = protect(answer(one), audience, floors={"ed_assault": floor})
        return [row[1] for row in printed(safe)][:4]

    assert seen("partner", 5) == ["410", "[c]", "5", "[c]"]
    assert seen("partner", 1) == seen("partner", 3) == ["410", "5", "5", "[c]"]
    assert seen("open", 3) == seen("guest", 3) == ["410", "[c]", "[c]", "[c]"]


def test_a_floor_above_the_default_holds_for_everybody_but_the_analyst():
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412), ("b", 11)], totals=())
    for audience in OTHERS:
        assert printed(protect(answer(one), audience, floors={"ed_assault": 12}))[1] == ["b", "[c]"]
    assert printed(protect(answer(one), "analyst", floors={"ed_assault": 12}))[1] == ["b", "11"]


def test_a_count_of_several_data_sets_goes_by_the_strictest_floor():
    mixed = Column("n", "Records", "count")
    one = table("areas", (dimension("area"), mixed), [("a", 412), ("b", 11)], totals=())
    assert printed(protect(answer(one), "partner", floors={"ed_assault": 12}))[1] == ["b", "[c]"]
    assert printed(protect(answer(one), "partner", floors={"ed_assault": 3}))[1] == ["b", "10"]
    low = table("areas", (dimension("area"), mixed), [("a", 412), ("b", 5)], totals=())
    assert printed(protect(answer(low), "partner", floors={"ed_assault": 3}))[1] == ["b", "[c]"]


def test_a_rounded_number_is_never_below_the_floor():
    # At a floor of 5 a shown 5 is 5 to 7: under a total of 5 to 7 the other could be 2 at most, so
    # nothing short of hiding both and the total leaves all of 1 to 4 open.
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 2), ("b", 5)])
    shown = printed(protect(answer(one), "partner", floors={"ed_assault": 5}))
    assert [row[1] for row in shown] == ["[c]", "[c]", "[c]"]


def test_what_is_hidden_from_partners_to_protect_others_is_hidden_from_everybody():
    # Partners see 6 and 7 as 5 and need b hidden; by itself the open answer would show b as 40,
    # and both together would leave a 1 to 3: 43 to 47, less 38 to 42, less 6 or 7.
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 1), ("b", 38), ("c", 7)])
    floors = {"ed_assault": 6}
    seen = {who: printed(protect(answer(one), who, floors=floors)) for who in OTHERS}
    assert [row[1] for row in seen["partner"]] == ["[c]", "[c]", "5", "45"]
    assert [row[1] for row in seen["open"]] == ["[c]", "[c]", "[c]", "45"]
    assert seen["guest"] == seen["open"]
    whole = table("weapons", (dimension("weapon"), PEOPLE), [("a", 2), ("b", 3), ("c", 3)])
    # Partners see nothing of this table, the total included; nor does anybody else.
    hidden = printed(protect(answer(whole), "open", floors={"ed_assault": 4}))
    assert {row[1] for row in hidden} == {"[c]"}


@pytest.mark.parametrize("audience", OTHERS)
def test_only_declared_tables_and_windows_leave(audience):
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412)])
    safe = protect_result(answer(one), audience=audience, rules=read_rules())
    assert (safe.outcome, safe.headline) == ("refused", "")
    assert "not on the list" in safe.reasons[0]
    longer = answer(replace(one, months=24))
    windows = replace(rules_for(longer), tables={"made_up.weapons": (12,)})
    safe = protect_result(longer, audience=audience, rules=windows)
    assert "12 months only" in safe.reasons[0]


@pytest.mark.parametrize("audience", OTHERS)
@pytest.mark.parametrize("option", [{"months": 11}, {"level": 0.2}, {"cell_metres": 100}])
def test_free_choice_is_for_analysts(audience, option):
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412)])
    result = answer(one, options=option)
    with pytest.raises(DisclosureRefusal, match="subtracted") as refused:
        protect(result, audience)
    assert refused.value.exit_code == 7
    assert protect(result, "analyst").outcome == "released"


def test_a_table_for_analysts_only_is_no_part_of_another_answer():
    one = table("t", (dimension("weapon"), PEOPLE), [("knife", 50)], totals=())
    inside = replace(one, name="inside", title="Inside", analysts_only=True)
    result = replace(answer(one), tables=(one, inside))
    assert [t.name for t in protect(result, "analyst").tables] == ["t", "inside"]
    for audience in ("partner", "guest", "open"):
        safe = protect(result, audience)
        assert [t.name for t in safe.tables] == ["t"]
        assert "Inside" not in " ".join(safe.reasons)
    assert protect(replace(result, tables=(inside,)), "open").tables == ()


def test_an_audience_that_is_not_one_is_refused():
    with pytest.raises(UsageRefusal, match="no audience"):
        protect(answer(), "everybody")


def test_an_answer_without_tables_still_says_why():
    safe = protect(
        answer(not_comparable=("Too unlike.",)), say=lambda tables, window: "Nothing yet."
    )
    assert (safe.outcome, safe.headline) == ("released", "Nothing yet.")
    assert safe.not_comparable == ("Too unlike.",)


def test_a_map_keeps_areas_and_loses_what_no_released_row_is_about():
    def feature(kind, **properties):
        return {
            "type": "Feature",
            "geometry": {"type": kind, "coordinates": []},
            "properties": properties,
        }

    areas = {
        "type": "FeatureCollection",
        "features": [
            feature("Polygon", code="a", name="Ward", layer="area", health=3),
            feature("Polygon", code="E1", layer="cell", score=9.1),
            feature("Polygon", code="E3", layer="cell"),
            feature("Point", name="Square"),
        ],
    }
    cells = table("cells", (dimension("cell"), HOT, PEOPLE), [("E1", "hot", 31), ("E3", "hot", 7)])
    places = table("places", (dimension("place"), PEOPLE), [("Square", 60)])
    seen = {
        audience: protect(answer(cells, places, areas=areas), audience).areas["features"]
        for audience in ("partner", "open")
    }
    named = {who: [f["properties"].get("code", "Square") for f in fs] for who, fs in seen.items()}
    assert named == {"partner": ["a", "E1", "Square"], "open": ["a", "E1"]}
    assert {key for f in seen["open"] for key in f["properties"]} == {"code", "name", "layer"}


@pytest.mark.parametrize(
    ("audience", "near"), [("partner", True), ("guest", False), ("open", False)]
)
def test_who_sees_no_named_place_sees_none_beside_a_cell_either(audience, near):
    square = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": []},
        "properties": {"kind": "cell", "layer": "cell", "code": "E1", "name": "Square"},
    }
    columns = (dimension("cell"), Column("near", "Near", "note", describes="place"), HOT, PEOPLE)
    cells = table("cells", columns, [("E1", "Square", "hot", 31)])
    map_of = {"type": "FeatureCollection", "features": [square]}
    safe = protect(answer(cells, areas=map_of), audience)
    assert [row[0].value for row in safe.table("cells").rows] == ["E1"]
    assert ("near" in [column.name for column in safe.table("cells").columns]) is near
    (kept,) = safe.areas["features"]
    assert ("name" in kept["properties"]) is near


def test_two_sources_of_one_kind_keep_their_own_rules():
    one = table("areas", (dimension("area"), CRIMES, PEOPLE), [("a", 4, 4), ("b", 90, 92)])
    shown = printed(protect(answer(one, sources=(STREET, HOSPITAL))))
    assert shown == [["a", "4", "[c]"], ["b", "90", "90"], ["[z]", "94", "95"]]
