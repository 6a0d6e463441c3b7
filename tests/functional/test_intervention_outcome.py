"""What was counted of people is handed in once, when their months are over, and kept as it was."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from tests.faults.packages import NOW
from tests.spec.test_evaluation_people import FILE, TAKEN
from watchward.cli import app
from watchward.errors import InputRefusal, StoreRefusal, UsageRefusal
from watchward.hub.interventions import hand_in, register
from watchward.lake.interventions import names, registered
from watchward.lake.store import open_store

EARLY = dt.datetime(2005, 12, 1, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "x-it.toml"
    path.write_text(FILE.format(design="cohort"), encoding="utf-8")
    return path


@pytest.fixture
def counted(tmp_path):
    path = tmp_path / "counted.toml"
    path.write_text(TAKEN, encoding="utf-8")
    return path


def test_it_is_kept_with_its_hash_beside_the_registration(store, plan, counted):
    assert not register(store, plan, by="ana", now=EARLY).seen
    made = hand_in(store, "x-it", counted, by="ben", now=NOW)
    assert made == registered(store, "x-it")
    assert (made.outcome.by, made.outcome.of) == ("ben", made.sha256)
    assert made.outcome.groups["taken"].counted == 18
    assert names(store) == ("x-it",)


def test_it_waits_for_the_months_that_were_registered(store, plan, counted):
    register(store, plan, by="ana", now=EARLY)
    with pytest.raises(UsageRefusal, match="followed until 2006-12"):
        hand_in(store, "x-it", counted, by="ben", now=dt.datetime(2006, 12, 31, tzinfo=dt.UTC))


def test_registering_after_people_began_is_not_ahead(store, plan):
    assert register(store, plan, by="ana", now=dt.datetime(2006, 2, 1, tzinfo=dt.UTC)).seen


def test_a_change_needs_a_reason_and_the_first_stays(store, plan, counted):
    register(store, plan, by="ana", now=EARLY)
    hand_in(store, "x-it", counted, by="ben", now=NOW)
    counted.write_text(TAKEN.replace("18", "17"), encoding="utf-8")
    with pytest.raises(UsageRefusal):
        hand_in(store, "x-it", counted, by="ben", now=NOW)
    made = hand_in(store, "x-it", counted, by="ben", now=NOW, reason="one was counted twice")
    assert (made.outcome.amended, made.outcome.groups["taken"].counted) == (1, 17)
    assert (store.path / "interventions" / "x-it.outcome.1.toml").read_text() == TAKEN


def test_what_was_changed_in_the_store_is_refused(store, plan, counted):
    register(store, plan, by="ana", now=EARLY)
    hand_in(store, "x-it", counted, by="ben", now=NOW)
    (store.path / "interventions" / "x-it.outcome.toml").write_text(TAKEN + "\n")
    with pytest.raises(StoreRefusal, match="outcome was changed"):
        registered(store, "x-it")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("counted = 18", "counted = 26"),
        ("counted = 18", "counted = -1"),
        ("counted = 18", "counted = 1.5"),
        ("counted = 18", "counted = true"),
        ("people = 25", "people = 0"),
        ("months = 8", "months = 9"),
        ("months = 8", "months = 8\nlost = 8"),
        ("counted = 18", "counted = 0\nlost = 25"),
        ("months = 8", ""),
        ("months = 8", "months = 8\nshoes = 1"),
        ("[taken]", "[before]"),
        ("[taken]", "taken = 3\n[compared]"),
        ("[taken]", "[taken"),
    ],
)
def test_numbers_that_cannot_be_are_refused(store, plan, counted, old, new):
    register(store, plan, by="ana", now=EARLY)
    counted.write_text(TAKEN.replace(old, new), encoding="utf-8")
    with pytest.raises(InputRefusal):
        hand_in(store, "x-it", counted, by="ben", now=NOW)
    assert registered(store, "x-it").outcome is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("window = 8", "window = 0"),
        ("window = 8", ""),
        ('who = "Those who began"', ""),
        ('chosen = "referred after an arrest"', 'chosen = " "'),
        ('design = "cohort"', 'design = "repeats"\nstart = "2005-01"'),
        ('start = "2006-01"', ""),
        ('last = "2006-12"', 'last = "2004-12"'),
    ],
)
def test_a_plan_says_who_what_how_chosen_and_how_long(store, plan, old, new):
    if "repeats" in new:
        old, new = 'first = "2005-01"', 'first = "2006-01"'
        plan.write_text(plan.read_text().replace('"cohort"', '"repeats"'), encoding="utf-8")
    plan.write_text(plan.read_text().replace(old, new), encoding="utf-8")
    with pytest.raises((InputRefusal, UsageRefusal)):
        register(store, plan, by="ana", now=EARLY)


def test_nothing_is_handed_in_for_what_the_store_counts_or_nobody_registered(store, plan, counted):
    with pytest.raises(UsageRefusal, match="No intervention"):
        hand_in(store, "x-it", counted, by="ben", now=NOW)
    from tests.spec.test_evaluation import written

    plan.write_bytes(written("before_after"))
    register(store, plan, by="ana", now=EARLY)
    with pytest.raises(UsageRefusal, match="own records"):
        hand_in(store, "x-it", counted, by="ben", now=NOW)


def test_the_command_hands_it_in(store, plan, counted):
    run = CliRunner().invoke
    said = ["--store", str(store.path)]
    run(app, ["intervention", "register", str(plan), *said, "--by", "ana"])
    ran = run(app, ["intervention", "outcome", "x-it", str(counted), *said, "--by", "ben"])
    assert ran.exit_code == 0, ran.output
    assert "SHA-256" in ran.output
    assert "X-it" in run(app, ["intervention", "list", *said]).output
