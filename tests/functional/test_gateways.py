"""Which law lets a field leave: held back at the provider, refused at the hub, said on the way."""

import dataclasses
import datetime as dt
import json

import pytest
from typer.testing import CliRunner

from tests.provider_extracts import MADE, column, ed_csv, make
from watchward.cli import app
from watchward.contract.container import read_package, write_package
from watchward.contract.dataset import dataset, datasets
from watchward.contract.gateways import gateways, read_gateways
from watchward.contract.package import NOT_PERSONAL, PERSONAL
from watchward.contract.signature import verify
from watchward.errors import PackageRefusal, PrivacyRefusal, UsageRefusal
from watchward.hub.flow import receive
from watchward.lake.store import open_store
from watchward.provider.approvals import Approval, record
from watchward.provider.seal import provider_key
from watchward.settings import Settings

NOW = MADE + dt.timedelta(hours=1)
BOARD = "month,area code,measure,number\n2025-02,E08000035,alcohol_treatment,12\n"


def approve(tmp_path, *kinds, name="ed_assault", **more):
    for kind in kinds or dataset(name).approvals:
        one = Approval(kind=kind, who="Head of IG", on="2025-01-01", reference="minute 1", **more)
        record(tmp_path / "keys", "city-hospital", one)


def take(path, tmp_path):
    store = open_store(tmp_path / "store", create=True)
    settings = Settings("development", tmp_path / "home", "Made up")
    return receive(path, store=store, by="ana", now=NOW, settings=settings)


def changed(made, tmp_path, **what):
    """The same package with another manifest, signed by its own provider."""
    package = read_package(made.package, verify=verify)
    manifest = dataclasses.replace(package.manifest, **what)
    data = tmp_path / "data"
    data.write_bytes(made.package.read_bytes()[package.data_offset :])
    path = tmp_path / "changed.wwp"
    key = provider_key(tmp_path / "keys", "city-hospital")
    write_package(path, manifest=manifest, data=data, sign=key.sign)
    return path


@pytest.mark.parametrize("name", datasets())
def test_every_field_that_leaves_names_a_gateway_and_the_2007_schedule_carries_no_patient(name):
    about = datasets()[name]
    assert set(about.gateways) == {f.name for f in about.fields if f.treatment != "drop"}
    if about.schedule and about.approvals:
        carried = {field for field, code in about.gateways.items() if code == "schedule"}
        assert not carried & {"victim_age", "victim_sex", "weapon", "assailants", "relationship"}


@pytest.mark.parametrize("code", gateways())
def test_every_gateway_says_where_it_is_written_and_from_when(code):
    gateway = gateways()[code]
    assert gateway.url.startswith("https://")
    assert gateway.status in ("cited", "unverified")
    assert not gateway.stands(gateway.valid_from - dt.timedelta(days=1))
    assert gateway.stands(gateway.valid_from)


def test_a_field_without_a_gateway_is_no_data_set():
    with pytest.raises(UsageRefusal, match="names one gateway"):
        read_gateways({"open": ["month"]}, dataset="x", leaving=("month", "weapon"))
    with pytest.raises(UsageRefusal, match="names one gateway"):
        read_gateways({"invented": ["month"]}, dataset="x", leaving=("month",))


def test_what_no_basis_covers_stays_and_is_said(tmp_path):
    approve(tmp_path)
    made = make(tmp_path, ed_csv(), synthetic=False)
    assert column(made, "victim_age") == column(made, "victim_sex") == [None]
    assert column(made, "assault_method") != [None]
    assert "victim_age" not in made.manifest.gateways
    assert made.manifest.gateways["assault_method"] == "istv"
    assert made.dropped["Age of the patient"].startswith("no recorded basis")
    assert not any("knows age and sex" in line for line in made.assessment)
    assert take(made.package, tmp_path).accepted == 1


def test_a_recorded_basis_lets_through_what_it_covers_and_no_more(tmp_path):
    approve(tmp_path)
    approve(tmp_path, "basis", fields=("victim_age",))
    made = make(tmp_path, ed_csv(), synthetic=False)
    assert column(made, "victim_age") != [None]
    assert column(made, "victim_sex") == [None]
    assert made.manifest.gateways["victim_age"] == "recorded"
    assert made.manifest.approvals["basis"] == {"on": "2025-01-01", "until": ""}
    assert "Head of IG" not in json.dumps(made.manifest.approvals)
    assert take(made.package, tmp_path).accepted == 1


