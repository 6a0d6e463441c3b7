"""The SFTP drop: to a compared server only, whole or not at all, on from where it was; and back."""

import asyncssh
import pytest
from typer.testing import CliRunner

from tests.faults.packages import SETTINGS
from tests.functional.test_collect import NOW, pick, store
from tests.provider_extracts import ed_csv, left_in, make
from tests.sftp_server import Broken, Depot
from watchward.cli import app
from watchward.errors import StoreRefusal, UsageRefusal
from watchward.hub.collect.folder import collect
from watchward.hub.keys import known_keys
from watchward.hub.ledger import receipts
from watchward.provider.receipts import stem
from watchward.provider.send import sftp
from watchward.provider.send.answers import Keeping
from watchward.provider.send.awaiting import settled
from watchward.provider.send.ssh import Login, Server, trust

__all__ = ["store"]
ROWS = [f"A{n},2025-03-{n % 28 + 1:02d},23:10,fist,pub,290412,250388,24,M" for n in range(400)]


@pytest.fixture
def depot(tmp_path):
    (tmp_path / "share").mkdir(exist_ok=True)
    made = Depot(tmp_path / "share")
    yield made
    made.close()


@pytest.fixture
def login(tmp_path, depot):
    made = Login(tmp_path / "sftp", depot.password)
    known(depot, made)
    return made


def known(depot, login):
    server = Server.parse(depot.address)
    return settled(trust(server, login.folder, fingerprint=depot.fingerprint))


def sealed(folder, store, *rows):
    to = known_keys(store).published
    return make(folder, ed_csv(*(rows or ROWS)), hub=to, receiver=to.code).package


def send(path, depot, login, **how):
    waited = []
    sent = sftp.send_by_sftp(path, depot.address, login=login, wait=waited.append, **how)
    return sent, waited


def take(folder, store):
    return list(collect(folder / "share", store=store, by="ana", now=NOW, settings=SETTINGS))


def test_sent_collected_and_its_receipt_kept(tmp_path, store, depot, login):
    path = sealed(tmp_path, store)
    seen = []
    sent, waited = send(path, depot, login, progress=lambda *told: seen.append(told))
    assert (sent.state, waited) == ("sent", [])
    assert seen[-1][1:] == (path.stat().st_size,) * 2
    assert (tmp_path / "share" / path.name).read_bytes() == path.read_bytes()
    (one,) = take(tmp_path, store)
    assert one.receipt.accepted == 400
    keeping = Keeping({stem(path.name)}, hubs=tmp_path / "hubs", kept=tmp_path / "kept")
    found = sftp.pick_up_by_sftp(depot.address, login=login, keeping=keeping)
    assert (found.receipts, found.refused, found.turned_away) == ((one.receipt,), (), {})
    other = Keeping({"another"}, hubs=tmp_path / "hubs", kept=tmp_path / "other")
    assert sftp.pick_up_by_sftp(depot.address, login=login, keeping=other).receipts == ()
    assert left_in(tmp_path / "other") == []


def test_what_the_hub_refused_is_told(tmp_path, store, depot, login):
    depot.spoil = lambda offset, data: data[:-1] + bytes([data[-1] ^ 1])
    path = sealed(tmp_path, store)
    send(path, depot, login)
    (one,) = take(tmp_path, store)
    assert one.refusal
    keeping = Keeping({stem(path.name)}, hubs=tmp_path / "hubs", kept=tmp_path / "kept")
    found = sftp.pick_up_by_sftp(depot.address, login=login, keeping=keeping)
    assert "changed on its way" in found.turned_away[stem(path.name)]
    assert receipts(store) == ()


