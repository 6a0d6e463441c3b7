"""OGC API Features as GDAL's own client reads it, over a live server; and by hand, page by page."""

import json
import subprocess
import sys

import pytest
from django.test import Client
from pyproj import Transformer

from tests.web.conftest import NOW
from watchward.synthetic.town import AREAS
from watchward_web.evidence.answers import answer
from watchward_web.evidence.questions import pages
from watchward_web.evidence.selectors import asking
from watchward_web.partners.services import issue_token

OGC = "/p/harrowmere/evidence/ogc"
ITEMS = f"{OGC}/collections/hot_spots.areas/items"
METRES = "http://www.opengis.net/def/crs/EPSG/0/27700"
# In a process of its own: GDAL's client holds the interpreter while it waits for our server.
READER = """
import json, sys
import pyogrio
from pyogrio.raw import read
url, key = sys.argv[1:]
pyogrio.set_gdal_config_options({"GDAL_HTTP_AUTH": "BASIC", "GDAL_HTTP_USERPWD": f"key:{key}"})
found = {}
for name, _ in pyogrio.list_layers(f"OAPIF:{url}"):
    meta, fids, shapes, data = read(f"OAPIF:{url}", layer=name, PAGE_SIZE=10)
    found[name] = {
        "fields": list(meta["fields"]),
        "shapes": sum(shape is not None for shape in shapes),
        "columns": {str(f): [str(v) for v in d] for f, d in zip(meta["fields"], data)},
    }
print(json.dumps(found))
"""


@pytest.fixture
def machine(stopped, partnership, seat_of):
    """`machine(who)` gives a client with that persona's key, and the key."""

    def keyed(who):
        issued = issue_token(seat_of(who), scope="feed", name="a map", days=30, now=NOW)
        return Client(headers={"authorization": f"Bearer {issued.secret}"}), issued.secret

    return keyed


@pytest.mark.slow
def test_gdal_reads_every_collection_whole(machine, live_server, seat_of):
    _, key = machine("head")
    command = [sys.executable, "-c", READER, f"{live_server.url}{OGC}", key]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout)
    result = answer(asking(seat_of("head"), now=NOW), pages()["hot_spots"]).result
    assert set(found) == {"hot_spots.areas", "hot_spots.cells"}
    for name, layer in found.items():
        table = result.table(name.partition(".")[2])
        assert layer["shapes"] == len(table.rows)
        assert len(layer["columns"]["release"]) == len(table.rows)
    areas = found["hot_spots.areas"]["columns"]
    assert areas["area"] == [str(cell.value) for cell in result.table("areas").column("area")]
    shown = [cell.mark or ("rounded" if cell.about else "shown") for cell in areas_of(result)]
    assert areas["health_status"] == shown


def areas_of(result):
    return result.table("areas").column("health")


@pytest.mark.django_db
def test_pages_follow_each_other_to_the_end(machine):
    client, _ = machine("licensing")
    seen, url = [], f"{ITEMS}?limit=10"
    while url:
        told = client.get(url).json()
        seen += [one["id"] for one in told["features"]]
        assert told["numberReturned"] == len(told["features"]) <= 10
        url = next((link["href"] for link in told["links"] if link["rel"] == "next"), None)
    assert len(seen) == len(set(seen)) == told["numberMatched"] == AREAS


@pytest.mark.django_db
def test_a_box_keeps_what_meets_it_in_degrees_and_in_metres(machine):
    client, _ = machine("police")
    one = client.get(f"{ITEMS}/SYN001?crs={METRES}")
    assert one.headers["Content-Crs"] == f"<{METRES}>"
    ring = one.json()["geometry"]["coordinates"][0]
    east, north = (sum(point[i] for point in ring[:-1]) / (len(ring) - 1) for i in (0, 1))
    box = f"{east - 1},{north - 1},{east + 1},{north + 1}"
    found = client.get(f"{ITEMS}?bbox={box}&bbox-crs={METRES}").json()
    assert [feature["id"] for feature in found["features"]] == ["SYN001"]
    lon, lat = Transformer.from_crs("EPSG:27700", "OGC:CRS84", always_xy=True).transform(
        east, north
    )
    found = client.get(f"{ITEMS}?bbox={lon - 1e-5},{lat - 1e-5},{lon + 1e-5},{lat + 1e-5}").json()
    assert [feature["id"] for feature in found["features"]] == ["SYN001"]
    nowhere = client.get(f"{ITEMS}?bbox=0,0,1,1").json()
    assert nowhere["numberMatched"] == 0
    assert nowhere["features"] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["bbox=1,2,3", "bbox=a,b,c,d", "limit=0", "limit=many", "crs=EPSG:3857", "colour=red"]
)
def test_what_cannot_be_read_is_refused(query, machine):
    got = machine("head")[0].get(f"{ITEMS}?{query}")
    assert got.status_code == 400
    assert got.headers["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_points_are_never_a_collection(machine):
    client, _ = machine("analyst")
    listed = client.get(f"{OGC}/collections").json()["collections"]
    assert "hot_spots.places" not in {one["id"] for one in listed}
    assert client.get(f"{OGC}/collections/hot_spots.places/items").status_code == 404
    kinds = set()
    for one in listed:
        for feature in client.get(f"{OGC}/collections/{one['id']}/items").json()["features"]:
            kinds.add(feature["geometry"]["type"])
    assert kinds <= {"Polygon", "MultiPolygon"}
    assert kinds


@pytest.mark.django_db
def test_hidden_is_null_with_its_status(machine):
    client, _ = machine("councillor")
    for name in ("hot_spots.areas", "hot_spots.cells"):
        for feature in client.get(f"{OGC}/collections/{name}/items").json()["features"]:
            told = feature["properties"]
            for field in (name for name in told if f"{name}_status" in told):
                marked = told[f"{field}_status"] in ("c", "x", "z")
                assert marked == (told[field] is None)


@pytest.mark.django_db
def test_an_empty_store_has_no_collections_and_says_so_quietly(partnership, sign_in):
    client = sign_in("elsewhere")
    assert client.get("/p/elsewhere/evidence/ogc/collections").json()["collections"] == []
    assert client.get("/p/elsewhere/evidence/api/v1/tables").json()["total"] == 0
    got = client.get("/p/elsewhere/evidence/ogc/collections/hot_spots.areas/items")
    assert got.status_code == 404
