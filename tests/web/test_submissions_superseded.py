"""A receipt that a correction has replaced says so, in the list, on its page and to programs."""

import re

import pytest

from tests.faults.packages import NOW, SETTINGS, package, street
from tests.web.sending import machine
from watchward.hub.flow import receive
from watchward_web.core.store import open_partnership

HOME = "/p/harrowmere/submissions/"


@pytest.fixture
def corrected(people, tmp_path):
    """The receipt of a month, and the one that corrects it."""
    from watchward_web.partners.models import Partnership

    store = open_partnership(str(tmp_path / "store"), create=True)
    Partnership.objects.filter(slug="harrowmere").update(store=str(store.path))
    made = []
    for rows in ((2, 3, 4), (2, 3)):
        records = [street(row, "2024-01") for row in rows]
        replaces = made[-1].id if made else ""
        path = package(
            tmp_path,
            f"of-{len(rows)}",
            records,
            period="2024-01",
            provider="synthetic-police",
            replaces=replaces,
        )
        made.append(receive(path, store=store, by="test", now=NOW, settings=SETTINGS))
    return made


def test_the_list_marks_it_and_its_page_leads_to_the_correction(corrected, sign_in):
    first, second = corrected
    client = sign_in("police")
    rows = re.findall(
        r'<tr class="govuk-table__row"><th scope="row".*?</tr>',
        client.get(f"{HOME}receipts/").content.decode(),
        re.DOTALL,
    )
    marked = {re.search(r"R-[0-9a-f-]{19}", row)[0]: "Superseded" in row for row in rows}
    assert marked == {first.id: True, second.id: False}
    page = client.get(f"{HOME}receipts/{first.id}/").content.decode()
    assert "no longer count" in page
    assert f'href="{HOME}receipts/{second.id}/"' in page
    assert "Superseded" not in client.get(f"{HOME}receipts/{second.id}/").content.decode()


def test_programs_are_told_too(corrected, seat_of):
    first, second = corrected
    client = machine(seat_of("police"))
    told = client.get(f"{HOME}api/v1/receipts").json()["receipts"]
    assert {one["id"]: one["superseded_by"] for one in told} == {
        first.id: second.id,
        second.id: None,
    }
    assert client.get(f"{HOME}api/v1/receipts/{first.id}").json()["superseded_by"] == second.id
