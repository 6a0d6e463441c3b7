"""Sealed to a hub: only that hub opens it, each byte counts, and a kill leaves no open copy."""

import datetime as dt
import random

import pytest

from tests.faults.packages import SETTINGS
from tests.provider_extracts import ED_ROW, ed_csv, left_in, make
from watchward.contract.container import read_package
from watchward.contract.dataset import dataset
from watchward.contract.signature import verify
from watchward.errors import PackageRefusal, Refusal, StoreRefusal, UsageRefusal
from watchward.hub.events import events
from watchward.hub.flow import receive
from watchward.hub.keys import WINDOW, hub_keys, known_keys, make_keys, revoke, rotate
from watchward.lake.backup import copy_store
from watchward.lake.store import open_store
from watchward.provider.approvals import Approval, record
from watchward.provider.hubs import add_hub, hub_key

NOW = dt.datetime(2025, 4, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def hub(folder, code="testford", name="store"):
    store = open_store(folder / name, create=True)
    make_keys(store, code, by="ana", now=NOW)
    return store


def sealed(folder, store, **said):
    to = known_keys(store).published
    return make(folder, ed_csv(), hub=to, receiver=to.code, **said).package


def take(path, store, now=NOW):
    return receive(path, store=store, by="ana", now=now, settings=SETTINGS)


def published(folder, store):
    file = folder / "hub.toml"
    file.write_text(known_keys(store).to_text())
    return file


def test_a_sealed_package_is_received_like_an_open_one(tmp_path):
    store = hub(tmp_path)
    path = sealed(tmp_path, store)
    assert path.name.endswith(".wwp.age")
    assert left_in(tmp_path / "out") == [path.name]
    assert b"city-hospital" not in path.read_bytes()
    assert take(path, store).accepted == 1
    assert left_in(store.incoming) == []
    with pytest.raises(PackageRefusal, match="already held"):
        take(path, store)


def test_another_hub_cannot_open_it(tmp_path):
    path = sealed(tmp_path, hub(tmp_path))
    with pytest.raises(PackageRefusal, match="a key that this hub does not hold"):
        take(path, hub(tmp_path, name="other"))
    with pytest.raises(PackageRefusal, match="a key that this hub does not hold"):
        take(path, open_store(tmp_path / "keyless", create=True))


def test_a_hub_that_passes_it_on_is_found_out(tmp_path):
    ours, theirs = hub(tmp_path), hub(tmp_path, code="elsewhere", name="theirs")
    to = known_keys(ours).published
    path = make(tmp_path, ed_csv(), hub=to, receiver="elsewhere").package
    with pytest.raises(PackageRefusal, match="made for another hub"):
        take(path, ours)
    assert left_in(ours.incoming) == []
    open_one = make(tmp_path, ed_csv(), receiver="testford").package
    with pytest.raises(PackageRefusal, match="made for another hub"):
        take(open_one, theirs)


def test_production_takes_no_open_package_of_what_is_not_public(tmp_path):
    store = open_store(tmp_path / "store", create=True, production=True)
    make_keys(store, "testford", by="ana", now=NOW)
    for kind in dataset("ed_assault").approvals:
        said = Approval(kind=kind, who="the Guardian", on="2025-01-01", reference="minute 1")
        record(tmp_path / "keys", "city-hospital", said)
    open_one = make(tmp_path, ed_csv(), synthetic=False).package
    with pytest.raises(PackageRefusal, match="came open"):
        take(open_one, store)
    with pytest.raises(StoreRefusal, match="reviewed sharing"):
        take(sealed(tmp_path, store, synthetic=False), store)


def test_a_rotated_key_opens_for_its_window_and_a_revoked_one_no_more(tmp_path):
    store = hub(tmp_path)
    old = known_keys(store).ages[0].public
    path = sealed(tmp_path, store)
    with pytest.raises(UsageRefusal, match="not an older key"):
        revoke(store, old, reason="lost", by="ana", now=NOW)
    rotate(store, reason="yearly", by="ana", now=NOW)
    assert known_keys(store).published.age != old
    with pytest.raises(PackageRefusal, match="no longer opens"):
        take(path, store, now=NOW + WINDOW + DAY)
    assert take(path, store, now=NOW + WINDOW - DAY).accepted == 1
    revoke(store, old, reason="lost", by="ana", now=NOW)
    assert known_keys(store).ages[0].secret == ""
    with pytest.raises(PackageRefusal, match="no longer opens"):
        take(path, store)
    kinds = [event.kind for event in events(store)]
    assert kinds == ["hub key made", "hub key rotated", "hub key revoked"]


def test_keys_are_the_stores_owners_alone(tmp_path):
    store = hub(tmp_path)
    path = store.path / "hub-keys.json"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UsageRefusal, match="has a key already"):
        make_keys(store, "again", by="ana", now=NOW)
    path.chmod(0o644)
    with pytest.raises(StoreRefusal, match="Others on this machine"):
        hub_keys(store)


def test_a_backup_of_the_store_opens_what_the_store_opened(tmp_path):
    store = hub(tmp_path)
    path = sealed(tmp_path, store)
    copy_store(store, tmp_path / "copy")
    assert take(path, open_store(tmp_path / "copy")).accepted == 1


