"""Registering: strict, hashed, dated, changed with a reason, and refused where tampered with."""

import pytest
from typer.testing import CliRunner

from tests.faults.packages import NOW, SETTINGS, package, street
from tests.spec.test_evaluation import written
from watchward.cli import app
from watchward.errors import InputRefusal, StoreRefusal, UsageRefusal
from watchward.hub.flow import receive
from watchward.hub.interventions import register
from watchward.lake.interventions import registered
from watchward.lake.store import open_store


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "taxi-marshals.toml"
    path.write_bytes(written("differences"))
    return path


def test_it_is_hashed_dated_and_kept_as_it_was(store, file):
    made = register(store, file, by="ana", now=NOW)
    assert (made.by, made.at, made.seen, made.amended) == ("ana", "2026-11-22", False, 0)
    assert registered(store, "taxi-marshals") == made
    assert made.intervention.emmie == {"effect": 2}


def test_a_change_needs_a_reason_and_the_first_stays(store, file):
    register(store, file, by="ana", now=NOW)
    file.write_bytes(written("before_after"))
    with pytest.raises(UsageRefusal):
        register(store, file, by="ana", now=NOW)
    made = register(store, file, by="ana", now=NOW, reason="the comparison closed")
    assert made.amended == 1
    kept = store.path / "interventions" / "taxi-marshals.1.toml"
    assert kept.read_bytes() == written("differences")


def test_what_was_changed_in_the_store_is_refused(store, file):
    register(store, file, by="ana", now=NOW)
    inside = store.path / "interventions" / "taxi-marshals.toml"
    inside.write_bytes(inside.read_bytes().replace(b"2023-01", b"2023-02"))
    with pytest.raises(StoreRefusal, match="changed since"):
        registered(store, "taxi-marshals")


def test_an_outcome_that_is_held_already_is_marked(store, tmp_path):
    crimes = [street(row, "2026-01") for row in range(2, 9)]
    made = package(tmp_path, "street", crimes, period="2026-01")
    receive(made, store=store, by="ana", now=NOW, settings=SETTINGS)
    late = tmp_path / "late.toml"
    late.write_bytes(written("before_after").replace(b"police_incident", b"police_street"))
    assert register(store, late, by="ana", now=NOW).seen
    ahead = tmp_path / "ahead.toml"
    ahead.write_bytes(
        late.read_bytes().replace(b"2023-01", b"2026-03").replace(b"2023-12", b"2026-12")
    )
    assert not register(store, ahead, by="ana", now=NOW).seen


@pytest.mark.parametrize(
    "old, new",
    [
        (b'design = "differences"', b'design = "hope"'),
        (b"comparison = ['S05']", b"comparison = []"),
        (b"areas = ['S00']", b"areas = ['S00', 'S05']"),
        (b'start = "2023-01"', b'start = "2021-01"'),
        (b"effect = 2", b"effect = 9"),
        (b'title = "Taxi marshals"', b""),
        (b"a_year = 1000", b"a_year = -1"),
        (b'"Licensees" = 40', b'"Licensees" = 10'),
        (b'funder = "The council"', b'funder = "The council"\nshoe_size = 4'),
    ],
)
def test_what_is_missing_unknown_or_impossible_is_refused(store, file, old, new):
    assert old in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(old, new))
    with pytest.raises((InputRefusal, UsageRefusal)):
        register(store, file, by="ana", now=NOW)
    assert not (store.path / "interventions").exists()


def test_the_command_says_when_and_lists(store, file):
    run = CliRunner().invoke
    said = ["--store", str(store.path)]
    ran = run(app, ["intervention", "register", str(file), *said, "--by", "ana"])
    assert ran.exit_code == 0, ran.output
    assert "before its outcome" in ran.output
    assert "Taxi marshals" in run(app, ["intervention", "list", *said]).output


def test_several_stand_side_by_side_with_what_cannot_be_compared(store, file, tmp_path):
    register(store, file, by="ana", now=NOW)
    other = tmp_path / "glasses.toml"
    other.write_bytes(written("before_after"))
    register(store, other, by="ana", now=NOW)
    run, said = CliRunner().invoke, ["--store", str(store.path)]
    ran = run(app, ["intervention", "compare", "taxi-marshals", "glasses", *said])
    assert ran.exit_code == 0, ran.output
    assert "before and after" in " ".join(ran.output.split())
    assert "order of merit" in ran.output
    alone = run(app, ["intervention", "compare", "taxi-marshals", "never", *said])
    assert alone.exit_code != 0
    assert "Not registered: never." in str(alone.exception or alone.output)


def test_the_reports_examples_are_told_apart_from_what_was_judged_here():
    run = CliRunner().invoke
    every = run(app, ["intervention", "examples"])
    assert "not evaluated here" in every.output
    one = run(app, ["intervention", "examples", "gang-desistance"])
    assert "18 of 25" in one.output
    assert "the report does not say" in " ".join(one.output.split())
    assert run(app, ["intervention", "examples", "never"]).exit_code != 0
