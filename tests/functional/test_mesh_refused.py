"""What NHS MESH brings that is not ours, not whole or not to be trusted: refused, and told."""

from dataclasses import replace

import pytest

from tests.certificates import Certificates
from tests.functional.test_collect import OTHER_ROW
from tests.mesh_line import BACK, HUB, IN, OTHER, SECRETS, WARD, line, store
from tests.mesh_server import SHARED
from tests.provider_extracts import ED_ROW
from watchward.contract.mesh import Mailbox, Secrets, connected
from watchward.errors import StoreRefusal, UsageRefusal
from watchward.hub.ledger import receipts
from watchward.provider.receipts import stem
from watchward.provider.send.mesh import send_by_mesh

__all__ = ["line", "store"]
NIGHTLY = pytest.mark.nightly


def test_what_the_hub_refused_is_told(line):
    first, second = line.sealed(), line.sealed(ED_ROW, OTHER_ROW)
    line.send(first)
    line.send(second)
    taken = line.collect()
    assert [bool(one.refusal) for one in taken] == [False, True]
    found = line.pick_up(first, second)
    assert "already held" in found.turned_away[stem(second.name)]
    found.finish()
    assert line.mesh.inbox(WARD) == []


@pytest.mark.parametrize("points", [2, pytest.param(100, marks=NIGHTLY)])
def test_every_byte_flipped_on_the_way_is_refused(line, points):
    path = line.sealed()
    size = path.stat().st_size
    for at in range(0, size, size // points):
        line.send(path)
        parts = line.mesh.messages[line.mesh.inbox(HUB)[0]].parts
        parts[1] = parts[1][:at] + bytes([parts[1][at] ^ 1]) + parts[1][at + 1 :]
        (one,) = line.collect()
        assert one.refusal, f"byte {at}"
    assert receipts(line.store) == ()


@pytest.mark.parametrize(
    ("sender", "workflow", "why"),
    [(WARD, BACK, "another workflow"), (OTHER, IN, "no provider listed")],
)
def test_what_is_not_ours_stays_in_the_mailbox(line, sender, workflow, why):
    line.mesh.mailboxes[HUB].add(BACK)
    stranger = line.mailbox(sender, "stranger")
    with connected(stranger, SECRETS) as client:
        client.send_message(HUB, line.sealed().read_bytes(), workflow_id=workflow, filename="../x")
    (one,) = line.collect()
    assert why in str(one.refusal)
    assert ".." not in one.file
    assert len(line.mesh.inbox(HUB)) == 1
    assert receipts(line.store) == ()


def test_a_full_disk_at_the_hub_leaves_it_in_the_mailbox(line, monkeypatch):
    line.send(line.sealed())

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    for place in ("pathlib.Path.open", "watchward.hub.opened.decrypt"):
        with monkeypatch.context() as patched:
            patched.setattr(place, full)
            with pytest.raises(StoreRefusal, match=r"written down|disk is full|nowhere to put"):
                line.collect()
        assert len(line.mesh.inbox(HUB)) == 1
    assert [one.receipt.accepted for one in line.collect()] == [400]


def test_mailboxes_written_in_small_letters_are_the_same(line):
    path = line.folder / "hub" / "mesh" / "mailbox.toml"
    path.write_text(path.read_text().replace("WARD1", "ward1").replace("HUB1", "hub1"))
    read = Mailbox.read(path.parent)
    assert (read.mailbox, read.providers) == (HUB, {"city-hospital": WARD})


def test_a_mailbox_that_is_not_registered_for_the_workflow_is_said(line):
    line.mesh.mailboxes[HUB].clear()
    with pytest.raises(UsageRefusal, match="registered for the workflow TESTS_PACKAGES"):
        line.send(line.sealed())


def test_receipts_that_are_forged_or_of_others_are_not_taken(line):
    path = line.sealed()
    line.send(path)
    line.collect()
    (number,) = line.mesh.inbox(WARD)
    assert line.pick_up().receipts == (), "nothing was sent from here"
    one = line.mesh.messages[number]
    good = one.parts[1]
    one.parts[1] = good.replace(b'"accepted": 400', b'"accepted": 399')
    one.parts[1] = one.parts[1].replace(b'"rejected": 0', b'"rejected": 1')
    found = line.pick_up(path)
    assert (found.receipts, len(found.refused)) == ((), 1)
    one.parts[1], one.sender = good, OTHER
    assert line.pick_up(path).receipts == ()
    found.finish()
    assert line.mesh.inbox(WARD) == [number]


def test_without_certificate_key_or_password_it_is_said_which(line):
    path = line.sealed()
    for name in ("own.pem", "own.key"):
        (line.folder / "ward" / "mesh" / name).rename(line.folder / name)
        with pytest.raises(UsageRefusal, match="no file for") as told:
            line.send(path)
        assert name in str(told.value)
        (line.folder / name).rename(line.folder / "ward" / "mesh" / name)
    for secrets, which in ((Secrets("", SHARED), "PASSWORD"), (Secrets("x", ""), "SHARED_KEY")):
        with pytest.raises(UsageRefusal, match=f"WATCHWARD_MESH_{which}"):
            send_by_mesh(path, f"mesh://{HUB}", own=line.ward, secrets=secrets)
    with pytest.raises(UsageRefusal, match="does not let this mailbox in") as told:
        send_by_mesh(path, f"mesh://{HUB}", own=line.ward, secrets=Secrets("guess", SHARED))
    assert "guess" not in str(told.value)
    assert line.mesh.messages == {}


def test_a_line_that_cannot_be_trusted_is_not_used(line):
    path, home = line.sealed(), line.folder / "ward" / "mesh"
    strangers = Certificates(line.folder / "other")
    pem, key = strangers.of("OTHER")
    own = (home / "own.pem").read_bytes(), (home / "own.key").read_bytes()
    (home / "own.pem").write_bytes(pem.read_bytes())
    with pytest.raises(UsageRefusal, match="the key is another's"):
        line.send(path)
    (home / "own.key").write_bytes(key.read_bytes())
    with pytest.raises((UsageRefusal, StoreRefusal), match=r"certificate is not|does not answer"):
        line.send(path)
    (home / "own.pem").write_bytes(own[0])
    (home / "own.key").write_bytes(own[1])
    with pytest.raises(UsageRefusal, match="certificate is not accepted"):
        send_by_mesh(
            path,
            f"mesh://{HUB}",
            own=replace(line.ward, ca=strangers.authority),
            secrets=SECRETS,
        )
    assert line.mesh.messages == {}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('mailbox = "WARD1"', "", "cannot be read"),
        ('mailbox = "WARD1"', 'mailbox = "WARD1"\nworkflow = "x"', "cannot be read"),
        ('mailbox = "WARD1"', "mailbox = 1", "cannot be read"),
        ('mailbox = "WARD1"', "mailbox", "cannot be read"),
        ("https://", "http://", "over https only"),
    ],
)
def test_a_mailbox_file_that_is_wrong_is_refused(line, old, new, why):
    path = line.folder / "ward" / "mesh" / "mailbox.toml"
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(UsageRefusal, match=why), connected(Mailbox.read(path.parent), SECRETS):
        pass
