"""Joiners: an invitation is a link that works once, for one address, for seven days."""

import datetime as dt

import pytest
from django.test import Client

from tests.web.conftest import NOW
from watchward_web.accounts.models import User
from watchward_web.core.models import AuditEntry
from watchward_web.core.roles import Role
from watchward_web.partners.models import Agency, Invitation
from watchward_web.partners.selectors import find_invitation, find_seat
from watchward_web.partners.services import Gone, accept, change_role, invite, set_active

NEW = {"name": "Nia New", "username": "nia", "password": "candle-orchard-willow"}
INVITE = "/p/harrowmere/people/invite/"


@pytest.fixture
def link(people, sign_in):
    """An invitation to be a licensing officer, as its link."""
    administrator = sign_in("administrator")
    agency = Agency.objects.get(partnership__slug="harrowmere", slug="council")
    page = administrator.post(
        INVITE, {"email": "nia@x.invalid", "role": "licensing", "agency": agency.pk}
    ).content.decode()
    start = page.index("http://testserver/join/")
    return page[start : page.index("<", start)].strip().removeprefix("http://testserver")


def test_from_invitation_to_first_page(link, mailoutbox):
    client = Client()
    assert "nia@x.invalid" in client.get(link).content.decode()
    assert client.post(link, NEW).url == "/account/sign-in/"
    signed_in = client.post("/account/sign-in/", {"login": "nia", "password": NEW["password"]})
    assert signed_in.status_code == 302
    assert client.get("/partnerships/").url == "/p/harrowmere/"
    seat = find_seat(User.objects.get(username="nia").pk, "harrowmere")
    assert (seat.role, seat.agency.slug, seat.audience) == (Role.LICENSING, "council", "partner")


def test_the_message_holds_the_link_and_the_database_does_not(link, mailoutbox):
    (message,) = mailoutbox
    secret = link.removeprefix("/join/").strip("/")
    assert link in message.body
    assert message.to == ["nia@x.invalid"]
    assert secret not in str(list(Invitation.objects.values()))
    assert secret not in str(list(AuditEntry.objects.values()))


def test_a_link_works_once(link):
    assert Client().post(link, NEW).status_code == 302
    assert Client().get(link).status_code == 404
    assert Client().post(link, NEW | {"username": "nia2"}).status_code == 404


@pytest.mark.parametrize(("days", "works"), [(6, True), (8, False)])
def test_a_link_works_for_seven_days(people, seat_of, days, works):
    secret = _invite(seat_of("administrator"))
    assert (find_invitation(secret, now=NOW + dt.timedelta(days=days)) is not None) is works


def test_a_withdrawn_link_does_not_work(people, sign_in, seat_of):
    secret = _invite(seat_of("administrator"))
    made = Invitation.objects.get()
    sign_in("administrator").post(f"/p/harrowmere/people/invitations/{made.pk}/withdraw/")
    assert find_invitation(secret, now=NOW) is None


