"""Tables worked by hand: what is shown, hidden, rounded and added up, and why."""

import json
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
    plan_of,
    printed,
    protect,
    rules_for,
    table,
)
from watchward.contract.result import NOT_RECORDED, Column, Derived
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable
from watchward.disclosure import protect as gate
from watchward.disclosure.bounds import State, UnfinishedAudit
from watchward.disclosure.rules import Rule, read_rules
from watchward.disclosure.written import from_json, to_json
from watchward.errors import UsageRefusal


@pytest.mark.parametrize(
    "true, text",
    [
        (0, "0"),
        (1, "[c]"),
        (7, "[c]"),
        (8, "10"),
        (12, "10"),
        (13, "15"),
        (412, "410"),
        (413, "415"),
    ],
)
def test_the_default_rule(true, text):
    # 1,000 others, so that the total and rounding protect the cell by themselves.
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", true), ("b", 1000)])
    assert printed(protect(answer(one)))[0] == ["a", text]


def test_rounding_ties_go_up_and_never_to_nothing():
    assert [Rule(8, 10).shown(n) for n in (0, 14, 15, 25)] == [0, 10, 20, 30]
    assert Rule(3, 5).shown(3) == 5
    assert Rule(3, 10).shown(3) == 10  # a count of somebody is never shown as nobody


def test_totals_are_computed_from_true_counts_and_then_rounded():
    one = table(
        "weapons", (dimension("weapon"), PEOPLE), [("a", 12), ("b", 12), ("c", 12), ("d", 12)]
    )
    # 48 rounds to 50; the four rounded cells would add up to 40.
    assert printed(protect(answer(one)))[-1] == ["[z]", "50"]


def test_what_is_not_available_is_neither_hidden_nor_nothing():
    one = table("months", (dimension("month"), PEOPLE), [(24288, None), (24289, 30), (24290, 0)])
    assert printed(protect(answer(one))) == [
        ["24,288", "[x]"],
        ["24,289", "30"],
        ["24,290", "0"],
        ["[z]", "[x]"],
    ]


def test_a_table_with_a_single_row_hides_its_total_with_it():
    small = table("weapons", (dimension("weapon"), PEOPLE), [("a", 5)])
    assert printed(protect(answer(small))) == [["a", "[c]"], ["[z]", "[c]"]]
    large = table("weapons", (dimension("weapon"), PEOPLE), [("a", 31)])
    assert printed(protect(answer(large))) == [["a", "30"], ["[z]", "30"]]


def test_a_hidden_total_hides_even_the_noughts_beneath_it():
    # Were the two noughts shown, [c] 0 0 would say that all of the few were hurt with a knife.
    one = table("weapons", (dimension("weapon"), PEOPLE), [("knife", 4), ("glass", 0), ("gun", 0)])
    assert [row[1] for row in printed(protect(answer(one)))] == ["[c]", "[c]", "[c]", "[c]"]


def test_a_row_of_few_is_hidden_whole_in_a_crosstab_also_without_a_printed_total():
    rows = [
        ("knife", "women", 0),
        ("knife", "men", 3),
        ("glass", "women", 40),
        ("glass", "men", 60),
    ]
    one = table("both", (dimension("weapon"), dimension("sex"), PEOPLE), rows, totals=())
    assert [row[2] for row in printed(protect(answer(one)))] == ["[c]", "[c]", "40", "60"]


def test_a_nought_among_many_stays_a_nought():
    rows = [
        ("knife", "women", 0),
        ("knife", "men", 30),
        ("glass", "women", 40),
        ("glass", "men", 60),
    ]
    one = table("both", (dimension("weapon"), dimension("sex"), PEOPLE), rows, totals=())
    assert [row[2] for row in printed(protect(answer(one)))] == ["0", "30", "40", "60"]


def test_a_cell_that_subtraction_would_narrow_takes_another_with_it():
    # 33 shows as 35 and so does the total of 35: what is left would be 0 to 4, not 1 to 7.
    one = table("sex", (dimension("sex"), PEOPLE), [("women", 2), ("men", 33)])
    safe = protect(answer(one))
    assert [row[1] for row in printed(safe)] == ["[c]", "[c]", "35"]
    assert any("further cells are hidden" in reason for reason in safe.reasons)


def test_a_cell_that_rounding_protects_by_itself_takes_none():
    # 31 shows as 30, 35 as 35: 33 to 37 less 28 to 32 leaves 1 to 9.
    one = table("sex", (dimension("sex"), PEOPLE), [("women", 4), ("men", 31)])
    assert [row[1] for row in printed(protect(answer(one)))] == ["[c]", "30", "35"]


def test_two_hidden_cells_that_fill_their_total_hide_it():
    # 7 and 7 under a printed 15 (13 to 17) would each be 6 or 7; the nought cannot help.
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 7), ("b", 7), ("c", 0)])
    assert [row[1] for row in printed(protect(answer(one)))] == ["[c]", "[c]", "0", "[c]"]


