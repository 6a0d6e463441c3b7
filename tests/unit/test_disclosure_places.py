"""Named places: a year of them is a year, and a guest sees none but their own."""

from dataclasses import replace

import pytest

from tests.unit.disclosure_answers import HOSPITAL, PEOPLE, answer, dimension, protect, table


@pytest.mark.parametrize(("gaps", "shown"), [(0, True), (2, True), (3, False), (11, False)])
def test_a_year_of_places_is_a_year(gaps, shown):
    """Window 2025-01 to 2025-12: of its months, ten must be held."""
    first = 2025 * 12
    source = replace(
        HOSPITAL,
        first_month=first,
        last_month=first + 11,
        missing_months=tuple(range(first, first + gaps)),
    )
    places = table("places", (dimension("place"), PEOPLE), [("Square", 60)])
    safe = protect(answer(places, sources=(source,)), "partner")
    assert (safe.table("places") is not None) is shown
    assert shown or "10 of the twelve months" in " ".join(safe.reasons)


def test_a_guest_sees_areas_and_their_own_premises_only():
    rows = [("Square", 60), ("The Otter", 43), ("The Whistle", 31)]
    places = table("places", (dimension("place"), PEOPLE), rows, totals=())
    own = {"months": 12, "premises": "The Otter"}
    said = []

    def say(tables, window):
        said.append(sorted(tables))
        return "Nothing about a place."

    safe = protect(answer(places, options=own), "guest", say=say)
    (row,) = safe.table("places").rows
    assert [cell.value for cell in row] == ["The Otter", 45]
    assert said == [[]]
    assert "Whistle" not in repr(safe)
    assert "Square" not in repr(safe)
    unnamed = protect(answer(places), "guest")
    assert unnamed.table("places") is None
    assert "own premises" in " ".join(unnamed.reasons)
    stranger = {"months": 12, "premises": "Somewhere else"}
    assert protect(answer(places, options=stranger), "guest").table("places").rows == ()
