"""A month in three actions: said once how, then an extract and one answer are enough."""

import datetime as dt
import tomllib

import pytest
from typer.testing import CliRunner

from tests.faults.packages import SETTINGS
from tests.provider_extracts import ed_csv, left_in
from watchward.cli import app
from watchward.errors import PackageRefusal
from watchward.hub.collect.folder import collect
from watchward.hub.keys import known_keys, make_keys
from watchward.hub.ledger import accounts, receipts
from watchward.lake.store import open_store
from watchward.provider.hubs import add_hub

NOW = dt.datetime(2025, 6, 2, 12, tzinfo=dt.UTC)
HEAD = "attendance id,assault date,assault time,method,location type,age,sex"
ROW = "A1,{month}-01,23:10,fist,pub,24,M"
SAID = ["--dataset", "ed_assault", "--provider", "c-h", "--to", "x"]


def refused(told, code, why):
    """Whether it ended in that refusal."""
    return told.exception.exit_code == code and why in str(told.exception)


class Office:
    """A data officer's machine, and the hub that collects from the share."""

    def __init__(self, folder):
        self.folder = folder
        self.home, self.share = folder / "home", folder / "share"
        self.share.mkdir()
        self.store = open_store(folder / "store", create=True)
        make_keys(self.store, "testford", by="ana", now=NOW)
        (folder / "hub.toml").write_text(known_keys(self.store).to_text())
        published = known_keys(self.store).published
        add_hub(folder / "hub.toml", hubs=self.home / "hubs", fingerprint=published.fingerprint)

    def extract(self, month, header=HEAD):
        path = self.folder / f"{month}.csv"
        path.write_text(ed_csv(ROW.format(month=month), header=header))
        return str(path)

    def run(self, *words, answer=None, made_up=True):
        said = [] if answer else ["--yes"]
        said += ["--synthetic"] if made_up and words else []
        return CliRunner().invoke(app, ["monthly", *words, *said], input=answer)

    def first(self, month="2025-02", *more):
        mapping, extract = str(self.folder / "mapping.toml"), self.extract(month)
        asked = ["map", extract, "--dataset", "ed_assault", "--out", mapping]
        assert CliRunner().invoke(app, [*asked, "--accept", "--by", "ana"]).exit_code == 0
        how = {"dataset": "ed_assault", "provider": "city-hospital", "mapping": mapping}
        how |= {"receiver": "testford", "to": str(self.share), "by": "ana"}
        words = [word for name, value in how.items() for word in (f"--{name}", value)]
        return self.run(extract, *words, *more)

    def collect(self):
        return list(collect(self.share, store=self.store, by="ana", now=NOW, settings=SETTINGS))

    def stored(self):
        assert all(account["adds_up"] for account in accounts(self.store))
        return sorted((one.period, one.accepted) for one in receipts(self.store))


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = Office(tmp_path)
    monkeypatch.setenv("WATCHWARD_HOME", str(made.home))
    monkeypatch.setattr("watchward.cli.month_steps.now", lambda: NOW)
    monkeypatch.setattr("watchward.cli.monthly.terminal", lambda: True)
    return made


def test_the_second_month_needs_the_extract_and_one_answer(office):
    told = office.first()
    assert told.exit_code == 0, told.output
    office.collect()
    told = office.run(office.extract("2025-03"), answer="y\n")
    assert told.exit_code == 0, told.output
    assert "Receipt R-" in told.stdout
    assert "2025-02, 1 rows accepted, 0 rejected" in told.stdout
    assert "1 rows read, 1 packaged" in told.stdout
    assert "Send city-hospital-ed_assault-2025-03-" in told.stdout
    office.collect()
    told = office.run()
    assert "2025-03, 1 rows accepted, 0 rejected" in told.stdout
    assert "Nothing waits" in told.stdout
    assert office.stored() == [("2025-02", 1), ("2025-03", 1)]


