"""The provider's own program against the real site: sent, checked, received, and once only."""

import threading

import pytest

from tests.web.sending import take_waiting
from watchward.errors import PackageRefusal, UsageRefusal
from watchward.hub.keys import known_keys
from watchward.provider.hubs import add_hub
from watchward.provider.receipts import keep_receipt
from watchward.provider.send import send_to_site
from watchward_web.core.clock import now
from watchward_web.partners.services import issue_token

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def send(stopped, october, live_server, seat_of, tmp_path, settings):
    settings.DATA = tmp_path / "data"
    issued = issue_token(seat_of("hospital"), scope="submit", name="s", days=1, now=now())

    def send(package=october, key=issued.secret):
        # The command waits here for the site's job; the tests' own thread does it.
        assert threading.current_thread() is threading.main_thread()
        to = f"{live_server.url}/p/harrowmere"
        return send_to_site(package, to, key=key, wait=lambda _: take_waiting())

    return send


def test_a_sealed_package_is_sent_and_the_signed_receipt_is_kept(send, hub, sealed, tmp_path):
    path = tmp_path / "sealed.wwp.age"
    path.write_bytes(sealed())
    sent = send(path)
    assert sent.state == "received"
    published, keys = tmp_path / "hub.toml", known_keys(hub)
    published.write_text(keys.to_text())
    where = {"hubs": tmp_path / "hubs", "kept": tmp_path / "kept", "where": "x"}
    with pytest.raises(PackageRefusal, match="Nobody here has compared"):
        keep_receipt(sent.told, **where)
    add_hub(published, hubs=where["hubs"], fingerprint=keys.published.fingerprint)
    assert keep_receipt(sent.told, **where).id == sent.receipt
    with pytest.raises(PackageRefusal, match="not a receipt as the hub signed it"):
        keep_receipt(sent.told.replace("enrolled", "Enrolled").replace("pinned", "Pinned"), **where)


def test_a_package_is_sent_and_received_once(send, october, tmp_path):
    first = send()
    assert first.state == "received"
    assert first.receipt.startswith("R-")
    assert send().state == "held"
    wrong = tmp_path / "wrong.wwp"
    wrong.write_bytes(b"nhs_number,name\r\n" * 100)
    with pytest.raises(PackageRefusal, match="not a package"):
        send(wrong)
    with pytest.raises(UsageRefusal, match="key"):
        send(key="wwt_abcdefghij_" + "0" * 64)
