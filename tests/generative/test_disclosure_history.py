"""Random histories of releases against an attack that shares no code with the gate.

Windows slide, filters and areas change, months are corrected and added, and readers of every tier
lay their copies together. From what the gate lets go nothing hidden may be recovered or narrowed;
what a gate without its parts lets go must break, or the attack would prove nothing.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

import pytest

from tests.generative.histories import SETS, Asked, World, ask, outlines, result, world
from tests.generative.history_attack import Attack, Copy
from tests.generative.test_disclosure_attack import primary_only
from tests.unit.disclosure_answers import must_reach, rules_for, told
from watchward.disclosure import protect as gate
from watchward.disclosure.against import Check
from watchward.disclosure.history import TIERS, Held
from watchward.disclosure.overlay import outlines_of
from watchward.disclosure.protect import prepare
from watchward.disclosure.refinement import Release
from watchward.disclosure.rules import read_rules
from watchward.disclosure.written import from_json, to_json

SECONDS = 60.0


@dataclass
class Told:
    """What came of some histories."""

    outcomes: Counter = field(default_factory=Counter)
    hidden: int = 0
    recovered: int = 0
    narrowed: int = 0
    pointed_at: int = 0


def floors_of(tier: str, agreed: int) -> dict[str, int]:
    rules = read_rules()
    floors = dict.fromkeys(SETS, agreed) if agreed else {}
    who = rules.audience(tier)
    return {n: rules.rule(n, audience=who, floors=floors).hide_below for n in (*SETS, "")}


@dataclass
class History:
    """One partnership's releases as they come, each held against those before it, or not."""

    world: World
    agreed: int
    check: bool = True
    given: list[tuple[str, str, Release]] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    outcomes: Counter = field(default_factory=Counter)

    def release(self, asked: Asked) -> None:
        exact = result(asked, self.world)
        floors = dict.fromkeys(SETS, self.agreed) if self.agreed else {}
        prepared = prepare(exact, audience=asked.audience, rules=rules_for(exact), floors=floors)
        contents = {n: dict(months) for n, months in self.world.contents.items()}
        check = Check(
            Held(len(self.given), tuple(self.given)),
            *(contents, floors, {"area": asked.geography}, SECONDS),
            outlines=lambda name: outlines_of(outlines(name)),
        )
        held = check.settle(prepared) if self.check else (prepared, check.told(prepared))
        final, checked = held
        self.outcomes[checked.safe.outcome] += 1
        if checked.safe.outcome != "released":
            return
        fresh = Release(checked.sheets, contents, checked.safe.store_version)
        self.given.append((asked.audience, checked.safe.id, fresh))
        know, must = told(final.grid, final.plan), must_reach(final.grid, final.plan)
        self.copies.append(
            Copy(
                asked,
                from_json(to_json(checked.safe)),
                contents,
                {where[1:]: limits for where, limits in know.items()},
                {where[1:]: most for where, most in must.items()},
                floors_of(asked.audience, self.agreed),
            )
        )

    def attack(self, into: Told, *, differences: bool) -> None:
        into.outcomes.update(self.outcomes)
        for tier in TIERS:
            copies = [c for c in self.copies if TIERS.index(c.asked.audience) >= TIERS.index(tier)]
            if not any(copy.asked.audience == tier for copy in copies):
                continue
            floors = floors_of(tier, self.agreed)
            attack = Attack(self.world)
            attack.read(copies, tier=tier, floors=floors)
            if not any(number.cells for number in attack.numbers):
                continue
            attack.system()
            into.hidden += sum(number.must > 0 for number in attack.numbers)
            lost = attack.narrowed()
            into.narrowed += len(lost)
            into.recovered += sum(least == most for least, most, _, _ in lost)
            if differences:
                into.pointed_at += len(attack.pointed_at(floors))


def run(seeds: range, *, check: bool = True, differences: bool = True) -> Told:
    found = Told()
    for seed in seeds:
        made = world(seed)
        agreed = int(made.dice.choice([0, 0, 3, 5, 10]))
        audiences = [("partner",), ("open",), TIERS][int(made.dice.integers(3))]
        history = History(made, agreed, check=check)
        for _ in range(int(made.dice.integers(3, 8))):
            history.release(ask(made, audiences=audiences))
            if made.dice.random() < 0.4:
                made.change()
        history.attack(found, differences=differences)
    return found


@pytest.mark.slow
def test_nothing_is_recovered_from_random_histories():
    found = run(range(24))
    assert found.hidden > 100
    assert found.outcomes["released"] > 60
    assert (found.recovered, found.narrowed, found.pointed_at) == (0, 0, 0)


@pytest.mark.parametrize("seed", [38, 186, 214, 322, 429, 11738])
def test_what_the_attack_once_found_it_finds_no_more(seed):
    found = run(range(seed, seed + 1))
    assert (found.recovered, found.narrowed, found.pointed_at) == (0, 0, 0)


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(20))
def test_nothing_is_recovered_from_two_thousand_histories(part):
    found = run(range(10_000 + 100 * part, 10_100 + 100 * part))
    assert (found.recovered, found.narrowed, found.pointed_at) == (0, 0, 0)


def test_without_the_check_against_earlier_releases_the_same_attack_finds_something():
    found = run(range(20, 34), check=False)
    assert found.narrowed + found.pointed_at > 0


def test_hiding_small_counts_alone_is_broken_by_the_same_attack(monkeypatch):
    monkeypatch.setattr(gate, "decide", primary_only)
    bare = replace(read_rules().default, round_to=1)
    monkeypatch.setattr(
        "tests.unit.disclosure_answers.read_rules", lambda: replace(read_rules(), default=bare)
    )
    found = run(range(6), check=False)
    assert found.recovered > found.hidden / 20
