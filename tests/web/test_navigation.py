"""The row of sections: short for every role, with the place one is at marked on every page."""

import re

import pytest

from watchward_web.core.roles import Role
from watchward_web.core.rules import rules
from watchward_web.nonprod.personas import PERSONAS
from watchward_web.partners.navigation import navigation, open_part

HOME = "/p/harrowmere/"
MOST = 7  # what a row at 1,280 pixels holds without a second line
WHO = {persona.role: persona.username for persona in PERSONAS}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_short_row_that_leads_to_every_named_page(people, seat_of, role):
    parts = navigation(seat_of(WHO[role]), "")
    assert 2 <= len(parts) <= MOST
    assert all(len(part.pages) <= MOST for part in parts)
    named = [str(rule.nav) for rule in rules() if rule.nav and role in rule.verbs["GET"]]
    assert sorted(page.text for part in parts for page in part.pages) == sorted(named)


def test_a_page_is_named_where_it_stands_in_a_section():
    assert all(bool(rule.nav) == bool(rule.section) for rule in rules())


@pytest.mark.parametrize(
    ("path", "section", "page", "exact"),
    [
        ("meetings/", "Meetings", "Meetings", True),
        ("meetings/7/agenda/", "Meetings", "Meetings", False),
        ("meetings/decisions/7/owner/", "Meetings", "Decisions", False),
        ("meetings/attendance/", "Meetings", "Attendance", True),
        ("agreements/required/", "Ledger", "Agreements", False),
        ("submissions/ledger/x/y/2026-01/", "Ledger", "Ledger", False),
        ("evidence/questions/trends/", "Evidence", "Questions", False),
        ("people/invite/", "Partnership", "People", False),
    ],
)
def test_the_place_one_is_at_is_marked(people, seat_of, path, section, page, exact):
    parts = navigation(seat_of("head"), HOME + path)
    marked = [part.text for part in parts if part.current or part.active]
    assert marked == [section]
    within = open_part(parts)
    assert [one.text for one in within.pages if one.current] == ([page] if exact else [])
    assert [one.text for one in within.pages if one.active] == ([] if exact else [page])


def test_a_section_of_one_page_has_no_second_row(people, seat_of):
    assert open_part(navigation(seat_of("head"), f"{HOME}meetings/briefings/")) is None
    assert open_part(navigation(seat_of("head"), f"{HOME}evidence/")) is None


def test_the_page_says_it_to_a_screen_reader(people, sign_in):
    page = sign_in("head").get(f"{HOME}agreements/").content.decode()
    assert '<nav class="app-section" aria-label="Ledger">' in page
    assert re.findall(r'aria-current="page">\s*([^<]+)<', page) == ["Agreements"]
    assert re.findall(r'aria-current="true">\s*<strong[^>]*>\s*([^<]+?)\s*<', page) == ["Ledger"]
