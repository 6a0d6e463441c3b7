"""The declared cube: made once for a standing, read without an engine, and nothing beside it."""

import pytest

from tests.faults.packages import NOW, SETTINGS, package, street
from tests.functional.test_ask import WEAPONS, attendance
from watchward.contract.about import Options
from watchward.contract.period import month_number
from watchward.disclosure import cube, flow
from watchward.disclosure.standing import standing
from watchward.hub.flow import receive
from watchward.lake.store import open_store

LAST = month_number("2026-01")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cube")
    made = open_store(folder / "store", create=True)
    weapons = [weapon for weapon, number in WEAPONS.items() for _ in range(number)]
    records = [attendance(row, weapon) for row, weapon in enumerate(weapons, start=2)]
    crimes = [street(row, "2026-01") for row in range(2, 40)]
    for path in (
        package(folder, "ed", records, period="2026-01", data_set="ed_assault", provider="trust"),
        package(folder, "street", crimes, period="2026-01"),
    ):
        receive(path, store=made, by="ana", now=NOW, settings=SETTINGS)
    return made


def build(store, audience="open"):
    return cube.build(store, audience=audience, settings=SETTINGS, now=NOW, by="ana")


def see(store, name="weapons", audience="open", **options):
    at = standing(store, on=NOW.date())
    return cube.view(store, name=name, options=Options(**options), audience=audience, standing=at)


@pytest.mark.parametrize("audience", ["partner", "guest", "open"])
def test_every_declared_view_is_made_and_read_back(store, audience):
    built = build(store, audience)
    with flow.opened(store, version="", settings=SETTINGS) as tables:
        sources = tables.sources()
    wanted = [
        (name, options)
        for name in ("weapons", "trends", "hot_spots")
        for options in cube.declared(name, audience=audience, sources=sources)
    ]
    assert len(wanted) > 3
    assert not built.missing
    for name, options in wanted:
        at = standing(store, on=NOW.date())
        safe = cube.view(store, name=name, options=options, audience=audience, standing=at)
        assert safe is not None
        assert (safe.audience, safe.about.name) == (audience, name)


def test_it_is_made_once(store, monkeypatch):
    first = build(store)
    monkeypatch.setattr(cube, "answer", lambda *_: pytest.fail("asked again"))
    assert build(store) == first


def test_what_is_not_declared_is_not_there(store):
    build(store)
    assert see(store, months=6) is None
    assert see(store, month=LAST - 1) is None
    assert see(store, audience="analyst") is None
    assert see(store, premises="The Black Lion") is None
    assert see(store, month=LAST) == see(store) is not None


def test_an_analyst_chooses_freely_so_nothing_is_declared(store):
    with flow.opened(store, version="", settings=SETTINGS) as tables:
        assert cube.declared("weapons", audience="analyst", sources=tables.sources()) == ()
    assert not build(store, "analyst").views


def test_an_empty_store_has_an_empty_cube(tmp_path):
    empty = open_store(tmp_path / "store", create=True)
    assert not build(empty).views
    assert see(empty) is None
