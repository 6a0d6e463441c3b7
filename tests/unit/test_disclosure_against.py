"""One release held against earlier ones: by hand, with numbers small enough to follow."""

from dataclasses import replace

import pytest

from tests.unit.disclosure_answers import (
    HOSPITAL,
    PEOPLE,
    STREET,
    answer,
    dimension,
    printed,
    rules_for,
    table,
)
from watchward.contract.period import month_text
from watchward.contract.result import Column
from watchward.disclosure import protect as gate
from watchward.disclosure.against import CONTRADICTION, OVERTAKEN, WITHHELD, Check
from watchward.disclosure.history import Held, readers
from watchward.disclosure.overlay import OUTSIDE, laid_over, outlines_of
from watchward.disclosure.protect import prepare
from watchward.disclosure.refinement import Release
from watchward.disclosure.sheets import NOWHEN, pack, span, unpack

LAST = 24311
MONTHS = dict.fromkeys(range(LAST - 30, LAST + 5), ("a",))


class Reader:
    """Releases one after another, to whom they go."""

    def __init__(self, **check) -> None:
        self.given: list[tuple[str, str, Release]] = []
        self.check = {"seconds": 30.0, **check}

    def release(self, result, audience="open", contents=None, floors=None):
        prepared = prepare(result, audience=audience, rules=rules_for(result), floors=floors or {})
        contents = {"ed_assault": contents or MONTHS}
        check = Check(
            Held(len(self.given), tuple(self.given)),
            *(contents, floors or {}, {"area": "one", "place": "one"}),
            **self.check,
        )
        checked = check.hold(prepared)
        if checked.safe.outcome == "released":
            # As the ledger gives it back.
            told = Release(unpack(pack(checked.sheets)), contents, "v")
            self.given.append((audience, checked.safe.id, told))
        return checked.safe


def weapons(*counts, last=LAST, name="weapons", **rest):
    rows = [(f"w{n}", count) for n, count in enumerate(counts)]
    window = f"rolling 12 months to {month_text(last)}"
    one = table(name, (dimension("weapon"), PEOPLE), rows, window=window, **rest)
    return answer(one, store_version=f"v{counts}{last}")


def test_a_first_release_goes_as_it_is():
    assert [row[1] for row in printed(Reader().release(weapons(60, 40, 0)))] == [
        *("60", "40", "0", "100")
    ]


def test_the_same_answer_goes_again_and_a_later_window_goes_too():
    reader = Reader()
    first = reader.release(weapons(60, 40, 0))
    assert reader.release(weapons(60, 40, 0)) == first
    assert reader.release(weapons(61, 42, 0, last=LAST + 1)).outcome == "released"
    assert len(reader.given) == 3


def test_a_hidden_count_of_one_window_is_not_found_from_the_next():
    """A month that is known to hold nobody: the two windows are then one and the same."""
    reader = Reader()
    empty = {m: p for m, p in MONTHS.items() if m not in (LAST - 11, LAST + 1)}
    assert printed(reader.release(weapons(3, 60), contents=empty))[0] == ["w0", "[c]"]
    again = reader.release(weapons(3, 60, last=LAST + 1), contents=empty)
    assert printed(again)[0] == ["w0", "[c]"]


def test_a_month_that_arrives_is_not_told_by_what_it_adds():
    """Floor 10: 13 to 17 less 10 to 12 would be 1 to 7, and `[c]` leaves 1 to 9 open."""
    reader = Reader()
    early = {m: p for m, p in MONTHS.items() if m < LAST}
    floors = {"ed_assault": 10}
    first = reader.release(weapons(12, 0), contents=early, floors=floors)
    assert printed(first) == [["w0", "10"], ["w1", "0"], ["[z]", "10"]]
    later = reader.release(weapons(15, 0), contents=MONTHS, floors=floors)
    assert printed(later) == [["w0", "[c]"], ["w1", "0"], ["[z]", "[c]"]]


def test_with_nothing_else_to_hide_the_table_is_withheld_and_says_so():
    """About 10, and about 10 a month later: the month has 4 at most, so its `[c]` says too much."""
    reader = Reader()
    early = {m: p for m, p in MONTHS.items() if m < LAST}
    reader.release(weapons(9), contents=early)
    reader.release(weapons(12), contents=MONTHS)
    month = dimension("month")
    one = table("months", (month, PEOPLE), [(LAST, 3)], totals=(), window="", months=1)
    safe = reader.release(answer(one, store_version="w"), contents=MONTHS)
    assert (safe.outcome, safe.tables) == ("refused", ())
    assert safe.reasons == (f"“Months”: {WITHHELD}",)


def test_a_check_that_has_no_time_needs_a_person():
    reader = Reader(seconds=0.0)
    safe = reader.release(weapons(3, 60, 50))
    assert (safe.outcome, safe.reasons) == ("needs a person", (OVERTAKEN,))


def test_what_contradicts_an_earlier_release_needs_a_person():
    reader = Reader()
    reader.release(weapons(60, 40))
    safe = reader.release(weapons(900, 40))
    assert (safe.outcome, safe.reasons) == ("needs a person", (CONTRADICTION,))


def test_an_analyst_is_not_held_against_anything():
    reader = Reader(seconds=0.0)
    assert reader.release(weapons(3, 60), audience="analyst").outcome == "released"


def test_who_sees_more_holds_what_others_were_given():
    assert readers("open") == ("partner", "guest", "open")
    assert readers("partner") == ("partner",)
    one, other = Release((), {}, "v"), Release((), {}, "w")
    held = Held(2, (("open", "r1", one), ("partner", "r2", other)))
    assert len(held.by("partner")) == 2
    assert len(held.by("open")) == 1
    assert held.has("open", "r1")
    assert not held.has("partner", "r1")


def test_public_counts_alone_are_not_protected():
    crimes = Column("police", "Crimes", "count", dataset="police_street")
    public = replace(STREET, dataset="police_street")
    reader = Reader(seconds=0.0)
    one = table("areas", (dimension("area"), crimes), [("a", 3), ("b", 60)])
    safe = reader.release(answer(one, sources=(public,)))
    assert printed(safe)[0] == ["a", "3"]


def test_sheets_are_read_back_as_they_were_packed():
    reader = Reader()
    reader.release(weapons(3, 60, 41))
    sheets = reader.given[0][2].sheets
    assert unpack(pack(sheets)) == sheets
    assert sheets[0].labels == {"weapon": ("w0", "w1", "w2")}


@pytest.mark.parametrize(
    ("window", "column", "found"),
    [
        ("rolling 12 months to 2025-12", "health", (24300, 24311)),
        ("rolling 12 months to 2025-12", "health_before", (24288, 24299)),
        ("", "health", (NOWHEN, NOWHEN)),
    ],
)
def test_a_window_says_its_months(window, column, found):
    assert span(window, column) == found


def square(code: str, west: int, east: int) -> dict[str, object]:
    ring = [[west, 0], [east, 0], [east, 10], [west, 10], [west, 0]]
    drawn = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"kind": "area", "code": code}, "geometry": drawn}


def test_areas_that_meet_are_found_and_so_is_ground_outside():
    one = outlines_of({"features": [square("a", 0, 10), square("b", 10, 20)]})
    other = outlines_of({"features": [square("c", 0, 15)]})
    met = laid_over(("k", "l"), one, other)["k", "l"]
    assert met == {("a", "c"), ("b", "c"), ("b", OUTSIDE)}
    assert laid_over(("k", "l"), one, {}) == {}


def test_the_gate_and_the_check_agree_that_hospital_is_not_public():
    assert not HOSPITAL.public
    assert gate.WIDEST == "partner"
