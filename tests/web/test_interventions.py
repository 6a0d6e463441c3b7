"""The register of interventions on the site: read, filtered, compared, written into."""

import pytest
from django.urls import reverse

from watchward.hub.interventions import known
from watchward_web.core.models import AuditEntry

HOME = {"partnership": "harrowmere"}


def page(client, name, query="", **more):
    return client.get(reverse(f"interventions:{name}", kwargs=HOME | more) + query)


def test_the_list_has_every_one_and_may_be_narrowed(partnership, sign_in):
    client = sign_in("head")
    whole = page(client, "home").content.decode()
    assert "Taxi marshals" in whole
    assert "Plastic glasses" in whole
    assert "Mentors" in whole
    assert "Leaving violence behind" in whole
    assert "4 of 4 registered" in whole
    planned = page(client, "home", "?state=planned&kind=developmental").content.decode()
    assert "Mentors" in planned
    assert "Plastic glasses" not in planned
    assert (
        "None of this kind is registered"
        in page(client, "home", "?kind=treatment").content.decode()
    )


def test_an_analyst_reads_what_was_found_with_its_level_and_its_worth(partnership, sign_in):
    shown = page(sign_in("analyst"), "intervention", ident="taxi-marshals").content.decode()
    for text in (
        "Level of evidence (Maryland)",
        "Net present value",
        "Who gains or loses",
        "If it were done elsewhere as well",
        "SHA-256",
        "September 2025",  # of its months
        "Also going on there",
    ):
        assert text in shown, text


def test_others_read_the_plan_and_no_count(partnership, sign_in):
    shown = page(sign_in("police"), "intervention", ident="taxi-marshals").content.decode()
    assert "an analyst can open it" in shown
    assert "Taxi marshals" in shown
    assert "Level of evidence" not in shown


def test_what_is_not_over_is_not_judged(partnership, sign_in):
    shown = page(sign_in("analyst"), "intervention", ident="evening-mentors").content.decode()
    assert "judged when its months are over" in shown
    assert "Level of evidence" not in shown


def test_side_by_side_begins_with_how_sure_and_says_what_cannot_be_compared(partnership, sign_in):
    query = "?name=taxi-marshals&name=plastic-glasses"
    shown = page(sign_in("analyst"), "compare", query).content.decode()
    found = shown.index("Level of evidence (Maryland)")
    assert found < shown.index("Net present value") < shown.index("In words")
    assert "Their levels of evidence differ" in shown
    assert "was not registered before its outcome" in shown
    assert (
        "Choose at least two"
        in page(sign_in("analyst"), "compare", "?name=taxi-marshals").content.decode()
    )


def test_nobody_opens_one_that_is_not_there(partnership, sign_in):
    assert page(sign_in("analyst"), "intervention", ident="never").status_code == 404


@pytest.mark.parametrize("who", ["police", "hospital", "councillor", "administrator"])
def test_only_analysts_and_the_head_register(people, sign_in, who):
    assert page(sign_in(who), "register").status_code in (403, 404)


GIVEN = {
    "name": "late-buses",
    "title": 'Buses “home” at three, the "N7"',
    "problem": "Made up: nobody gets home\nafter three",
    "target": "Made up: the market",
    "mechanism": "Who is gone does not fight",
    "dose": "Four buses a night",
    "kind": "situational",
    "acts_on": "cause",
    "funder": "Made up",
    "dataset": "police_incident",
    "design": "differences",
    "areas": "SYN001\nSYN002",
    "comparison": "SYN005, SYN006",
    "first": "2025-01",
    "start": "2027-01",
    "last": "2027-12",
    "a_year": "40000",
    "price_year": "2026-27",
    "confidence": "medium",
    "pays": "The council: 60\nThe operator: 40 %",
    "emmie_mechanism": "2",
}


def test_a_form_registers_what_a_file_would(sign_in, copied):
    client = sign_in("head")
    answer = client.post(reverse("interventions:register", kwargs=HOME), GIVEN)
    assert answer.status_code == 302, answer.content.decode()
    made = {one.intervention.name: one for one in known(copied)}["late-buses"]
    about = made.intervention
    assert about.title == GIVEN["title"]
    assert about.plan.areas == ("SYN001", "SYN002")
    assert about.plan.comparison == (
        "SYN005",
        "SYN006",
    )
    assert about.money.pays == {"The council": 60.0, "The operator": 40.0}
    assert about.emmie == {"mechanism": 2}
    assert made.beforehand == "yes"
    again = client.post(reverse("interventions:register", kwargs=HOME), GIVEN)
    assert again.status_code == 200
    assert "reason" in again.content.decode()
    changed = client.post(
        reverse("interventions:register", kwargs=HOME), GIVEN | {"reason": "More buses"}
    )
    assert changed.status_code == 302
    assert next(one for one in known(copied) if one.amended).intervention.name == "late-buses"