def test_a_declared_sum_of_two_data_sets_rounds_the_public_one_too():
    both = Column("both", "Both", "count", parts=("police", "health"))
    rows = [("a", 101, 3, 104), ("b", 203, 45, 248)]
    alone = table("area", (dimension("area"), CRIMES, PEOPLE), [row[:3] for row in rows])
    summed = table("area", (dimension("area"), CRIMES, PEOPLE, both), rows, totals=())
    sources = (HOSPITAL, STREET)
    assert printed(protect(answer(alone, sources=sources)))[0] == ["a", "101", "[c]"]
    # 105 less 100, both rounded, leaves 1 to 9; less 101 exactly it would leave 2 to 6.
    assert printed(protect(answer(summed, sources=sources)))[0] == ["a", "100", "[c]", "105"]


def test_a_sum_that_nobody_declared_is_seen():
    both = Column("both", "Both", "count", dataset="ed_assault")
    rows = [("a", 101, 3, 104), ("b", 203, 45, 248)]
    one = table("area", (dimension("area"), CRIMES, PEOPLE, both), rows, totals=())
    assert printed(protect(answer(one, sources=(HOSPITAL, STREET))))[0][1] == "100"


def test_a_total_over_sources_rounds_the_public_rows_too():
    counted = Column("n", "Records", "count")
    rows = [("police_street", 101), ("ed_assault", 44)]
    one = table("sources", (dimension("source"), counted), rows, totals=((),))
    apart = replace(one, totals=())
    sources = (HOSPITAL, STREET)
    assert [row[1] for row in printed(protect(answer(one, sources=sources)))] == [
        "100",
        "45",
        "145",
    ]
    assert [row[1] for row in printed(protect(answer(apart, sources=sources)))] == ["101", "45"]


def test_a_share_of_all_is_not_told_apart_from_nearly_all():
    # All 4 of the hidden row were men: the share, and the nought beside it, are hidden with it.
    men = Column("men", "Men", "count", dataset="ed_assault")
    share = Derived("share", "Share", "percent", ("men", "health"))
    rows = [("a", 4, 4), ("b", 0, 5), ("c", 30, 60)]
    one = table("weapons", (dimension("weapon"), men, PEOPLE), rows, totals=(), derived=(share,))
    assert printed(protect(answer(one))) == [
        ["a", "[c]", "[c]", "[c]"],
        ["b", "[c]", "[c]", "[c]"],
        ["c", "30", "60", "50"],
    ]


def test_an_order_by_size_is_made_again_from_what_is_shown():
    rows = [("a", 34), ("c", 31), ("b", 30), ("f", 6), ("e", 2), ("d", 0)]
    one = table("weapons", (dimension("weapon"), PEOPLE), rows, totals=())
    # 34 is shown as 35; 31 and 30 alike as 30, so by name; the hidden two by name; then 0.
    assert [row[0] for row in printed(protect(answer(one)))] == ["a", "b", "c", "e", "f", "d"]
    ages = table("ages", (dimension("age"), PEOPLE), [("b", 34), ("a", 31)], totals=())
    assert [row[0] for row in printed(protect(answer(ages)))] == ["b", "a"]


def test_numbers_in_the_accounting_are_known_so_rounding_hides_nothing():
    accounting = Column("accepted", "Accepted", "accounting")
    counted = table("sex", (dimension("sex"), PEOPLE), [("women", 4), ("men", 31)])
    ledger = table("ledger", (dimension("source"), accounting), [("ed_assault", 35)], totals=())
    # Without the ledger 30, 35 are safe; with exactly 35 known, women would be 3 to 7.
    safe = protect(answer(counted, ledger))
    assert [row[1] for row in printed(safe, "sex")] == ["[c]", "[c]", "35"]
    assert printed(safe, "ledger") == [["ed_assault", "35"]]


def test_a_cell_bound_by_another_table_takes_a_neighbour_with_it():
    sex = table("sex", (dimension("sex"), PEOPLE), [("women", 35), ("men", 50)], totals=())
    both = table(
        "both",
        (dimension("sex"), dimension("weapon"), PEOPLE),
        [("women", "a", 2), ("women", "b", 33), ("men", "a", 20), ("men", "b", 30)],
        totals=(),
    )
    # Alone [c] and 35 tell nothing; beside women 35, a would be 0 to 4.
    assert [row[2] for row in printed(protect(answer(both)))] == ["[c]", "35", "20", "30"]
    together = protect(answer(sex, both))
    seen = [printed(together, "sex")[0][1], *(row[2] for row in printed(together, "both")[:2])]
    assert seen.count("[c]") == 2


def test_a_hidden_grand_total_hides_subtotals_and_their_noughts():
    rows = [("women", "a", 2), ("women", "b", 0), ("men", "a", 0), ("men", "b", 0)]
    one = table(
        "both",
        (dimension("sex"), dimension("weapon"), PEOPLE),
        rows,
        totals=(("sex",), ("weapon",), ()),
    )
    assert {row[2] for row in printed(protect(answer(one)))} == {"[c]"}


