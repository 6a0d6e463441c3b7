"""What would n per cent be worth: one list box, no script, for those who see rounded counts too."""

import datetime as dt

import polars as pl
import pytest

from watchward.geography.supplied import Supplied, save_supplied
from watchward.reference import Citation

PAGE = "/p/harrowmere/evidence/questions/savings/"


@pytest.mark.parametrize("who", ["analyst", "head", "councillor"])
def test_the_reduction_is_chosen_in_the_address(partnership, sign_in, who):
    client = sign_in(who)
    plain = client.get(PAGE)
    assert plain.status_code == 200
    page = plain.content.decode()
    assert 'name="reduction"' in page
    assert "10 per cent fewer" in page
    more = client.get(PAGE + "?reduction=20").content.decode()
    assert "20 per cent fewer" in more
    assert "With 10 per cent fewer" not in more
    assert "nobody can spend" in more


def test_a_reduction_that_is_not_offered_is_said_to_be_wrong(partnership, sign_in):
    page = sign_in("head").get(PAGE + "?reduction=99").content.decode()
    assert "10 per cent fewer" in page
    assert "could not be read, and was left out" in page


@pytest.mark.parametrize("who", ["analyst", "head"])
def test_prices_are_offered_where_deflators_are_held_and_only_their_years(copied, sign_in, who):
    client = sign_in(who)
    assert 'name="prices"' not in client.get(PAGE).content.decode()
    refused = client.get(PAGE + "?prices=2024-25")
    assert "No deflator is known for" in refused.content.decode()
    rows = pl.DataFrame({"year": ["2015-16", "2024-25"], "index": ["50", "100"]})
    cited = Citation("Made-up deflators", "Nobody", "", "OGL", dt.date(2026, 1, 2), "unverified")
    save_supplied(Supplied("deflators", rows, cited), copied.geography)
    page = client.get(PAGE + "?prices=2024-25&reduction=20").content.decode()
    assert '<option value="2024-25" selected>' in page
    assert "20 per cent fewer" in page
    assert "Each, £, prices of 2024-25" in page
    assert "Made-up deflators" in page
    wrong = client.get(PAGE + "?prices=last+year").content.decode()
    assert "could not be read, and was left out" in wrong
