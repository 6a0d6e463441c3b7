"""Figures worked by hand from what is shown; a hidden number hides what rests on it."""

import pytest

from tests.unit.disclosure_answers import (
    PEOPLE,
    YEAR,
    answer,
    dimension,
    printed,
    protect,
    table,
)
from watchward.contract.result import NOT_RECORDED, Column, Derived, Lines, Table
from watchward.contract.safe_result import SafeCell
from watchward.disclosure.figures import significant

POLICE = Column("police", "Crimes", "count", dataset="police_incident")
BEFORE = Column("before", "Before", "count", dataset="ed_assault")


def figure(kind: str, *of: str, counts: tuple, audience: str = "open", per: int = 100) -> list[str]:
    """The figure of one row, as printed; its counts are `of`, in that order."""
    columns = [dimension("area"), *(Column(n, n, "count", dataset=f"set {n}") for n in of)]
    made = Derived("f", "F", kind, of, per)
    one = table("t", columns, [("a", *counts)], totals=(), derived=(made,))
    return printed(protect(answer(one), audience))[0][1 + len(of) :]


@pytest.mark.parametrize(
    "kind, counts, shown",
    [
        ("percent", (31, 62), ["50"]),  # 30 of 60
        ("percent", (2500, 6000), ["41.7"]),  # a decimal from 4,000 on
        ("percent", (30, 0), ["[z]"]),
        ("percent", (3, 60), ["[c]"]),
        ("percent", (None, 60), ["[x]"]),
        ("change_percent", (60, 80), ["-25"]),
        ("change_percent", (60, 0), ["[z]"]),
        ("change_percent", (4400, 4000), ["10.0"]),
        ("ratio", (31, 62), ["0.5"]),
        ("ratio", (100, 30), ["3.3"]),
        ("ratio", (100, 5), ["[c]"]),
        ("poisson_interval", (412,), ["370", "455"]),  # Garwood for 410: 371.3 to 451.7
        ("poisson_interval", (0,), ["0", "5"]),  # 0 to 3.7
        ("poisson_interval", (4,), ["[c]", "[c]"]),
        ("wilson_interval", (50, 100), ["40", "60"]),  # 40.4 to 59.6
        ("wilson_interval", (50, 0), ["[z]", "[z]"]),
        ("ratio_interval", (40, 0), ["[z]", "[z]"]),
        ("ratio_interval", (100, 50), ["1.4", "2.9"]),  # 1.41 to 2.86
    ],
)
def test_a_figure_from_what_is_shown(kind, counts, shown):
    names = ("one", "two")[: len(counts)]
    assert figure(kind, *names, counts=counts) == shown


def test_an_analyst_gets_figures_from_exact_counts():
    assert figure("percent", "one", "two", counts=(31, 64), audience="analyst") == ["48"]
    assert figure("poisson_interval", "one", counts=(412,), audience="analyst") == ["373", "454"]


def test_a_rate_has_no_more_figures_than_its_count_is_worth():
    residents = Column("residents", "Residents", "note")
    made = Derived("rate", "Rate", "rate", ("health", "residents"), 1000)
    columns = (dimension("area"), PEOPLE, residents)
    one = table("t", columns, [("a", 52, 1517), ("b", 4, 1517)], totals=(), derived=(made,))
    # 50 in 1,517 is 32.96 for every 1,000.
    assert [row[3] for row in printed(protect(answer(one)))] == ["33.0", "[c]"]


def test_a_rate_beside_the_rate_of_all_whose_residents_are_known():
    residents = Column("residents", "Residents", "accounting")
    of = ("health", "residents")
    made = tuple(
        Derived(kind, "F", kind, of, 1000)
        for kind in ("rate_interval", "relative_rate", "relative_rate_interval")
    )
    columns = (dimension("area"), PEOPLE, residents)
    rows = [("a", 60, 1000), ("b", 140, 4000), ("c", 900, None), ("d", 0, 500)]
    one = table("t", columns, rows, totals=(), derived=made)
    found = {row[0]: row[3:] for row in printed(protect(answer(one), "analyst"))}
    # Garwood for 60: 45.8 to 77.2. a is 60 of 200 events and 1,000 of 5,500 people: 0.3 × 5.5.
    # Clopper and Pearson for 60 of 200: 0.2373 to 0.3686, times 5.5: 1.305 to 2.027.
    assert found["a"] == ["45.0", "78.0", "1.6", "1.3", "2.1"]
    assert found["c"] == ["[x]"] * 5
    assert found["d"][2] == "0.0"
    few = table("t", columns, [("a", 60, 1000), ("b", 3, 4000)], totals=(), derived=made)
    assert printed(protect(answer(few)))[0][5:] == ["[c]"] * 3  # 60 is not 100 times one hidden


