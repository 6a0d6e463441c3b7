"""Tables worked by hand: what is shown, hidden, rounded and added up, and why."""

from dataclasses import replace

import pytest

from tests.unit.disclosure_answers import (
    CRIMES,
    HOSPITAL,
    PEOPLE,
    STREET,
    answer,
    dimension,
    printed,
    protect,
    table,
)
from watchward.contract.result import NOT_RECORDED, Column, Derived, Table
from watchward.disclosure.rules import Rule


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


def test_two_hidden_cells_that_fill_their_total_take_the_table_with_them():
    # 7 and 7 under a 15 (13 to 17) would each be 6 or 7. The nought cannot help, and another table
    # of the same people tells the 15; with everything hidden no mark says which cells are small.
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 7), ("b", 7), ("c", 0)])
    assert [row[1] for row in printed(protect(answer(one)))] == ["[c]", "[c]", "[c]", "[c]"]


def test_a_declared_sum_of_two_data_sets_rounds_the_public_one_too():
    both = Column("both", "Both", "count", parts=("police", "health"))
    rows = [("a", 101, 3, 104), ("b", 203, 45, 248)]
    alone = table("area", (dimension("area"), CRIMES, PEOPLE), [row[:3] for row in rows])
    summed = table("area", (dimension("area"), CRIMES, PEOPLE, both), rows, totals=())
    sources = (HOSPITAL, STREET)
    assert printed(protect(answer(alone, sources=sources)))[0] == ["a", "101", "[c]"]
    assert printed(protect(answer(alone, sources=sources)))[1] == ["b", "203", "45"]
    # Were a's 101 beside a 105 (103 to 107), health there would be 2 to 6.
    assert "101" not in printed(protect(answer(summed, sources=sources)))[0]
    assert printed(protect(answer(summed, sources=sources)))[1][1] == "205"


def test_a_sum_that_nobody_declared_is_seen():
    both = Column("both", "Both", "count", dataset="ed_assault")
    rows = [("a", 101, 3, 104), ("b", 203, 45, 248)]
    one = table("area", (dimension("area"), CRIMES, PEOPLE, both), rows, totals=())
    assert printed(protect(answer(one, sources=(HOSPITAL, STREET))))[1][1] == "205"


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


def test_what_is_hidden_for_others_is_known_to_be_large():
    # 9 shows as 10 and so does the 12: a would be 4 at most. Hiding b as well does not help whoever
    # is told that b is 8 or more, so the whole table goes.
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 3), ("b", 9)])
    assert [row[1] for row in printed(protect(answer(one)))] == ["[c]", "[c]", "[c]"]


@pytest.mark.parametrize("now", [True, False])
def test_a_month_bound_by_its_year_takes_another_month_with_it(now):
    # In one of the two years only two months have anybody: 2 and 33. Beside a year of 35 the 2
    # would be 0 to 4; beside the 24 months alone, with 400 in each of the other year's, it is safe.
    quiet, busy = [2, 33, *[0] * 10], [400] * 12
    counts = [*busy, *quiet] if now else [*quiet, *busy]
    columns = (dimension("month"), PEOPLE)
    first = 12 if now else 0
    months = Table(
        "months", "Months", columns, tuple(zip(range(24300, 24324), counts, strict=True))
    )
    counted = replace(PEOPLE, name="now" if now else "before")
    ending = "rolling 12 months to 2026-12"
    year = table("year", (dimension("year"), counted), [("y", sum(quiet))], window=ending)
    alone = [row[1] for row in printed(protect(answer(months)), "months")]
    beside = [row[1] for row in printed(protect(answer(months, year)), "months")]
    assert alone[first : first + 2] == ["[c]", "35"]
    assert beside[first : first + 2] == ["[c]", "[c]"]


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