def test_a_basis_that_has_ended_covers_nothing(tmp_path):
    approve(tmp_path)
    approve(tmp_path, "basis", until="2025-03-31")
    made = make(tmp_path, ed_csv(), synthetic=False)
    assert column(made, "victim_age") == [None]


def test_made_up_records_need_none(tmp_path):
    made = make(tmp_path, ed_csv())
    assert column(made, "victim_age") != [None]
    assert made.would_stay == ("Age of the patient", "Sex of the patient")
    receipt = take(made.package, tmp_path)
    assert (receipt.accepted, receipt.treated_as) == (1, PERSONAL)


def test_the_hub_refuses_what_came_by_no_gateway(tmp_path):
    approve(tmp_path)
    approve(tmp_path, "basis")
    made = make(tmp_path, ed_csv(), synthetic=False)
    said = made.manifest.gateways
    silent = {name: code for name, code in said.items() if name != "victim_age"}
    with pytest.raises(PackageRefusal, match="by no gateway: victim_age"):
        take(changed(made, tmp_path, gateways=silent), tmp_path)
    with pytest.raises(PackageRefusal, match="no lawful gateway for: victim_age"):
        take(changed(made, tmp_path, gateways=said | {"victim_age": "schedule"}), tmp_path)
    with pytest.raises(PackageRefusal, match="No basis is recorded for: victim_age, victim_sex"):
        take(changed(made, tmp_path, approvals={}), tmp_path)
    with pytest.raises(PackageRefusal, match="wrong kind"):
        take(changed(made, tmp_path, gateways={"victim_age": 4}), tmp_path)
    with pytest.raises(PackageRefusal, match="wrong kind"):
        take(changed(made, tmp_path, treated_as="anonymous"), tmp_path)
    assert take(made.package, tmp_path).accepted == 1


def test_the_2022_act_never_lets_a_health_authoritys_personal_information_leave(tmp_path):
    with pytest.raises(PrivacyRefusal, match="section 16 never lets a health or social care"):
        make(tmp_path, BOARD, name="duty_care_board", synthetic=False)
    approve(tmp_path, "not-personal", name="duty_care_board", dataset="duty_care_board")
    made = make(tmp_path, BOARD, name="duty_care_board", synthetic=False)
    assert made.manifest.treated_as == NOT_PERSONAL
    with pytest.raises(PackageRefusal, match="section 16 never lets a health or social care"):
        take(changed(made, tmp_path, treated_as=PERSONAL), tmp_path)
    assert take(made.package, tmp_path).treated_as == NOT_PERSONAL


def test_patient_information_never_leaves_by_the_2022_act():
    from watchward.provider.passage import refuse_forbidden

    with pytest.raises(PrivacyRefusal, match="never lets patient information leave"):
        refuse_forbidden(gateways()["serious-violence-duty"], dataset("ed_assault"), NOT_PERSONAL)


def test_rows_are_personal_data_until_their_provider_has_recorded_otherwise(tmp_path):
    approve(tmp_path)
    assert make(tmp_path, ed_csv(), synthetic=False).manifest.treated_as == PERSONAL


def test_a_set_of_which_no_record_would_be_whole_is_refused(tmp_path):
    rows = "id,occurred at,agency\n1,2025-02-01 10:00,Council\n"
    with pytest.raises(PrivacyRefusal, match="what every record must have"):
        make(tmp_path, rows, name="partnership_incident", synthetic=False)


def test_a_basis_is_recorded_and_listed_on_the_command_line(tmp_path):
    words = ["approve", "basis", "--provider", "city-hospital", "--keys", str(tmp_path)]
    given = ["--who", "Head of IG", "--reference", "agreement 7", "--on", "2025-01-01"]
    fields = ["--dataset", "ed_assault", "--fields", "weapon, victim_age"]
    done = CliRunner().invoke(app, [*words, *given, *fields])
    assert done.exit_code == 0, done.output
    listed = CliRunner().invoke(app, ["approve", "list", *words[2:]])
    assert "covers weapon, victim_age" in listed.stdout
    wrong = CliRunner().invoke(app, [*words, *given, *fields[:2], "--fields", "nhs_number"])
    assert wrong.exit_code != 0
    assert "not fields that leave: nhs_number" in str(wrong.exception)