def test_shares_of_a_total_that_is_not_printed_are_still_of_a_protected_total():
    share = Derived("share", "Share", "share", ("health",))
    rows = [("a", 31), ("b", 31), ("c", 2)]
    one = table("t", (dimension("weapon"), PEOPLE), rows, totals=(), derived=(share,))
    # 64 is shown as 65 at most: 30 of 65; the hidden one stays hidden.
    assert [row[2] for row in printed(protect(answer(one)))] == ["46", "46", "[c]"]


def test_known_shares_where_the_unknown_are_few_or_hidden():
    share = Derived("share", "Share", "known_share", ("health",))
    low = Derived("low", "Low", "known_low", ("health",))
    rows = [("yes", 120), ("no", 80), (NOT_RECORDED, 4)]
    one = table("t", (dimension("reported"), PEOPLE), rows, derived=(share, low))
    # Beside 205 a hidden handful makes no difference: 120 of 205; Wilson from 51.7.
    shown = printed(protect(answer(one)))
    assert [row[2:] for row in shown] == [
        ["59", "51"],
        ["39", "32"],
        ["[c]", "[c]"],
        ["[z]", "[z]"],
    ]
    few = table(
        "t", (dimension("reported"), PEOPLE), [("yes", 40), (NOT_RECORDED, 5)], derived=(share,)
    )
    assert printed(protect(answer(few)))[0][2] == "[c]"


def test_the_expected_range_leaves_hidden_months_out():
    months = [(24300 + n, 30 if n % 2 else 34) for n in range(12)]
    low, high = (Derived(f"x_{e}", e, f"expected_{e}", ("health",)) for e in ("low", "high"))
    columns = (dimension("month"), PEOPLE)

    def last(rows):
        one = Table("t", "T", columns, tuple(rows), derived=(low, high), window=YEAR)
        return printed(protect(answer(one)))[len(rows) - 1][2:]

    assert [int(x) % 5 for x in last(months)] == [0, 0]
    assert int(last(months)[0]) < 30 < int(last(months)[1])
    hidden = [(m, 3 if n < 6 else count) for n, (m, count) in enumerate(months)]
    assert last(hidden) == ["[c]", "[c]"]
    absent = [(m, None if n < 6 else count) for n, (m, count) in enumerate(months)]
    assert last(absent) == ["[x]", "[x]"]


def test_figures_say_about_where_their_counts_are_rounded():
    share = Derived("share", "Share", "share", ("health",))
    one = table("t", (dimension("weapon"), PEOPLE), [("a", 31), ("b", 31)], derived=(share,))
    # 30 of 60.
    assert protect(answer(one)).tables[0].rows[0][2] == SafeCell(50, "", about=True)
    cells = {
        who: protect(answer(one), who).tables[0].column("share")[0] for who in ("open", "analyst")
    }
    assert (cells["open"].about, cells["analyst"].about) == (True, False)


def test_the_matched_share_is_an_analysts_figure():
    names = ("matched", "by_chance", "compared", "pool")
    shown = figure("matched_share", *names, counts=(50, 0, 100, 1000), audience="analyst")
    assert shown == ["50"]
    assert figure("matched_low", *names, counts=(50, 0, 0, 1000), audience="analyst") == ["[z]"]


def test_significant_figures():
    assert [significant(v) for v in (0, 0.1234, 1.26, 12.6, 126)] == [0.0, 0.12, 1.3, 13.0, 130.0]
    assert significant(1234.5, 3) == 1230.0


def test_a_row_told_on_several_lines_is_protected_once_and_hidden_on_each():
    constants = (Column("cost", "Cost", "note"), Column("unit", "Each, £", "accounting"))
    lines = Lines(constants, {"a": (("x", 10), ("y", 20)), "b": (("x", 30),)})
    money = Derived("saved", "Saved, £", "money", ("police", "unit"), per=1_000)
    columns = (dimension("area"), POLICE)
    one = Table("t", "T", columns, (("a", 412), ("b", 4)), derived=(money,), lines=lines)
    (made,) = protect(answer(one), "open").tables
    assert [column.name for column in made.columns] == ["area", "police", "cost", "saved", "unit"]
    assert printed(made) == [
        ["a", "410", "x", "410", "10"],  # a tenth of 410, at £10 each
        ["a", "410", "y", "820", "20"],
        ["b", "[c]", "x", "[c]", "30"],
    ]
    assert made.hidden == 1