def test_a_wrong_plan_is_refused_and_nothing_is_lost(sign_in, copied):
    wrong = GIVEN | {"comparison": "", "pays": "half"}
    answer = sign_in("head").post(reverse("interventions:register", kwargs=HOME), wrong)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "a colon and the per cent" in shown
    assert "Four buses" in shown
    wrong["pays"] = ""
    answer = sign_in("head").post(reverse("interventions:register", kwargs=HOME), wrong)
    assert "needs areas to compare with" in answer.content.decode()
    assert "late-buses" not in {one.intervention.name for one in known(copied)}


def test_the_reports_examples_are_apart_and_say_that_they_were_not_judged_here(people, sign_in):
    shown = page(sign_in("hospital"), "examples").content.decode()
    assert "None was evaluated here" in shown
    assert "18 of 25" in shown
    assert "The report does not say." in shown


PEOPLE = GIVEN | {
    "name": "x-it",
    "title": "Leaving (synthetic)",
    "design": "cohort",
    "areas": "",
    "comparison": "",
    "first": "2026-01",
    "start": "2026-01",
    "last": "2026-10",
    "who": "Everybody who began",
    "counted": "no arrest for violence",
    "chosen": "referred after an arrest",
    "window": "8",
}
COUNTED = {"taken_people": "25", "taken_counted": "18", "taken_lost": "0", "taken_months": "8"}


def test_people_who_are_followed_are_registered_handed_in_and_judged(sign_in, copied):
    client = sign_in("head")
    answer = client.post(reverse("interventions:register", kwargs=HOME), PEOPLE)
    assert answer.status_code == 302, answer.content.decode()
    shown = page(client, "intervention", ident="x-it").content.decode()
    assert "no arrest for violence" in shown
    assert "Hand in what was counted" in shown
    at = reverse("interventions:outcome", kwargs=HOME | {"ident": "x-it"})
    wrong = client.post(at, COUNTED | {"taken_counted": "26"}).content.decode()
    assert "no arrest for violence" in wrong
    assert "Its numbers cannot be" in wrong
    assert 'value="26"' in wrong
    half = client.post(at, COUNTED | {"compared_people": "30"}).content.decode()
    assert "Its numbers cannot be" in half
    assert client.post(at, COUNTED).status_code == 302
    (made,) = (one for one in known(copied) if one.intervention.name == "x-it")
    assert made.outcome.groups["taken"].counted == 18
    judged = page(sign_in("analyst"), "intervention", ident="x-it").content.decode()
    assert "50.6" in judged or "51" in judged
    assert made.outcome.sha256 in judged
    again = client.post(at, COUNTED | {"taken_counted": "17"}).content.decode()
    assert "needs a reason" in again
    changed = COUNTED | {"taken_counted": "17", "reason": "One was counted twice"}
    assert client.post(at, changed).status_code == 302


def test_nothing_is_handed_in_early_nor_for_records(sign_in, copied):
    client = sign_in("head")
    client.post(reverse("interventions:register", kwargs=HOME), PEOPLE | {"last": "2026-12"})
    at = reverse("interventions:outcome", kwargs=HOME | {"ident": "x-it"})
    early = client.post(at, COUNTED)
    assert early.status_code == 200
    assert "Wait for it" in early.content.decode()
    records = reverse("interventions:outcome", kwargs=HOME | {"ident": "taxi-marshals"})
    assert client.get(records).status_code == 404
    assert sign_in("police").get(at).status_code == 403


def test_in_welsh_what_was_typed_stays_and_what_is_wrong_is_said_in_welsh(sign_in, copied):
    client = sign_in("head")
    typed = PEOPLE | {"mechanism": "Fights and police and hospital", "last": "2026-12"}
    client.post(reverse("interventions:register", kwargs=HOME), typed)
    client.get("/language/cy/")
    shown = page(client, "intervention", ident="x-it").content.decode()
    assert "Fights and police and hospital" in shown
    assert "Leaving (synthetic)" in shown
    at = reverse("interventions:outcome", kwargs=HOME | {"ident": "x-it"})
    early = client.post(at, COUNTED).content.decode()
    assert "Dilynir ei bobl hyd at" in early
    assert "Wait for it" not in early
    told = page(client, "examples").content.decode()
    assert "Pedwar amod ar bymtheg" in told
    assert "Door staff" not in told


def test_what_is_handed_in_is_audited_without_its_numbers(sign_in, copied):
    client = sign_in("head")
    client.post(reverse("interventions:register", kwargs=HOME), PEOPLE)
    client.post(reverse("interventions:outcome", kwargs=HOME | {"ident": "x-it"}), COUNTED)
    (entry,) = AuditEntry.objects.filter(action="outcome handed in")
    assert (entry.subject, entry.detail) == ("x-it", {})
