"""A feed of patients' records is closed until four things are recorded; the refusal says which."""

import datetime as dt
import json

import pytest
from typer.testing import CliRunner

from tests.provider_extracts import ED_ROW, MADE, ed_csv, left_in, make
from watchward.cli import app
from watchward.contract.dataset import APPROVALS, dataset, datasets
from watchward.errors import PrivacyRefusal, UsageRefusal
from watchward.provider.approvals import WORDS, Approval, record, register

PROVIDER = "city-hospital"
CSV = ed_csv(ED_ROW, ED_ROW.replace("A1", "A2"))


def approve(folder, *kinds, **own):
    for kind in kinds:
        said = {"who": "a Guardian", "on": "2025-01-01", "reference": "minute 7", **own}
        record(folder / "keys", PROVIDER, Approval(kind, **said))


def real(folder, **own):
    return make(folder, CSV, synthetic=False, **own)


@pytest.mark.parametrize("lacking", APPROVALS)
def test_one_missing_approval_keeps_the_feed_closed_and_is_named(lacking, tmp_path):
    approve(tmp_path, *(kind for kind in APPROVALS if kind != lacking))
    with pytest.raises(PrivacyRefusal, match="This feed is closed") as refused:
        real(tmp_path)
    said = str(refused.value)
    assert [kind for kind, words in WORDS.items() if words in said] == [lacking]
    assert left_in(tmp_path / "out") == []


def test_all_four_open_it(tmp_path):
    approve(tmp_path, *APPROVALS)
    assert real(tmp_path).package is not None


@pytest.mark.parametrize(
    "own",
    [
        {"until": "2025-04-01"},  # ended the day before the package is made
        {"on": "2025-04-03"},  # not yet given
        {"dataset": "ambulance_call"},  # of another feed
    ],
)
def test_an_approval_that_does_not_stand_opens_nothing(own, tmp_path):
    approve(tmp_path, *APPROVALS[1:])
    approve(tmp_path, APPROVALS[0], **own)
    with pytest.raises(PrivacyRefusal, match="Caldicott"):
        real(tmp_path)


def test_it_holds_on_its_first_and_last_day_and_the_last_entry_counts(tmp_path):
    day = MADE.date().isoformat()
    approve(tmp_path, *APPROVALS, on=day, until=day)
    assert real(tmp_path).package is not None
    approve(tmp_path, "notice", until="2025-02-01")
    with pytest.raises(PrivacyRefusal, match="notice to patients"):
        real(tmp_path)


def test_another_providers_approvals_are_not_ones_own(tmp_path):
    approve(tmp_path, *APPROVALS)
    with pytest.raises(PrivacyRefusal, match="This feed is closed"):
        real(tmp_path, provider="other-hospital")


def test_made_up_data_and_a_look_need_none(tmp_path):
    assert make(tmp_path, CSV).package is not None
    assert real(tmp_path, dry_run=True).package is None


def test_a_register_that_cannot_be_read_opens_nothing(tmp_path):
    approve(tmp_path, *APPROVALS)
    register(tmp_path / "keys", PROVIDER).write_text("[{", "utf-8")
    with pytest.raises(UsageRefusal, match="cannot be read"):
        real(tmp_path)


def test_welsh_feeds_do_not_ask_for_the_english_opt_out():
    assert "opt-out" not in dataset("wales_ed_assault").approvals
    assert set(dataset("wales_ed_assault").approvals) | {"opt-out"} == set(APPROVALS)


def test_every_feed_of_patients_asks_and_no_other():
    asking = {name for name, one in datasets().items() if one.approvals}
    assert asking == {
        *("ed_assault", "ecds_assault", "wales_ed_assault", "ambulance_call"),
        *("hospital_admission", "domestic_abuse_admission"),
        *("mental_health_first", "drug_treatment"),
    }


def test_the_command_records_lists_and_opens(tmp_path):
    home = tmp_path / "home"
    run = CliRunner(env={"WATCHWARD_HOME": str(home)}).invoke
    file = tmp_path / "x.csv"
    file.write_text(CSV)
    prepare = ["prepare", str(file), "--dataset", "ed_assault", "--provider", PROVIDER]
    prepare += ["--out", str(tmp_path / "out")]
    assert isinstance(run(app, prepare).exception, PrivacyRefusal)
    for kind in APPROVALS:
        said = ["--provider", PROVIDER, "--who", "a Guardian", "--reference", "minute 7"]
        assert run(app, ["approve", kind, *said, "--on", "2025-01-01"]).exit_code == 0
    listed = run(app, ["approve", "list", "--provider", PROVIDER]).output
    assert [line.split(":")[0] for line in listed.splitlines()] == list(APPROVALS)
    assert run(app, prepare).exit_code == 0
    (entry, *_) = json.loads(register(home / "keys", PROVIDER).read_text("utf-8"))
    assert dt.datetime.fromisoformat(entry["recorded_at"]).tzinfo is not None


@pytest.mark.parametrize(
    ("kind", "who", "reference"),
    [("caldicot", "a", "b"), ("notice", " ", "b"), ("notice", "a", "")],
)
def test_an_approval_says_what_who_and_where(kind, who, reference, tmp_path):
    with pytest.raises(UsageRefusal):
        approve(tmp_path, kind, who=who, reference=reference)
    assert left_in(tmp_path / "keys") == []
