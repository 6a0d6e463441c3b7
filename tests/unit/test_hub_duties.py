"""Who owes what: worked by hand over year ends, quarters, bodies that end, corrections, clocks."""

import datetime as dt

import pytest

from tests.faults.calls import send_calls
from watchward.contract.dataset import dataset, datasets
from watchward.contract.duty import DutyRule, periods
from watchward.contract.period import Period, month_number
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.hub.cells import cells, due_next, overdue
from watchward.hub.duties import duties, end_duty, set_duty
from watchward.hub.events import events
from watchward.hub.history import history
from watchward.lake.store import open_store

DAY = dt.date.fromisoformat
MONTHLY = DutyRule(DAY("2000-01-01"), 1, 1, "by hand", "local default")


def moment(text):
    return dt.datetime.fromisoformat(f"{text}T09:00:00+00:00")


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


def owe(store, *, starts="2024-01-01", ends=None, provider="testford", data_set="ambulance_call"):
    return set_duty(
        store,
        provider=provider,
        dataset=data_set,
        starts=DAY(starts),
        ends=DAY(ends) if ends else None,
        reason="the 2007 Regulations",
        by="ana",
        now=moment("2024-01-02"),
    )


def states(store, on):
    return {str(one.period): (one.state, one.late_days) for one in cells(store, now=moment(on))}


@pytest.mark.parametrize(
    ("name", "period", "due"),
    [
        # The Regulations' own example: July to September 2007 by 31 December 2007.
        ("ambulance_call", "2007-07..2007-09", "2007-12-31"),
        ("police_incident", "2023-10..2023-12", "2024-03-31"),
        ("police_incident", "2024-01..2024-03", "2024-06-30"),
        ("ed_assault", "2023-12", "2024-01-31"),
        ("ed_assault", "2024-01", "2024-02-29"),  # a leap year
        ("ed_assault", "2025-01", "2025-02-28"),
        ("police_street", "2024-12", "2025-02-28"),
    ],
)
def test_due_days_worked_by_hand(name, period, due):
    wanted = Period.parse(period)
    ((found, rule),) = periods(dataset(name).duties, first=wanted.first, last=wanted.last)
    assert (found, rule.due(found)) == (wanted, DAY(due))


def test_every_data_set_says_when_it_is_due_and_how_long_it_is_kept():
    for one in datasets().values():
        assert one.duties, one.name
        assert one.retention_months > 0, one.name
        assert one.retention_source, one.name


def test_a_rule_that_changes_takes_over_once_the_quarter_that_runs_has_ended():
    quarterly = DutyRule(DAY("2007-07-01"), 3, 3, "old", "published")
    monthly = DutyRule(DAY("2024-02-01"), 1, 1, "new", "local default")
    found = periods(
        (monthly, quarterly), first=month_number("2023-11"), last=month_number("2024-05")
    )
    assert [(str(period), rule.source) for period, rule in found] == [
        ("2023-10..2023-12", "old"),
        ("2024-01..2024-03", "old"),
        ("2024-04", "new"),
        ("2024-05", "new"),
    ]


def test_days_after_the_months_are_counted_too():
    rule = DutyRule(DAY("2000-01-01"), 1, 0, "by hand", "local default", due_days=10)
    assert rule.due(Period.parse("2024-12")) == DAY("2025-01-10")


@pytest.mark.parametrize("wrong", [{"every": 2}, {"status": "certain"}, {"due_months": -1}])
def test_a_rule_that_makes_no_sense_is_refused(wrong):
    told = {"valid_from": DAY("2024-01-01"), "every": 1, "due_months": 1, "status": "published"}
    with pytest.raises(UsageRefusal):
        DutyRule(**{**told, **wrong}, source="by hand")


def test_a_quarter_over_the_year_end_day_by_day(store):
    owe(store, starts="2023-10-01", ends="2023-12-31")
    quarter = "2023-10..2023-12"
    assert states(store, "2023-12-31") == {quarter: ("running", 0)}
    assert states(store, "2024-01-01") == {quarter: ("awaited", 0)}
    assert states(store, "2024-03-31") == {quarter: ("awaited", 0)}
    assert states(store, "2024-04-01") == {quarter: ("missing", 1)}
    assert states(store, "2025-04-01") == {quarter: ("missing", 366)}  # 2024 is a leap year