def test_the_months_after_leave_as_coarse_as_the_first(office):
    assert office.first("2025-02", "--generalise", "time=day,place=1km").exit_code == 0
    office.collect()
    told = office.run(office.extract("2025-03"))
    assert "time to the day; place to squares of 1 km" in told.stdout
    office.collect()
    assert all(one.coarser for one in receipts(office.store))


def test_what_is_kept_says_who_said_so_and_holds_no_secret(office, monkeypatch):
    monkeypatch.setenv("WATCHWARD_TOKEN", "wwt_" + "s" * 40)
    assert office.first().exit_code == 0
    kept = tomllib.loads((office.home / "monthly" / "ed_assault.toml").read_text())
    assert kept == {
        "dataset": "ed_assault",
        "provider": "city-hospital",
        "to": str(office.share),
        "receiver": "testford",
        "generalise": "",
        "synthetic": True,
        "reviewed_by": "ana",
        "reviewed_at": "2025-06-02T12:00:00+00:00",
    }
    written = [path for path in office.home.rglob("*") if path.is_file()]
    assert len(written) > 4
    assert not [path.name for path in written if b"wwt_" in path.read_bytes()]


def test_real_records_never_go_out_as_the_practice_did(office):
    office.first()
    extract = office.extract("2025-03")
    assert refused(office.run(extract, made_up=False), 2, "is for made-up records")
    said = ["--dataset", "ed_assault", "--by", "ana"]
    told = office.run(extract, *said, made_up=False)
    assert refused(told, 2, "Nothing is kept yet"), "not one answer of the practice is kept on"
    real = ["--provider", "city-hospital", "--receiver", "testford", "--to", str(office.share)]
    told = office.run(extract, *said, *real, made_up=False)
    assert told.exception.exit_code == 4, "patients' records need their approvals"
    assert refused(office.run(extract), 2, "is for real records")
    assert not [name for name in left_in(office.home / "outbox") if "2025-03" in name]
    assert not [name for name in left_in(office.share) if "2025-03" in name]


def test_a_folder_is_kept_whole(office, monkeypatch):
    monkeypatch.chdir(office.folder)
    office.share = type(office.share)("share")
    assert office.first().exit_code == 0
    kept = tomllib.loads((office.home / "monthly" / "ed_assault.toml").read_text())
    assert kept["to"] == str(office.folder / "share")


def test_no_for_an_answer_sends_nothing_and_leaves_nothing(office):
    office.first()
    for answer in ("n\n", "\n", ""):
        told = office.run(office.extract("2025-03"), answer=answer or " ")
        assert "Nothing was sent" in told.stdout
    assert [name for name in left_in(office.share) if "2025-03" in name] == []
    assert [name for name in left_in(office.home / "outbox") if "2025-03" in name] == []


def test_a_month_goes_once_and_none_is_left_out(office):
    office.first()
    told = office.run(office.extract("2025-02"))
    assert refused(told, 2, "2025-02 has been sent already")
    told = office.run(office.extract("2025-05"))
    assert refused(told, 2, "2025-03 to 2025-04 has not been sent")
    assert office.run(office.extract("2025-05"), "--gap").exit_code == 0
    assert office.run(office.extract("2025-01")).exit_code == 0, "a month before may come late"
    assert len(left_in(office.home / "outbox")) == 3


def test_a_month_that_is_not_over_waits(office):
    office.first()
    told = office.run(office.extract("2025-06"), "--gap")
    assert refused(told, 2, "2025-06 is not over")
    path = office.folder / "2025-05.csv"
    rows = [ROW.format(month="2025-05"), ROW.format(month="2025-06").replace("A1", "A2")]
    path.write_text(ed_csv(*rows, header=HEAD))
    assert refused(office.run(str(path), "--gap"), 2, "2025-06 is not over")
    assert office.run(str(path), "--gap", "--period", "2025-05").exit_code == 0


def test_what_the_hub_turned_away_may_go_again(office):
    office.first()
    (path,) = office.share.iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    (one,) = office.collect()
    assert one.refusal
    told = office.run(office.extract("2025-02"))
    assert told.exit_code == 0, told.output
    assert "The hub refused city-hospital-ed_assault-2025-02-" in told.stderr
    office.collect()
    assert office.stored() == [("2025-02", 1)]


