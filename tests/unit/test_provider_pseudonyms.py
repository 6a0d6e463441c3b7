"""Pseudonyms: the same when made again, and never to be joined across receivers, months or sets."""

import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.provider_extracts import column, ed_csv, make
from watchward.errors import UsageRefusal
from watchward.provider.pseudonyms import pseudonym_secret, pseudonyms

IDS = [f"A{number}" for number in range(300)]
MARCH, APRIL = 2025 * 12 + 2, 2025 * 12 + 3


def keyed(*, receiver="", month=MARCH, dataset="ed_assault", key=b"\1" * 32):
    secret = pseudonym_secret(Ed25519PrivateKey.from_private_bytes(key), dataset, receiver)
    return set(pseudonyms(IDS, [month] * len(IDS), secret))


def test_made_again_they_are_the_same_and_no_two_records_share_one():
    assert keyed(receiver="hub-a") == keyed(receiver="hub-a")
    assert len(keyed()) == len(IDS)


@pytest.mark.parametrize(
    "other",
    [
        {"receiver": "hub-b"},
        {"receiver": ""},
        {"receiver": "hub-a", "month": APRIL},
        {"receiver": "hub-a", "month": None},
        {"receiver": "hub-a", "dataset": "ambulance_call"},
        {"receiver": "hub-a", "key": b"\2" * 32},
    ],
    ids=["receiver", "not said", "month", "undated", "data set", "provider"],
)
def test_what_two_hold_cannot_be_joined(other):
    assert not keyed(receiver="hub-a") & keyed(**other)


def test_a_package_of_two_months_links_none_of_its_rows(tmp_path):
    row = "A1,{},23:10,fist,pub,290412,250388,24,M"
    text = ed_csv(*(row.format(day) for day in ("2025-02-28", "2025-03-01", "2025-03-31")))
    february, first, last = column(make(tmp_path, text, receiver="hub-a"), "record_id")
    assert first == last != february
    again = make(tmp_path, text, receiver="hub-b")
    assert again.manifest.receiver == "hub-b"
    assert not {february, first} & set(column(again, "record_id"))


def test_a_receiver_that_is_no_code_is_refused(tmp_path):
    with pytest.raises(UsageRefusal, match="receiver"):
        make(tmp_path, ed_csv(), receiver="Hub A")


def test_they_are_hmac_sha256_of_the_number_under_the_months_key():
    secret = b"\7" * 32
    of_month = {MARCH: b"2025-03", None: b"no month"}
    for month, said in of_month.items():
        key = hmac.digest(secret, said, "sha256")
        expected = [hmac.digest(key, one.encode(), "sha256").hex()[:16] for one in IDS]
        assert pseudonyms(IDS, [month] * len(IDS), secret) == expected