def test_a_quarter_comes_in_parts_and_is_in_time_with_its_last_month(store, tmp_path):
    owe(store, starts="2024-01-01", ends="2024-03-31")
    send_calls(store, tmp_path, "2024-01", on="2024-02-05")
    assert states(store, "2024-03-01")["2024-01..2024-03"] == ("running", 0)
    send_calls(store, tmp_path, "2024-02", on="2024-07-02")
    assert states(store, "2024-07-10")["2024-01..2024-03"] == ("part", 10)  # due 30 June
    send_calls(store, tmp_path, "2024-03", on="2024-07-12")
    (cell,) = cells(store, now=moment("2024-08-01"))
    assert (cell.state, cell.late_days, cell.received) == ("late", 12, DAY("2024-07-12"))
    assert len(cell.receipts) == 3
    assert (cell.rows["accepted"], cell.rows["read"], cell.complete) == (6, 6, 100)


def test_the_day_is_londons_and_not_utcs(store, tmp_path):
    """23:30 UTC on 30 June is 1 July in London: a day late."""
    owe(store, starts="2024-01-01", ends="2024-03-31")
    send_calls(store, tmp_path, "2024-01..2024-03", on="2024-06-30")
    assert states(store, "2024-07-05")["2024-01..2024-03"] == ("in time", 0)
    late = dt.datetime(2024, 6, 30, 23, 30, tzinfo=dt.UTC)
    other = open_store(tmp_path / "other", create=True)
    owe(other, starts="2024-01-01", ends="2024-03-31")
    assert [one.late_days for one in cells(other, now=late)] == [1]


def test_a_correction_does_not_make_a_period_late(store, tmp_path):
    owe(store, starts="2024-01-01", ends="2024-03-31")
    first = send_calls(store, tmp_path, "2024-01..2024-03", on="2024-04-20")
    again = send_calls(
        store, tmp_path, "2024-01..2024-03", on="2024-09-01", each=3, replaces=first.id
    )
    (cell,) = cells(store, now=moment("2024-10-01"))
    assert (cell.state, cell.late_days, cell.received) == ("in time", 0, DAY("2024-04-20"))
    assert cell.superseded == ((first.id, again.id),)
    assert cell.receipts == (again.id,)
    assert cell.replaced
    assert cell.rows["accepted"] == 9
    said = [(step.what, step.receipt, step.other) for step in _history(store)]
    assert said == [
        ("duty set", "", ""),
        ("received", first.id, ""),
        ("replaced", again.id, first.id),
    ]


def test_two_submissions_of_one_period_the_second_is_told_and_written_down(store, tmp_path):
    owe(store, starts="2024-01-01", ends="2024-03-31")
    send_calls(store, tmp_path, "2024-01..2024-03", on="2024-04-20")
    with pytest.raises(PackageRefusal, match="already held"):
        send_calls(store, tmp_path, "2024-02..2024-03", on="2024-04-21")
    (cell,) = cells(store, now=moment("2024-05-01"))
    assert (cell.state, cell.refused, len(cell.receipts)) == ("in time", 1, 1)
    assert [step.what for step in _history(store)] == ["duty set", "received", "refused"]


def test_a_body_that_ends_owes_the_months_until_then_and_its_successor_the_rest(store, tmp_path):
    """Primary care trusts ended on 31 March 2013: here one ends in the middle of a quarter."""
    old = owe(store, starts="2012-10-01")
    end_duty(
        store, old, ends=DAY("2013-02-15"), reason="abolished", by="ana", now=moment("2013-01-01")
    )
    owe(store, starts="2013-02-16", provider="newford")
    found = {
        (one.provider, str(one.period)): (str(one.owed), one.due)
        for one in cells(store, now=moment("2013-04-10"))
    }
    assert found == {
        ("testford", "2012-10..2012-12"): ("2012-10..2012-12", DAY("2013-03-31")),
        ("testford", "2013-01..2013-03"): ("2013-01..2013-02", DAY("2013-06-30")),
        ("newford", "2013-01..2013-03"): ("2013-02..2013-03", DAY("2013-06-30")),
        ("newford", "2013-04..2013-06"): ("2013-04..2013-06", DAY("2013-09-30")),
    }
    send_calls(store, tmp_path, "2013-01..2013-02", on="2013-03-01")
    (cell,) = [
        one
        for one in cells(store, now=moment("2014-01-01"))
        if (one.provider, str(one.period)) == ("testford", "2013-01..2013-03")
    ]
    assert (cell.state, cell.late_days) == ("in time", 0)