def test_a_correction_names_its_receipt(office):
    office.first()
    (one,) = office.collect()
    told = office.run(office.extract("2025-02"), "--replaces", one.receipt.id)
    assert told.exit_code == 0, told.output
    (other,) = office.collect()
    assert other.receipt.replaces == one.receipt.id


def test_an_extract_of_another_shape_is_refused(office):
    office.first()
    told = office.run(office.extract("2025-03", header=HEAD.replace("sex", "gender x")))
    assert refused(told, 3, "shape")
    assert left_in(office.home / "outbox") == [path.name for path in office.share.iterdir()]


def test_what_could_not_be_sent_waits_and_goes_again(office):
    office.first()
    hidden = office.share.rename(office.folder / "away")
    told = office.run(office.extract("2025-03"))
    assert refused(told, 6, "cannot be sent")
    assert "run watchward monthly to send it again" in told.stderr
    told = office.run(office.extract("2025-03"))
    assert refused(told, 2, "has not been sent")
    hidden.rename(office.share)
    assert "sent:" in office.run().stdout
    assert "Nothing waits" in office.run().stdout
    office.collect()
    assert office.stored() == [("2025-02", 1), ("2025-03", 1)]


def test_stopped_before_it_was_noted_it_goes_again_and_counts_once(office, monkeypatch):
    office.first()

    def dies(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("watchward.cli.outgoing.note_sent", dies)
        office.run(office.extract("2025-03"))
    office.collect()
    assert "sent:" in office.run().stdout
    assert [one.already for one in office.collect()] == [True]
    assert office.stored() == [("2025-02", 1), ("2025-03", 1)]


def test_what_the_hub_will_not_have_does_not_wait(office, monkeypatch):
    office.first()

    def refuses(*_, **__):
        raise PackageRefusal("The site refused it.")

    with monkeypatch.context() as patched:
        patched.setattr("watchward.cli.outgoing.deliver", refuses)
        told = office.run(office.extract("2025-03"))
    assert refused(told, 5, "The site refused it")
    assert "The package was removed" in told.stderr
    assert office.run(office.extract("2025-03")).exit_code == 0


def test_where_several_sets_go_out_one_is_named(office):
    office.first()
    kept = office.home / "monthly" / "ed_assault.toml"
    (kept.parent / "another.toml").write_text(kept.read_text())
    assert refused(office.run(office.extract("2025-03")), 2, "another, ed_assault")
    assert office.run(office.extract("2025-03"), "--dataset", "ed_assault").exit_code == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "Nothing is kept yet"),
        (SAID, "Give your name"),
        ([*SAID, "--by", "ana"], "Real records are sealed"),
        ([*SAID, "--by", "ana"], "A mapping says how"),
    ],
)
def test_the_first_time_everything_must_be_said(office, words, why):
    told = office.run(office.extract("2025-02"), *words, made_up=why == "A mapping says how")
    assert refused(told, 2, why)
    assert left_in(office.home / "monthly") == []


def test_without_a_terminal_a_script_must_say_yes(office, monkeypatch):
    monkeypatch.setattr("watchward.cli.monthly.terminal", lambda: False)
    told = office.run(office.extract("2025-02"), answer="y\n")
    assert refused(told, 2, "nobody to ask")


def test_a_file_that_was_tampered_with_is_refused(office):
    office.first()
    path = office.home / "monthly" / "ed_assault.toml"
    good = path.read_text()
    for bad in (good.replace("true", '"yes"'), good + 'more = "x"\n', "=", good[: len(good) // 2]):
        path.write_text(bad)
        told = office.run(office.extract("2025-03"))
        assert refused(told, 2, "cannot be read")
    path.write_text(good.replace('"testford"', '""').replace("true", "false"))
    told = office.run(office.extract("2025-03"), made_up=False)
    assert refused(told, 2, "Real records are sealed")
