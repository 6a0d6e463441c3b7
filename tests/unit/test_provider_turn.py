"""Which months have gone out, and whether it is the turn of the next."""

import datetime as dt

import pytest

from watchward.contract.period import Period, month_number
from watchward.errors import UsageRefusal
from watchward.provider.receipts import Sent
from watchward.provider.turn import check_turn, months_sent

NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
WHOSE = {"provider": "city-hospital", "dataset": "ed_assault"}


def sent(package, **more):
    return Sent(package, "share", NOW.isoformat(), **more)


def months(*texts):
    return frozenset(map(month_number, texts))


@pytest.mark.parametrize(
    ("one", "counted"),
    [
        (sent("city-hospital-ed_assault-2026-08-0a1b2c3d"), ["2026-08"]),
        (
            sent("city-hospital-ed_assault-2026-08_2026-10-0a1b2c3d"),
            ["2026-08", "2026-09", "2026-10"],
        ),
        (sent("city-hospital-ed_assault-2026-08-0a1b2c3d", turned_away="no"), []),
        (sent("city-hospital-ed_assault-2026-08-0a1b2c3d", synthetic=True), []),
        (sent("city-hospital-ecds_assault-2026-08-0a1b2c3d"), []),
        (sent("other-city-hospital-ed_assault-2026-08-0a1b2c3d"), []),
        (sent("city-hospital-ed_assault-2026-08"), []),
        (sent("something else"), []),
    ],
    ids=[
        "a month",
        "three",
        "turned away",
        "made up",
        "another set",
        "another",
        "no hash",
        "strange",
    ],
)
def test_months_that_have_gone_out(one, counted):
    assert months_sent([one], synthetic=False, **WHOSE) == months(*counted)


def test_a_practice_has_months_of_its_own():
    one = sent("city-hospital-ed_assault-2026-08-0a1b2c3d", synthetic=True)
    assert months_sent([one], synthetic=True, **WHOSE) == months("2026-08")


@pytest.mark.parametrize(
    ("period", "how", "why"),
    [
        ("2026-09", {}, ""),
        ("2026-09..2026-10", {}, ""),
        ("2026-05", {}, ""),
        ("2026-08", {}, "2026-08 has been sent already"),
        ("2026-07..2026-09", {}, "2026-07 to 2026-08 has been sent already"),
        ("2026-08", {"replaces": "R-1"}, ""),
        ("2026-10", {}, "2026-09 has not been sent"),
        ("2026-10", {"gap": True}, ""),
        ("2026-11", {"gap": True}, "2026-11 is not over"),
        ("2026-09..2026-11", {"replaces": "R-1"}, "2026-11 is not over"),
    ],
)
def test_whose_turn_it_is(period, how, why):
    gone, asked = months("2026-07", "2026-08"), Period.parse(period)
    if why:
        with pytest.raises(UsageRefusal, match=why):
            check_turn(asked, gone, now=NOW, **how)
    else:
        assert check_turn(asked, gone, now=NOW, **how) is None


def test_the_first_month_leaves_no_gap():
    assert check_turn(Period.parse("2026-10"), frozenset(), now=NOW) is None
