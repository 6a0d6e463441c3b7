"""Every URL, every verb, everybody: who is let in is exactly what the rules declare."""

import random

import pytest

from tests.web.actors import ACTORS, VERBS, Door, address, clients, expected, url_names
from watchward_web.core.roles import Role
from watchward_web.core.rules import rule_of, rules

__all__ = ["clients"]


def test_every_url_is_declared_and_every_rule_has_its_url():
    names = set(url_names())
    assert not {name for name in names if rule_of(name) is None}, "add a Rule to permissions.py"
    assert not {rule.url for rule in rules()} - names


def test_every_url_role_and_verb_is_as_declared(clients, monkeypatch):
    monkeypatch.setattr("watchward_web.core.views.errors.loader.render_to_string", lambda *_: "")
    doors = {actor: Door(client) for actor, client in clients.items()}
    wrong, asked = [], 0
    for rule in rules():
        path = address(rule, "harrowmere")
        for verb in VERBS:
            for actor in ACTORS:
                answer = doors[actor].ask(verb, path)
                asked += 1
                if answer != expected(rule, verb, actor):
                    wrong.append(f"{rule.url} {verb} {actor}: {answer}")
    assert asked == len(rules()) * len(VERBS) * len(ACTORS)
    assert not wrong


def test_the_whole_site_answers_as_the_two_middlewares_do(clients):
    """Each page and verb once through everything, by somebody drawn by lot."""
    die = random.Random(7)
    wrong = []
    for rule in rules():
        for verb in VERBS:
            actor = die.choice(ACTORS)
            answer = clients[actor].generic(verb, address(rule, "harrowmere")).status_code
            if answer != expected(rule, verb, actor):
                wrong.append(f"{rule.url} {verb} {actor}: {answer}")
    assert not wrong


def test_absent_and_forbidden_partnerships_look_the_same(clients):
    for rule in rules():
        if address(rule, "a") == address(rule, "b"):
            continue
        other, none = (
            clients["analyst"].get(address(rule, slug)) for slug in ("elsewhere", "nowhere")
        )
        if "GET" in rule.verbs:
            assert other.status_code == none.status_code == 404
        assert _without_number(other) == _without_number(none)


def _without_number(response) -> str:
    return response.content.decode().replace(response.headers["X-Request-Id"], "")


def test_a_page_without_a_rule_opens_for_nobody(people, sign_in, monkeypatch):
    from watchward_web.core import rules as declared
    from watchward_web.partners.access import UndeclaredPage

    client = sign_in("administrator")
    monkeypatch.delitem(declared._RULES, "partners:roles")
    with pytest.raises(UndeclaredPage):
        client.get("/p/harrowmere/roles/")


def test_who_may_change_people_is_the_administrator_alone():
    """By hand, not from the rules: what a slip in the table would give away."""
    for url in ("partners:invite", "partners:withdraw", "partners:person", "partners:activity"):
        for who in rule_of(url).verbs.values():
            assert who == {Role.ADMINISTRATOR}
    assert rule_of("partners:agencies").verbs["POST"] == {Role.ADMINISTRATOR}
    for url in ("partners:people", "partners:audit"):
        assert rule_of(url).verbs == {"GET": {Role.ADMINISTRATOR, Role.HEAD}}