def test_a_month_left_out_of_a_longer_package_is_not_taken_as_received(store, tmp_path):
    owe(store, starts="2024-01-01", ends="2024-03-31")
    days = ("2024-01-10", "2024-03-10")
    send_calls(store, tmp_path, "2024-01..2024-03", on="2024-04-20", days=days)
    (cell,) = cells(store, now=moment("2024-07-02"))
    assert (cell.state, [m % 12 + 1 for m in cell.months]) == ("part", [1, 3])


def test_a_hub_whose_clock_was_slow_says_early_and_never_a_negative_lateness(store, tmp_path):
    owe(store, starts="2024-01-01", ends="2024-03-31")
    send_calls(store, tmp_path, "2024-01..2024-03", on="2024-03-20")
    (cell,) = cells(store, now=moment("2024-10-01"))
    assert (cell.state, cell.late_days, cell.early) == ("in time", 0, True)
    (cell,) = cells(store, now=moment("2024-03-01"))  # and slower still when it is asked
    assert (cell.state, cell.late_days) == ("in time", 0)
    assert cells(store, now=moment("2023-12-01")) == ()


def test_far_fewer_rows_than_usual_are_pointed_out(store, tmp_path):
    owe(store, starts="2023-01-01", ends="2024-06-30")
    for quarter, each in (("01..2023-03", 4), ("04..2023-06", 5), ("07..2023-09", 4)):
        send_calls(store, tmp_path, f"2023-{quarter}", on="2024-01-02", each=each)
    send_calls(store, tmp_path, "2023-10..2023-12", on="2024-01-02", each=4)
    send_calls(store, tmp_path, "2024-01..2024-03", on="2024-04-02", each=1)
    send_calls(store, tmp_path, "2024-04..2024-06", on="2024-07-02", each=3)
    found = [one.unusual for one in cells(store, now=moment("2024-08-01"))]
    assert found == [False, False, False, False, True, False]


def test_what_is_due_next_and_what_is_overdue(store, tmp_path):
    owe(store, starts="2023-07-01")
    send_calls(store, tmp_path, "2023-10..2023-12", on="2024-01-20")
    found = cells(store, now=moment("2024-06-20"))
    near = due_next(found, today=DAY("2024-06-20"), days=14)
    assert [str(one.period) for one in near] == ["2024-01..2024-03"]
    assert [(str(one.period), one.late_days) for one in overdue(found)] == [
        ("2023-07..2023-09", 172)  # 31 December to 20 June, by hand
    ]


def test_duties_are_refused_where_they_make_no_sense(store):
    first = owe(store, starts="2024-01-01", ends="2024-06-30")
    with pytest.raises(UsageRefusal, match="already"):
        owe(store, starts="2024-06-30")
    owe(store, starts="2024-07-01")
    with pytest.raises(UsageRefusal, match="next duty"):
        end_duty(
            store, first, ends=DAY("2024-07-01"), reason="x", by="ana", now=moment("2024-08-01")
        )
    with pytest.raises(UsageRefusal, match="before it begins"):
        end_duty(
            store, first, ends=DAY("2023-07-01"), reason="x", by="ana", now=moment("2024-08-01")
        )
    with pytest.raises(UsageRefusal, match="no duty of that number"):
        end_duty(store, 99, ends=DAY("2024-07-01"), reason="x", by="ana", now=moment("2024-08-01"))
    with pytest.raises(UsageRefusal, match="small letters"):
        owe(store, provider="Test Ford")
    with pytest.raises(UsageRefusal, match="no data set"):
        owe(store, data_set="weather")
    with pytest.raises(UsageRefusal, match="needs a reason"):
        end_duty(
            store, first, ends=DAY("2024-05-31"), reason=" ", by="ana", now=moment("2024-08-01")
        )
    assert [(one.starts, one.ends) for one in duties(store)] == [
        (DAY("2024-01-01"), DAY("2024-06-30")),
        (DAY("2024-07-01"), None),
    ]


def test_every_change_says_who_when_and_why(store):
    made = owe(store)
    end_duty(
        store, made, ends=DAY("2025-03-31"), reason="merged", by="ben", now=moment("2025-01-05")
    )
    assert [(one.kind, one.by, one.at[:10], one.reason) for one in events(store)] == [
        ("duty set", "ana", "2024-01-02", "the 2007 Regulations"),
        ("duty ended", "ben", "2025-01-05", "merged"),
    ]


def _history(store):
    return history(
        store,
        provider="testford",
        dataset="ambulance_call",
        period=Period.parse("2024-01..2024-03"),
    )