def _invite(seat, role=Role.POLICE) -> str:
    agency = Agency.objects.get(partnership_id=seat.partnership.id, slug="council")
    return invite(seat, email="nia@x.invalid", agency_id=agency.pk, role=role, now=NOW)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("username", "analyst", "Somebody has this user name"),
        ("username", "Analyst", "Somebody has this user name"),
        ("password", "short", "too short"),
        ("name", "", "This field is required"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_at_the_top(link, field, value, told):
    page = Client().post(link, NEW | {field: value}).content.decode()
    assert page.count(told) == 2
    assert f'href="#id_{field}"' in page
    assert "<title>Error: " in page
    assert not User.objects.filter(email="nia@x.invalid").exists()


def test_a_person_with_an_account_joins_a_second_partnership(people, sign_in, seat_of):
    elsewhere = seat_of("elsewhere")
    agency = Agency.objects.get(partnership_id=elsewhere.partnership.id)
    secret = invite(
        elsewhere,
        email="Analyst@Harrowmere.invalid",
        agency_id=agency.pk,
        role=Role.COUNCILLOR,
        now=dt.datetime.now(dt.UTC),
    )
    assert "Sign in" in Client().get(f"/join/{secret}/").content.decode()
    assert sign_in("police").post(f"/join/{secret}/").status_code == 404
    client = sign_in("analyst")
    assert client.post(f"/join/{secret}/").url == "/partnerships/"
    page = client.get("/partnerships/").content.decode()
    assert "Harrowmere Community" in page
    assert "Elsewhere Community" in page
    person = User.objects.get(username="analyst")
    assert find_seat(person.pk, "elsewhere").role == Role.COUNCILLOR
    assert find_seat(person.pk, "harrowmere").role == Role.ANALYST


def test_nobody_reaches_into_another_partnership(people, seat_of):
    administrator, there = seat_of("administrator"), seat_of("elsewhere")
    foreign_agency = Agency.objects.get(partnership_id=there.partnership.id)
    own_agency = Agency.objects.get(partnership_id=administrator.partnership.id, slug="council")
    attempts = (
        lambda: invite(
            administrator, email="a@x.invalid", agency_id=foreign_agency.pk, role=Role.HEAD, now=NOW
        ),
        lambda: change_role(
            administrator,
            there.person_id,
            role=Role.HEAD,
            agency_id=own_agency.pk,
            now=NOW,
        ),
        lambda: set_active(administrator, there.person_id, active=False, now=NOW),
        lambda: set_active(administrator, administrator.person_id, active=False, now=NOW),
    )
    before = AuditEntry.objects.count()
    for attempt in attempts:
        with pytest.raises(Gone):
            attempt()
    assert AuditEntry.objects.count() == before


def test_a_new_role_counts_from_the_next_request(people, sign_in):
    councillor, administrator = sign_in("councillor"), sign_in("administrator")
    assert councillor.get("/p/harrowmere/audit/").status_code == 403
    person = User.objects.get(username="councillor")
    agency = Agency.objects.get(partnership__slug="harrowmere", slug="council")
    administrator.post(f"/p/harrowmere/people/{person.pk}/", {"role": "head", "agency": agency.pk})
    assert councillor.get("/p/harrowmere/audit/").status_code == 200
    told = AuditEntry.objects.get(action="role changed")
    assert told.detail == {"from": "councillor", "to": "head", "agency": "council"}


def test_two_people_cannot_take_one_invitation(people, seat_of):
    secret = _invite(seat_of("administrator"))
    accept(secret, **NEW, now=NOW)
    with pytest.raises(Gone):
        accept(secret, **NEW | {"username": "other"}, now=NOW)
    assert User.objects.filter(email="nia@x.invalid").count() == 1


AGENCIES = "/p/harrowmere/agencies/"


def test_a_new_agency_can_be_invited_for(people, sign_in):
    administrator = sign_in("administrator")
    told = administrator.post(AGENCIES, {"name": "Probation", "provider": "probation"})
    assert told.status_code == 302
    agency = Agency.objects.get(slug="probation", partnership__slug="harrowmere")
    assert agency.provider == "probation"
    assert "Probation" in administrator.get(INVITE).content.decode()
    assert "Probation" not in sign_in("elsewhere").get("/p/elsewhere/agencies/").content.decode()
    assert AuditEntry.objects.filter(action="agency added", subject="agency:probation").exists()


@pytest.mark.parametrize(
    ("name", "provider"),
    [("Harrowmere police", ""), ("Police", "new"), ("Another", "synthetic-police")],
    ids=["its name", "its short name", "its provider code"],
)
def test_an_agency_and_a_provider_code_are_there_once(people, sign_in, name, provider):
    count = Agency.objects.count()
    page = sign_in("administrator").post(AGENCIES, {"name": name, "provider": provider})
    assert "Another agency has this name" in page.content.decode()
    assert Agency.objects.count() == count


def test_the_head_reads_the_agencies_and_adds_none(people, sign_in):
    head = sign_in("head")
    assert "Add the agency" not in head.get(AGENCIES).content.decode()
    assert head.post(AGENCIES, {"name": "Mine"}).status_code == 403
