"""What was filled in, on a receipt and by month: exact for one's own, rounded for others."""

import re

import pytest

from watchward.contract.completeness import FEWEST
from watchward.contract.dataset import dataset
from watchward.hub.completeness import receipt_completeness
from watchward.hub.ledger import receipts

HOME = "/p/harrowmere/submissions/"
PAGE = HOME + "ledger/synthetic-hospital/ed_assault/completeness/"


@pytest.fixture
def latest(store):
    return [one for one in receipts(store) if one.provider == "synthetic-hospital"][-1]


def test_a_receipt_tells_its_provider_every_field_by_shift(partnership, store, latest, sign_in):
    page = sign_in("hospital").get(f"{HOME}receipts/{latest.id}/").content.decode()
    exact = receipt_completeness(store, dataset("ed_assault"), receipt=latest.id)
    weapon = exact["weapon"]
    assert sum(sum(one.values()) for one in weapon.values()) == latest.accepted
    night = weapon["night"]
    assert f"{night['recorded']} of {sum(night.values())}" in page
    assert "Night, 00–08" in page
    assert "Who could be singled out" in page
    assert f"{latest.risk['everything']['rows_alone']:,}</td>" in page


def test_no_count_on_the_receipt_itself_is_small(partnership, store):
    told = [
        number
        for one in receipts(store)
        for by_shift in one.completeness.values()
        for counts in by_shift.values()
        for number in counts.values()
    ]
    assert told
    assert not [number for number in told if 0 < number < FEWEST]


def test_the_last_six_months_for_the_body_itself_and_analysts(partnership, sign_in):
    for who in ("hospital", "analyst"):
        page = sign_in(who).get(PAGE).content.decode()
        assert "Share recorded, by month" in page
        assert re.search(r"\d+ of \d+", page)


def test_others_see_shares_to_the_nearest_five_and_no_count(partnership, sign_in):
    for who in ("police", "head"):
        page = sign_in(who).get(PAGE).content.decode()
        shares = re.findall(r"numeric\">(\d+)%", page)
        assert shares
        assert all(int(share) % 5 == 0 for share in shares)
        assert not re.search(r"\d+ of \d+", page)


def test_what_never_came_is_not_there(partnership, sign_in):
    client = sign_in("hospital")
    assert client.get(PAGE.replace("ed_assault", "fire_incident")).status_code == 404
    assert client.get(PAGE.replace("synthetic-hospital", "nobody")).status_code == 404
    assert sign_in("elsewhere").get(PAGE).status_code in (403, 404)
