"""The key is the provider's alone, the package is covered to the last byte, and the same twice."""

import os
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.provider_extracts import ED_ROW, ed_csv, left_in, make
from watchward.contract.container import read_package
from watchward.contract.signature import verify
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.provider.seal import provider_key, public_key
from watchward.provider.send import send

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_key_is_made_once_and_is_the_providers_alone(tmp_path):
    keys = tmp_path / "home" / "keys"
    first = public_key(provider_key(keys, "city-hospital"))
    assert public_key(provider_key(keys, "city-hospital")) == first
    assert public_key(provider_key(keys, "another")) != first
    assert [path.name for path in sorted(keys.iterdir())] == ["another.key", "city-hospital.key"]
    assert (mode(keys), mode(keys / "another.key")) == (0o700, 0o600)


def test_key_that_others_can_read_is_refused(tmp_path):
    provider_key(tmp_path, "city-hospital")
    os.chmod(tmp_path / "city-hospital.key", 0o644)  # noqa: PTH101
    with pytest.raises(UsageRefusal, match="Others on this machine"):
        provider_key(tmp_path, "city-hospital")


def test_key_is_never_made_inside_a_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    with pytest.raises(UsageRefusal, match="inside a repository"):
        provider_key(tmp_path / "deep" / "keys", "city-hospital")
    assert not (tmp_path / "deep").exists()


@pytest.mark.parametrize("text", ["", "not hexadecimal", "abcd"])
def test_broken_key_is_refused_and_not_replaced(tmp_path, text):
    path = tmp_path / "city-hospital.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(UsageRefusal, match="cannot be read"):
        provider_key(tmp_path, "city-hospital")
    assert path.read_text() == text


def test_a_dry_run_makes_no_key_and_no_folder(tmp_path):
    made = make(tmp_path, ed_csv(), dry_run=True)
    assert made.package is None
    assert made.preview[0]["victim_age"] == "18-24"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.csv"]


def test_same_file_same_key_same_time_is_the_same_package(tmp_path):
    text = ed_csv(*(ED_ROW.replace("A1", f"A{n}") for n in range(3_000)))
    first = make(tmp_path, text)
    again = make(tmp_path, text, out=tmp_path / "again")
    assert first.package.name == again.package.name
    assert first.package.read_bytes() == again.package.read_bytes()
    package = read_package(first.package, verify=verify)
    assert first.package.name == f"city-hospital-ed_assault-2025-03-{package.sha256[:8]}.wwp"
    assert package.manifest == first.manifest


def test_a_period_of_months_is_in_the_name(tmp_path):
    made = make(tmp_path, ed_csv(ED_ROW, ED_ROW.replace("2025-03", "2025-01")))
    assert made.manifest.period == "2025-01..2025-03"
    assert made.package.name.startswith("city-hospital-ed_assault-2025-01_2025-03-")


def test_every_byte_of_a_package_is_covered(tmp_path):
    made = make(tmp_path, ed_csv())
    whole = made.package.read_bytes()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        made.package.write_bytes(damaged)
        with pytest.raises(PackageRefusal):
            read_package(made.package, verify=verify)
    for wrong in (whole[:-1], whole + b"\0", whole[:100], b"", whole + whole):
        made.package.write_bytes(wrong)
        with pytest.raises(PackageRefusal):
            read_package(made.package, verify=verify)
    made.package.write_bytes(whole)
    assert read_package(made.package, verify=verify).manifest == made.manifest


def test_a_signature_holds_for_its_own_key_and_bytes_only():
    key = KEY.public_key().public_bytes_raw()
    signature = KEY.sign(b"signed")
    assert verify(key, signature, b"signed")
    assert not verify(key, signature, b"Signed")
    assert not verify(bytes(32), signature, b"signed")
    assert not verify(b"short", signature, b"signed")
    assert not verify(key, b"short", b"signed")


def test_a_package_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PackageRefusal, match="cannot be opened"):
        read_package(tmp_path / "none.wwp", verify=verify)


def test_sending_copies_the_package_whole_and_may_be_repeated(tmp_path):
    made = make(tmp_path, ed_csv())
    folder = tmp_path / "collected"
    folder.mkdir()
    assert send(made.package, folder) == send(made.package, folder)
    assert left_in(folder) == [made.package.name]
    assert (folder / made.package.name).read_bytes() == made.package.read_bytes()