def test_known_shares_leave_out_what_is_not_recorded():
    share = Derived("share", "Share", "known_share", ("health",))
    rows = [("yes", 120), ("no", 80), (NOT_RECORDED, 50)]
    one = table("reported", (dimension("reported"), PEOPLE), rows, derived=(share,))
    # 120 and 80 of the 200 that say; 50 of all 250.
    assert [row[2] for row in printed(protect(answer(one)))] == ["60", "40", "20", "[z]"]


def test_the_headline_is_said_from_protected_tables():
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412), ("b", 3)])

    def say(tables, window):
        cell = tables["weapons"].column("health")[0]
        return f"{'about ' if cell.about else ''}{cell.text} in {window}"

    assert protect(answer(one), say=say).headline == "about 410 in rolling 12 months to 2025-12"
    assert protect(answer(one), "analyst", say=say).headline.startswith("412 in")


def test_an_audit_that_does_not_finish_shows_nothing(monkeypatch):
    def never(grid, **rest):
        raise UnfinishedAudit("no answer")

    monkeypatch.setattr(gate, "decide", never)
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412), ("b", 3)])
    safe = protect(answer(one, caveats=("412 of them",)))
    assert (safe.outcome, safe.tables, safe.headline, safe.caveats) == (
        "needs a person",
        (),
        "",
        (),
    )
    assert "data officer" in safe.reasons[0]


def test_synthetic_beside_real_is_refused_for_everybody():
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412)])
    mixed = answer(one, sources=(HOSPITAL, replace(STREET, synthetic=True)))
    for audience in ("analyst", *OTHERS):
        safe = protect(mixed, audience)
        assert (safe.outcome, safe.tables) == ("refused", ())
        assert "never share" in safe.reasons[0]


def test_same_answer_same_result_and_any_change_another_id():
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412), ("b", 3)])
    result = answer(one)
    first, again = protect(result), protect(result)
    assert to_json(first) == to_json(again)
    others = {
        protect(result, "partner").id,
        protect(replace(result, store_version="ed_assault@4")).id,
        protect(replace(result, options={"months": 12, "dataset": "ed_assault"})).id,
        protect(answer(replace(one, rows=(("a", 420), ("b", 3))))).id,
    }
    assert len(others | {first.id}) == 5


def test_what_differs_below_the_rounding_cannot_be_told_apart():
    def id_of(*counts):
        rows = list(zip("abc", counts, strict=True))
        return protect(answer(table("weapons", (dimension("weapon"), PEOPLE), rows))).id

    assert id_of(412, 3, 60) == id_of(411, 4, 60)


def test_json_comes_back_as_it_left():
    accounting = Column("rows", "Rows", "accounting")
    note = Column("note", "Note", "note")
    one = table(
        "weapons",
        (dimension("weapon"), PEOPLE, note, accounting),
        [("a", 412, "words", 500), ("b", 3, None, 7), ("c", None, "more", 0)],
        derived=(Derived("p", "Interval", "poisson_interval", ("health",)),),
    )
    areas = {"type": "FeatureCollection", "features": []}
    for audience in ("analyst", *OTHERS):
        safe = protect(
            answer(one, areas=areas, caveats=("one",), not_comparable=("two",)), audience
        )
        assert from_json(to_json(safe)) == safe
    with pytest.raises(ValueError, match="not a SafeResult"):
        from_json(json.dumps({"format": 99}))


def test_nobody_else_can_make_what_may_be_shown():
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412)])
    safe = protect(answer(one))
    with pytest.raises(TypeError, match="only disclosure"):
        replace(safe, headline="412 exactly")
    with pytest.raises(TypeError, match="only disclosure"):
        replace(safe.tables[0], rows=((SafeCell("a"), SafeCell(412)),))
    fields = {name: getattr(safe, name) for name in safe.__dataclass_fields__}
    with pytest.raises(TypeError, match="only disclosure"):
        SafeResult(**fields)
    with pytest.raises(TypeError, match="only disclosure"):
        SafeTable("t", "T", (), (), (), "", 0)


def test_the_plan_says_why_each_is_hidden():
    one = table("sex", (dimension("sex"), PEOPLE), [("women", 2), ("men", 33)])
    _, plan = plan_of(answer(one))
    assert plan.states == (State.SMALL, State.MORE, State.SHOWN)


def test_the_rules_carry_their_version_and_hold_together(tmp_path):
    rules = read_rules()
    number, digest = rules.version.split("+")
    assert number.isdigit()
    assert len(digest) == 12
    text = (gate.__file__ and rules_for(answer())) and _rules_text()
    changed = tmp_path / "rules.toml"
    changed.write_text(text.replace("hide_below = 8", "hide_below = 3", 1), "utf-8")
    with pytest.raises(UsageRefusal, match="coarser"):
        read_rules(changed)
    changed.write_text(text.replace('places = "none"', 'exact = true\nplaces = "none"', 1), "utf-8")
    with pytest.raises(UsageRefusal, match="only the analyst"):
        read_rules(changed)
    changed.write_text(text + "\n# a word more\n", "utf-8")
    assert read_rules(changed).version != rules.version


def _rules_text() -> str:
    from watchward.disclosure.rules import HERE

    return (HERE / "rules.toml").read_text("utf-8")
