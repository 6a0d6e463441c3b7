"""What would n per cent be worth: one list box, no script, for those who see rounded counts too."""

import pytest

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
