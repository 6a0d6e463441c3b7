"""The released answer as a whole: its words, its id, its JSON, and who can make one."""

import json
from dataclasses import replace

import pytest

from tests.unit.disclosure_answers import (
    HOSPITAL,
    OTHERS,
    PEOPLE,
    STREET,
    answer,
    dimension,
    plan_of,
    protect,
    rules_for,
    table,
)
from watchward.contract.result import Column, Derived
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable
from watchward.disclosure import protect as gate
from watchward.disclosure.bounds import State, UnfinishedAudit
from watchward.disclosure.rules import read_rules
from watchward.disclosure.written import from_json, to_json
from watchward.errors import UsageRefusal


def test_the_headline_is_said_from_protected_tables():
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412), ("b", 3)])

    def say(tables, window):
        cell = tables["weapons"].column("health")[0]
        return f"{'about ' if cell.about else ''}{cell.text} in {window}"

    assert protect(answer(one), say=say).headline == "about 410 in rolling 12 months to 2025-12"
    assert protect(answer(one), "analyst", say=say).headline.startswith("412 in")


def test_an_audit_that_does_not_finish_shows_nothing(monkeypatch):
    def never(grid, **rest):
        raise UnfinishedAudit("no answer")

    monkeypatch.setattr(gate, "decide", never)
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412), ("b", 3)])
    safe = protect(answer(one, caveats=("412 of them",)))
    assert (safe.outcome, safe.tables, safe.headline, safe.caveats) == (
        "needs a person",
        (),
        "",
        (),
    )
    assert "data officer" in safe.reasons[0]


def test_synthetic_beside_real_is_refused_for_everybody():
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412)])
    mixed = answer(one, sources=(HOSPITAL, replace(STREET, synthetic=True)))
    for audience in ("analyst", *OTHERS):
        safe = protect(mixed, audience)
        assert (safe.outcome, safe.tables) == ("refused", ())
        assert "never share" in safe.reasons[0]


def test_same_answer_same_result_and_any_change_another_id():
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412), ("b", 3)])
    result = answer(one)
    first, again = protect(result), protect(result)
    assert to_json(first) == to_json(again)
    others = {
        protect(result, "partner").id,
        protect(replace(result, store_version="ed_assault@4")).id,
        protect(replace(result, options={"months": 12, "dataset": "ed_assault"})).id,
        protect(answer(replace(one, rows=(("a", 420), ("b", 3))))).id,
    }
    assert len(others | {first.id}) == 5


def test_what_differs_below_the_rounding_cannot_be_told_apart():
    def id_of(*counts):
        rows = list(zip("abc", counts, strict=True))
        return protect(answer(table("weapons", (dimension("weapon"), PEOPLE), rows))).id

    assert id_of(412, 3, 60) == id_of(411, 4, 60)


def test_json_comes_back_as_it_left():
    accounting = Column("rows", "Rows", "accounting")
    note = Column("note", "Note", "note")
    one = table(
        "weapons",
        (dimension("weapon"), PEOPLE, note, accounting),
        [("a", 412, "words", 500), ("b", 3, None, 7), ("c", None, "more", 0)],
        derived=(Derived("p", "Interval", "poisson_interval", ("health",)),),
    )
    areas = {"type": "FeatureCollection", "features": []}
    for audience in ("analyst", *OTHERS):
        safe = protect(
            answer(one, areas=areas, caveats=("one",), not_comparable=("two",)), audience
        )
        assert from_json(to_json(safe)) == safe
    with pytest.raises(ValueError, match="not a SafeResult"):
        from_json(json.dumps({"format": 99}))


def test_nobody_else_can_make_what_may_be_shown():
    one = table("weapons", (dimension("weapon"), PEOPLE), [("a", 412)])
    safe = protect(answer(one))
    with pytest.raises(TypeError, match="only disclosure"):
        replace(safe, headline="412 exactly")
    with pytest.raises(TypeError, match="only disclosure"):
        replace(safe.tables[0], rows=((SafeCell("a"), SafeCell(412)),))
    fields = {name: getattr(safe, name) for name in safe.__dataclass_fields__}
    with pytest.raises(TypeError, match="only disclosure"):
        SafeResult(**fields)
    with pytest.raises(TypeError, match="only disclosure"):
        SafeTable("t", "T", (), (), (), "", 0)


def test_the_plan_says_why_each_is_hidden():
    one = table("sex", (dimension("sex"), PEOPLE), [("women", 2), ("men", 33)])
    _, plan = plan_of(answer(one))
    assert plan.states == (State.SMALL, State.MORE, State.SHOWN)


def test_the_rules_carry_their_version_and_hold_together(tmp_path):
    rules = read_rules()
    number, digest = rules.version.split("+")
    assert number.isdigit()
    assert len(digest) == 12
    text = (gate.__file__ and rules_for(answer())) and _rules_text()
    changed = tmp_path / "rules.toml"
    changed.write_text(text.replace("hide_below = 8", "hide_below = 3", 1), "utf-8")
    with pytest.raises(UsageRefusal, match="coarser"):
        read_rules(changed)
    changed.write_text(text.replace('places = "none"', 'exact = true\nplaces = "none"', 1), "utf-8")
    with pytest.raises(UsageRefusal, match="only the analyst"):
        read_rules(changed)
    changed.write_text(text + "\n# a word more\n", "utf-8")
    assert read_rules(changed).version != rules.version


def _rules_text() -> str:
    from watchward.disclosure.rules import HERE

    return (HERE / "rules.toml").read_text("utf-8")