def test_every_byte_flipped_on_the_way_is_refused(tmp_path, store, depot, login):
    path = sealed(tmp_path, store)
    size = path.stat().st_size
    for at in range(0, size, size // 12):
        depot.spoil = lambda offset, data, at=at: flipped(data, at - offset)
        send(path, depot, login)
        (one,) = take(tmp_path, store)
        assert one.refusal, f"byte {at}"
    assert receipts(store) == ()


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if 0 <= at < len(data) else data


def test_a_broken_line_goes_on_from_where_it_was(tmp_path, store, depot, login, monkeypatch):
    monkeypatch.setattr(sftp, "BLOCK", 1000)
    path = sealed(tmp_path, store)
    size = path.stat().st_size
    assert size > 5000
    fatal = iter([2, 3, 1])

    def breaks(deed, offset):
        breaks.left -= deed == "write"
        if breaks.left == 0:
            breaks.left = next(fatal, 10**6)
            raise Broken

    breaks.left = next(fatal)
    depot.before = breaks
    _, waited = send(path, depot, login)
    assert waited == [1, 2, 4]
    assert depot.written == size, "not one byte twice"
    assert left_in(tmp_path / "share") == [path.name]
    assert (tmp_path / "share" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("deed", ["open", "close", "rename", "renamed"])
def test_broken_at_any_step_it_arrives_once(tmp_path, store, depot, login, deed):
    path = sealed(tmp_path, store)
    once = []

    def breaks(what, _):
        if what == deed and not once:
            once.append(what)
            raise Broken

    depot.before = breaks
    send(path, depot, login)
    assert once
    assert left_in(tmp_path / "share") == [path.name]
    assert [one.receipt.accepted for one in take(tmp_path, store)] == [400]


def test_played_again_it_is_one_row(tmp_path, store, depot, login):
    path = sealed(tmp_path, store)
    for at in range(5):
        send(path, depot, login)
        (one,) = take(tmp_path, store)
        assert one.already == (at > 0)
    assert len(receipts(store)) == 1


def test_a_server_that_cannot_rename_over_another(tmp_path, store, depot, login):
    depot.posix = False
    path = sealed(tmp_path, store)
    (tmp_path / "share" / path.name).write_bytes(b"an earlier one")
    send(path, depot, login)
    assert left_in(tmp_path / "share") == [path.name]
    assert (tmp_path / "share" / path.name).read_bytes() == path.read_bytes()


def test_nothing_goes_to_a_server_whose_key_nobody_compared(tmp_path, store, depot):
    path, login = sealed(tmp_path, store), Login(tmp_path / "sftp", depot.password)
    with pytest.raises(UsageRefusal, match="Nobody here has compared"):
        send(path, depot, login)
    server = Server.parse(depot.address)
    for said in ("", "SHA256:0000"):
        with pytest.raises(UsageRefusal, match="SHA256:") as told:
            settled(trust(server, login.folder, fingerprint=said))
        assert depot.fingerprint in str(told.value)
    assert left_in(login.folder) == []
    assert left_in(tmp_path / "share") == []


def test_a_server_that_shows_another_key_gets_nothing(tmp_path, store, depot, login):
    path = sealed(tmp_path, store)
    other = Depot(tmp_path / "share", password=depot.password)
    hosts = login.folder / "known_hosts"
    hosts.write_text(hosts.read_text().replace(f":{depot.port} ", f":{other.port} "))
    try:
        with pytest.raises(UsageRefusal, match="another key"):
            send(path, other, login)
        known(other, login)
        send(path, other, login)
    finally:
        other.close()
    assert other.deeds
    assert left_in(tmp_path / "share") == [path.name]


def test_who_is_not_let_in_is_told_and_not_asked_again(tmp_path, store, depot, login):
    path = sealed(tmp_path, store)
    for password, why in (("wrong", "does not let this machine in"), ("", "nothing to log in")):
        with pytest.raises(UsageRefusal, match=why) as told:
            send(path, depot, Login(login.folder, password))
        assert "wrong" not in str(told.value)
    (login.folder / "id_ed25519").write_text("no key")
    with pytest.raises(UsageRefusal, match="private key cannot be read"):
        send(path, depot, login)
    assert depot.deeds == []


@pytest.mark.parametrize("passphrase", ["", "of the key"])
def test_a_key_lets_in(tmp_path, store, passphrase):
    own = asyncssh.generate_private_key("ssh-ed25519")
    (tmp_path / "sftp").mkdir()
    path = str(tmp_path / "sftp" / "id_ed25519")
    own.write_private_key(path, passphrase=passphrase or None, rounds=50)
    public = own.export_public_key().decode()
    depot = Depot(tmp_path / "share", password="", authorised=public)
    login = Login(tmp_path / "sftp", passphrase)
    try:
        known(depot, login)
        sent, _ = send(sealed(tmp_path, store), depot, login)
    finally:
        depot.close()
    assert sent.state == "sent"


def test_a_keys_passphrase_is_shown_to_no_server(tmp_path, store, depot, login):
    own = asyncssh.generate_private_key("ssh-ed25519")
    path = str(login.folder / "id_ed25519")
    own.write_private_key(path, passphrase=depot.password, rounds=50)
    with pytest.raises(UsageRefusal, match="does not let this machine in"):
        send(sealed(tmp_path, store), depot, login)
    assert depot.passwords == []


def test_a_server_that_is_away_or_full_is_said(tmp_path, store, depot, login):
    path = sealed(tmp_path, store)

    def full(deed, _):
        if deed == "write":
            raise asyncssh.SFTPNoSpaceOnFilesystem("full")

    depot.before = full
    with pytest.raises(StoreRefusal, match="its room"):
        send(path, depot, login)
    depot.close()
    with pytest.raises(StoreRefusal, match="does not answer"):
        send(path, depot, login)
    depot.__post_init__()


@pytest.mark.parametrize(
    "to",
    [
        "sftp://",
        "sftp://a:secret@host/x",
        "sftp://host:x/",
        "sftp:///x",
        "sftp://h/x?y",
        "ftp://h/",
    ],
)
def test_an_address_that_is_none_is_refused(to):
    with pytest.raises(UsageRefusal) as told:
        Server.parse(to)
    assert "secret" not in str(told.value)


def test_the_commands_there_and_back(tmp_path, store, depot, monkeypatch):
    monkeypatch.setenv("WATCHWARD_HOME", str(tmp_path))
    monkeypatch.setenv("WATCHWARD_SFTP_PASSWORD", depot.password)
    path = sealed(tmp_path, store)

    def run(*words):
        return CliRunner().invoke(app, list(words))

    told = run("trust", depot.address, "--fingerprint", depot.fingerprint)
    assert told.exit_code == 0, told.exception
    assert run("send", str(path), "--to", depot.address).exit_code == 0
    take(tmp_path, store)
    told = run("receipts", "--from", depot.address, "--days", "0")
    assert "No receipt yet" not in told.stdout
    assert len(pick(tmp_path).receipts) == 1
    assert run("send", str(path), "--to", "gopher://x").exit_code == 2
    assert (tmp_path / "sftp" / "known_hosts").stat().st_mode & 0o777 == 0o600
