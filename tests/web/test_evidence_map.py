"""Maps: areas in classes of released figures, hidden ones hatched, nothing that the tables lack."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.web.journey import DESKTOP, PHONE
from watchward_web.core.models import AuditEntry
from watchward_web.evidence import mapped
from watchward_web.evidence.answers import answer
from watchward_web.evidence.questions import pages
from watchward_web.evidence.selectors import asking

HOME = "/p/harrowmere/evidence/questions/"
SHIPPED = Path(mapped.__file__).parent / "static" / "evidence" / "maplibre"
PROVENANCE = tomllib.loads((SHIPPED / "provenance.toml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def _still(stopped):
    """With the clock held still, an answer is worked out once for all these tests."""


@pytest.mark.parametrize("who", ["analyst", "head", "councillor"])
def test_a_map_says_what_the_tables_say_and_no_more(partnership, sign_in, seat_of, who):
    from tests.web.conftest import NOW

    told = sign_in(who).get(f"{HOME}hot_spots/map.json").json()
    result = answer(asking(seat_of(who), now=NOW), pages()["hot_spots"]).result
    assert told["sheets"]
    for name, layer in told["layers"].items():
        table = result.table(name)
        rows = {tuple(cell.text for cell in row) for row in table.rows}
        columns = [c.name for c in table.columns if c.role in ("class", "count")]
        at = [i for i, c in enumerate(table.columns) if c.name in columns]
        shown = {tuple(row[i] for i in at) for row in rows}
        for feature in layer["features"]:
            properties = feature["properties"]
            assert set(properties) == {
                "name",
                "number",
                *(f"{kind}_{column}" for column in columns for kind in "kt"),
            }
            assert tuple(properties[f"t_{column}"] for column in columns) in shown
            for column in columns:
                if properties[f"t_{column}"] == "[c]":
                    assert properties[f"k_{column}"] == "c"


def test_hidden_areas_are_a_class_of_their_own(partnership, seat_of):
    from tests.web.conftest import NOW

    result = answer(asking(seat_of("head"), now=NOW), pages()["hot_spots"]).result
    told = mapped.as_map(result)
    keys = {mark: words for sheet in told["sheets"] for mark, words in sheet["key"]}
    marks = {cell.mark for table in result.tables for row in table.rows for cell in row}
    assert ("c" in keys) == ("c" in marks)
    assert any("usable place" in text for text in told["said"])
    assert any("moved to the middle of its square of 100 m" in text for text in told["said"])
    west, south, east, north = told["bounds"]
    assert -6 < west < east < 2
    assert 49 < south < north < 56


def test_only_an_answer_with_areas_has_a_map(partnership, sign_in):
    client = sign_in("head")
    assert client.get(f"{HOME}trends/map.json").status_code == 404
    page = client.get(f"{HOME}trends/")
    assert b"map.mjs" not in page.content
    assert "worker-src" not in page.headers["Content-Security-Policy"]
    drawn = client.get(f"{HOME}hot_spots/")
    assert b"map.mjs" in drawn.content
    assert "worker-src 'self'" in drawn.headers["Content-Security-Policy"]
    assert "blob:" not in drawn.headers["Content-Security-Policy"]
    assert sign_in("elsewhere").get(f"{HOME}hot_spots/map.json").status_code == 404


def test_reading_a_map_is_written_down(partnership, sign_in):
    sign_in("police").get(f"{HOME}hot_spots/map.json")
    assert AuditEntry.objects.get(action="map read").subject == "hot_spots"


@pytest.mark.parametrize("name", PROVENANCE["files"])
def test_a_file_of_others_is_the_one_that_its_provenance_names(name):
    body = (SHIPPED / name).read_bytes()
    assert hashlib.sha256(body).hexdigest() == PROVENANCE["files"][name]["sha256"]
    assert b"sourceMappingURL" not in body
    assert not re.search(rb"https?://[a-z.]*tile", body)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_browser_draws_it_and_asks_nobody_else(journey, size):
    at = journey("head", size)
    asked = []
    at.page.on("request", lambda request: asked.append(request.url))
    at.go(f"{HOME}hot_spots/")
    at.page.wait_for_selector("#map[data-drawn=yes]", timeout=60_000)
    at.page.select_option(
        "#map-sheet", label=at.page.locator("#map-sheet option").all_inner_texts()[-1]
    )
    assert at.page.locator(".ev-key li").count() >= 2
    assert "usable place" in at.page.inner_text(".ev-map__said")
    at.check("map")
    assert not [url for url in asked if not url.startswith((at.base, "data:"))]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_without_a_script_the_still_map_stands_alone(journey):
    at = journey("head", script=False)
    at.go(f"{HOME}hot_spots/")
    assert not at.page.locator("#map").is_visible()
    assert at.page.locator("figure svg[role=img]").count() >= 1
