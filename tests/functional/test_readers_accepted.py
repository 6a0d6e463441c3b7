"""Each format, whole: prepared and received, it ends in the same rows as the plain CSV."""

import dataclasses

import polars as pl
import pytest

from tests import extract_formats as formats
from tests.awkward_extracts import SECRETS, records
from tests.faults.packages import NOW, SETTINGS
from tests.provider_extracts import make, opened
from watchward.contract.dataset import dataset
from watchward.hub.flow import receive
from watchward.lake.store import open_store
from watchward.provider.mapping.draft import finished, first_draft
from watchward.provider.mapping.profile import profile
from watchward.provider.mapping.propose import propose

ROWS = records(60)
WAYS = {
    "istv": formats.istv(ROWS),
    "istv in utf-16": formats.istv(ROWS).replace(b"UTF-8", b"UTF-16").decode().encode("utf-16"),
    "hl7 batch": formats.hl7(ROWS),
    "hl7 frames": formats.hl7(ROWS, frames=True),
    "fhir": formats.fhir(ROWS),
    "utf-16": formats.csv_file(ROWS).decode().encode("utf-16"),
    "title lines": b"Synthetic assaults,,\nMarch 2025\n\n" + formats.csv_file(ROWS),
}


def compared(prepared) -> pl.DataFrame:
    return opened(prepared).drop("row").sort("record_id")


@pytest.mark.parametrize("name", WAYS)
def test_a_format_ends_in_the_rows_of_the_plain_csv(name, tmp_path):
    plain = make(tmp_path, formats.csv_file(ROWS), file="plain.csv")
    prepared = make(tmp_path, WAYS[name], file="x.dat")
    assert compared(prepared).equals(compared(plain))
    assert (prepared.manifest.rows_read, prepared.manifest.rows_packaged) == (60, 60)
    store = open_store(tmp_path / "store", create=True)
    receipt = receive(prepared.package, store=store, by="ana", now=NOW, settings=SETTINGS)
    assert (receipt.rows_read, receipt.accepted, receipt.rejected) == (60, 60, 0), receipt.reasons
    package = prepared.package.read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in package]


@pytest.mark.parametrize("name", ["istv", "hl7 batch", "fhir"])
def test_a_mapping_is_proposed_and_used_for_each_format(name, tmp_path):
    path = tmp_path / "x.dat"
    path.write_bytes(WAYS[name])
    declared = dataset("ed_assault")
    draft = first_draft(propose(profile(path, declared), declared))
    mapping = finished(draft, reviewed_by="Ana", reviewed_at="2025-04-01", sheet="")
    mapped = make(tmp_path, WAYS[name], file="x.dat", mapping=mapping)
    assert mapped.manifest.rows_packaged == 60
    assert opened(mapped)["assault_method"].null_count() == 0


def test_a_police_archive_is_its_street_files_in_the_order_of_months(tmp_path):
    counts = {"2025-02": 7, "2024-12": 5, "2025-01": 3}
    made = make(
        tmp_path,
        formats.archive(counts),
        name="police_street",
        provider="dyfed-powys",
        file="a.zip",
    )
    assert made.manifest.period == "2024-12..2025-02"
    months = opened(made)["month"].to_list()
    assert months == [2024 * 12 + 11] * 5 + [2025 * 12] * 3 + [2025 * 12 + 1] * 7
    ids = [opened(one)["record_id"].to_list() for one in apart(tmp_path, sorted(counts), counts)]
    assert opened(made)["record_id"].to_list() == [ident for month in ids for ident in month]


def apart(folder, months, counts):
    for month in months:
        content = formats.street_file(month, counts[month])
        yield make(folder, content, name="police_street", provider="dyfed-powys")


ECDS = (
    "EC_Ident,EC_Injury_Date,EC_Injury_Time,EC_Injury_Intent_SNOMED_CT,"
    "EC_Injury_Mechanism_SNOMED_CT"
)
CODED = (  # codes of a made-up site: only 276853009 is anybody's
    "A1,2025-03-01,23:10,synthetic-1,fist\n"
    "A2,2025-03-02,01:35,276853009,sharp\n"
    "A3,2025-03-03,01:35,synthetic-2,fist\n"
    "A4,2025-03-04,01:35,synthetic-3,fist\n"
)


def test_what_the_sites_mapping_says_is_no_assault_stays_and_is_counted(tmp_path):
    declared = dataset("ecds_assault")
    path = tmp_path / "ecds.csv"
    path.write_text(f"{ECDS}\n{CODED}")
    draft = first_draft(propose(profile(path, declared), declared))
    mapping = finished(draft, reviewed_by="Ana", reviewed_at="2025-04-01", sheet="")
    codes = {"synthetic-1": "assault", "synthetic-2": "not_assault", "276853009": "not_assault"}
    mapping = dataclasses.replace(mapping, codes={**mapping.codes, "intent": codes})
    made = make(
        tmp_path, path.read_bytes(), name="ecds_assault", mapping=mapping, keep_unlisted=True
    )
    said = made.manifest
    assert (said.rows_read, said.rows_left_out, said.rows_packaged) == (4, 2, 2)
    assert said.left_out_reasons == {"not an assault": 2}
    store = open_store(tmp_path / "store", create=True)
    receipt = receive(made.package, store=store, by="ana", now=NOW, settings=SETTINGS)
    assert (receipt.left_out, receipt.accepted, receipt.rejected) == (2, 1, 1)
    assert list(receipt.reasons) == ["unlisted_code: intent"]


def test_a_record_that_cannot_be_read_is_counted_and_the_others_keep_their_numbers(tmp_path):
    second = formats.assault(ROWS[1]).encode()
    content = WAYS["istv"].replace(second, second.replace(b"<AGE>", b"<AGE>1</AGE><AGE>"))
    made = make(tmp_path, content, file="x.xml")
    assert opened(made)["row"].to_list() == [2, *range(4, 62)]
    assert made.manifest.unreadable_reasons == {"an element given twice": 1}


def test_another_kind_of_message_is_left_out_and_counted(tmp_path):
    other = "\r".join(formats.message(ROWS[0], kind="ACK")).encode() + b"\r"
    made = make(tmp_path, other + formats.hl7(ROWS[1:4], frames=True), file="x.hl7")
    assert made.manifest.left_out_reasons == {"a message of another kind (not ADT)": 1}
    assert opened(made)["row"].to_list() == [3, 4, 5]
