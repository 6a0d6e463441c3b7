"""A sealed package on the website: opened with the hub's keys, received once, no open copy left."""

import pytest

from tests.web.conftest import NOW
from tests.web.sending import machine, send_whole, take_waiting
from tests.web.test_submissions_send import SEND, receipt_in, send, upload
from watchward.contract.container import MAGIC
from watchward.hub.keys import rotate
from watchward.hub.ledger import receipts
from watchward_web.submissions.models import Upload


@pytest.fixture(autouse=True)
def _still(stopped, settings, tmp_path):
    settings.DATA = tmp_path / "data"


def test_by_the_form_it_is_received_once_and_nothing_open_is_left(hub, sealed, sign_in, tmp_path):
    client = sign_in("hospital")
    told = send(client, sealed(), "october.wwp.age")
    assert "Your package was received" in told
    assert "already held" in send(client, sealed(), "again.wwp.age"), "encrypted anew"
    october = [one for one in receipts(hub) if one.period == "2026-10"]
    assert receipt_in(told).split("/")[-2] in {one.id for one in october}
    assert list(hub.incoming.iterdir()) == []
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert not any(MAGIC in path.read_bytes() for path in files)


def test_by_a_program_it_is_received(hub, sealed, seat_of):
    ident = send_whole(machine(seat_of("hospital")), sealed(), 40_000)
    take_waiting()
    assert Upload.objects.get(ident=ident).state == "received"
    assert list(hub.incoming.iterdir()) == []


@pytest.mark.parametrize("how", ["another key", "another hub", "cut short"])
def test_what_is_not_sealed_to_this_hub_is_refused_in_words(hub, sealed, sign_in, how):
    before = receipts(hub)
    if how == "another key":
        rotate(hub, reason="yearly", by="ana", now=NOW)
        stranger = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg"
        body, said = sealed(to=stranger), "sealed to a key that this hub does not hold"
    elif how == "another hub":
        body, said = sealed(receiver="elsewhere"), "made for another hub"
    else:
        body, said = sealed()[:-900], "not whole, or was changed"
    answer = sign_in("hospital").post(SEND, upload(body, "x.wwp.age"))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert receipts(hub) == before
    assert list(hub.incoming.iterdir()) == []
