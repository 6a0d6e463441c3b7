"""Licensed premises in a browser: a desktop and a phone, over the demonstration's made-up work."""

import pytest

from tests.web.conftest import NOW
from tests.web.journey import DESKTOP, PHONE
from watchward_web.nonprod.licensing import load_licensing

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HOME = "/p/harrowmere/licensing/"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_officer_finds_the_late_plan_contests_a_line_and_takes_the_pack(
    partnership, journey, seat_of, stopped, size
):
    load_licensing(seat_of("licensing"), now=NOW)
    at = journey("licensing", size)
    at.go(HOME)
    at.check("premises-list")
    assert "6 days past its day" in at.text()
    at.follow("table a")
    at.check("one-premises")
    at.follow("text=Contest the score")
    at.check("contest")
    at.page.fill("#id_raised_by", "the licence holder")
    at.page.fill("#id_why", "It was in the street")
    at.follow("main button[type=submit]")
    assert "It was in the street" in at.text()
    at.follow("text=Ask for a condition")
    at.check("ask-condition")
    at.go(f"{HOME}conditions/")
    at.check("conditions")