def test_a_hub_is_added_once_its_fingerprint_has_been_compared(tmp_path):
    store, hubs = hub(tmp_path), tmp_path / "hubs"
    file = published(tmp_path, store)
    with pytest.raises(UsageRefusal, match=known_keys(store).published.fingerprint):
        add_hub(file, hubs=hubs)
    with pytest.raises(UsageRefusal, match="No hub of that code"):
        hub_key("testford", hubs=hubs)
    assert file.read_text().count("#") == 1
    said = known_keys(store).published.fingerprint.upper()
    assert add_hub(file, hubs=hubs, fingerprint=said) == hub_key("testford", hubs=hubs)


def test_the_next_key_of_a_known_hub_follows_without_a_telephone_call(tmp_path):
    store, hubs = hub(tmp_path), tmp_path / "hubs"
    file = published(tmp_path, store)
    first = file.read_text()
    add_hub(file, hubs=hubs, fingerprint=known_keys(store).published.fingerprint)
    rotate(store, reason="yearly", by="ana", now=NOW + DAY)
    add_hub(published(tmp_path, store), hubs=hubs)
    assert hub_key("testford", hubs=hubs).age == known_keys(store).ages[-1].public
    file.write_text(first)
    with pytest.raises(UsageRefusal, match="older than the key"):
        add_hub(file, hubs=hubs)
    file = published(tmp_path, hub(tmp_path, name="impostor"))
    with pytest.raises(UsageRefusal, match="not the hub that you knew"):
        add_hub(file, hubs=hubs)


def test_a_published_key_that_was_changed_is_refused(tmp_path):
    store = hub(tmp_path)
    text = known_keys(store).to_text()
    other = known_keys(hub(tmp_path, name="other")).published.age
    file = tmp_path / "hub.toml"
    for changed in (
        text.replace("testford", "elsewhere"),
        text.replace(known_keys(store).published.age, other),
        "",
        "code = 1",
        text[:-30],
    ):
        file.write_text(changed)
        with pytest.raises(UsageRefusal, match="not a hub's key"):
            add_hub(file, hubs=tmp_path / "hubs", fingerprint="0")


@pytest.mark.parametrize(
    "turns", [150, pytest.param(2_500, marks=pytest.mark.nightly)], ids=["some", "many"]
)
@pytest.mark.parametrize("kind", ["sealed", "open"])
def test_every_changed_byte_is_caught(tmp_path, kind, turns):
    """Spread over the file; half of them in its first 600 bytes, where the headers lie."""
    store = hub(tmp_path)
    path = sealed(tmp_path, store) if kind == "sealed" else make(tmp_path, ed_csv()).package
    whole, spread, missed = path.read_bytes(), random.Random(30), 0
    secrets = known_keys(store).secrets(NOW)
    for turn in range(turns):
        changed = bytearray(whole)
        changed[spread.randrange(600 if turn % 2 else len(whole))] ^= 1 << spread.randrange(8)
        path.write_bytes(changed)
        try:
            if kind == "sealed":
                _open(path, tmp_path / "plain.wwp", secrets)
            else:
                read_package(path, verify=verify)
            missed += 1
        except Refusal:
            pass
    assert missed == 0


def _open(path, plain, secrets):
    from watchward.contract.sealed import decrypt

    with path.open("rb") as source, plain.open("wb") as target:
        decrypt(source, target, secrets=secrets, where=path.name)
    read_package(plain, verify=verify)


def test_a_file_that_is_cut_or_lengthened_is_refused(tmp_path):
    store = hub(tmp_path)
    path = sealed(tmp_path, store)
    whole = path.read_bytes()
    for changed in (whole[:-1], whole[:200], whole[:30], whole + b"x", whole + whole):
        path.write_bytes(changed)
        with pytest.raises(PackageRefusal):
            take(path, store)
        assert left_in(store.incoming) == []
    path.write_bytes(whole)
    assert take(path, store).accepted == 1


def test_a_full_disk_at_the_hub_is_not_called_damage(tmp_path, monkeypatch):
    store = hub(tmp_path)
    path = sealed(tmp_path, store)

    class Full:
        """A file for which there is no room."""

        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, _):
            raise OSError(28, "No space left on device")

        def flush(self):
            """Nothing to flush."""

    real = __import__("os").fdopen
    with monkeypatch.context() as patched:
        patched.setattr("watchward.hub.opened.os.fdopen", lambda *a, **k: Full(real(*a, **k)))
        with pytest.raises(StoreRefusal, match="disk is full"):
            take(path, store)
    assert left_in(store.incoming) == []
    assert take(path, store).accepted == 1


def test_a_correction_sealed_again_names_what_it_replaces(tmp_path):
    store = hub(tmp_path)
    first = take(sealed(tmp_path, store), store)
    to = known_keys(store).published
    rows = ed_csv(ED_ROW, ED_ROW.replace("A1", "A2"))
    said = {"hub": to, "receiver": to.code, "replaces": first.id}
    assert take(make(tmp_path, rows, **said).package, store).accepted == 2
