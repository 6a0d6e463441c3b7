"""OGC API – Features, Part 1 (core, GeoJSON) and Part 2 (EPSG:27700): what QGIS and ArcGIS read.

A collection is a released table about areas or cells; its features are the rows without totals.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from watchward.contract.safe_result import SafeResult, SafeTable
from watchward_web.evidence.api.reading import Reader, reader
from watchward_web.evidence.api.shapes import (
    CRS,
    METRES,
    extent,
    features,
    inside,
    read_crs,
)
from watchward_web.evidence.exports.machine import as_json, for_programs, paging, unchanged

GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.1"
CONFORMS = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
)
ITEMS = ("limit", "offset", "bbox", "bbox-crs", "crs", "datetime")


def _link(request: HttpRequest, rel: str, kind: str, name: str, **named: Any) -> dict[str, str]:
    path = reverse(f"evidence:{name}", kwargs=named)
    return {"rel": rel, "type": kind, "href": request.build_absolute_uri(path)}


@for_programs("f")
def ogc(request: HttpRequest, partnership: str) -> HttpResponse:
    """The landing page, from which a program finds everything else."""
    home = {"partnership": partnership}
    links = [
        _link(request, "self", "application/json", "ogc", **home),
        _link(request, "service-desc", OPENAPI, "api_description", **home),
        _link(request, "conformance", "application/json", "ogc_conformance", **home),
        _link(request, "data", "application/json", "ogc_collections", **home),
    ]
    name = request.seat.partnership.name
    return as_json({"title": name, "description": f"Released tables of {name}.", "links": links})


@for_programs("f")
def ogc_conformance(request: HttpRequest, partnership: str) -> HttpResponse:
    """Which parts of the standard hold here."""
    return as_json({"conformsTo": list(CONFORMS)})


@for_programs("f")
def ogc_collections(request: HttpRequest, partnership: str) -> HttpResponse:
    """Every released table that can be drawn."""
    asked = reader(request)
    same = unchanged(request, asked.mark)
    if same is not None:
        return same
    found = [_collection(request, *one) for one in asked.mapped()]
    links = [_link(request, "self", "application/json", "ogc_collections", partnership=partnership)]
    return as_json({"links": links, "crs": list(CRS), "collections": found}, asked.mark)


@for_programs("f")
def ogc_collection(request: HttpRequest, partnership: str, collection: str) -> HttpResponse:
    """One of them."""
    asked = reader(request)
    same = unchanged(request, asked.mark)
    if same is not None:
        return same
    return as_json(_collection(request, *_find(asked, collection)), asked.mark)


@for_programs(*ITEMS, "f")
def ogc_items(request: HttpRequest, partnership: str, collection: str) -> HttpResponse:
    """Its features, a page at a time; rows have no time of their own, so `datetime` keeps all."""
    limit, offset = paging(request.GET)
    crs = read_crs(request.GET, "crs")
    asked = reader(request)
    same = unchanged(request, asked.mark)
    if same is not None:
        return same
    result, table = _find(asked, collection)
    found = inside(table, result, request.GET, crs=crs)
    paged = found[offset : offset + limit]
    told = {
        "type": "FeatureCollection",
        "numberMatched": len(found),
        "numberReturned": len(paged),
        "synthetic": result.synthetic,
        "release": result.id,
        "links": _pages(request, collection, limit=limit, offset=offset, of=len(found)),
        "features": [one.geojson for one in paged],
    }
    return _in_crs(told, asked, crs)


@for_programs("crs", "f")
def ogc_item(request: HttpRequest, partnership: str, collection: str, ident: str) -> HttpResponse:
    """One feature."""
    crs = read_crs(request.GET, "crs")
    asked = reader(request)
    same = unchanged(request, asked.mark)
    if same is not None:
        return same
    result, table = _find(asked, collection)
    one = next((f for f in features(table, result, crs=crs) if f.id == ident), None)
    if one is None:
        raise Http404
    named = {"partnership": partnership, "collection": collection}
    links = [
        _link(request, "self", GEOJSON, "ogc_item", **named, ident=ident),
        _link(request, "collection", "application/json", "ogc_collection", **named),
    ]
    return _in_crs({**one.geojson, "links": links}, asked, crs)


def _in_crs(told: dict[str, Any], asked: Reader, crs: str) -> HttpResponse:
    response = as_json(told, asked.mark, kind=GEOJSON)
    response.headers["Content-Crs"] = f"<{crs}>"
    return response


def _name(result: SafeResult, table: SafeTable) -> str:
    return f"{result.about.name}.{table.name}"


def _find(asked: Reader, collection: str) -> tuple[SafeResult, SafeTable]:
    analysis, _, table = collection.partition(".")
    found = asked.table(analysis, table)
    result = found.shown.result
    if not features(found.table, result, crs=METRES):
        raise Http404
    return result, found.table


def _collection(request: HttpRequest, result: SafeResult, table: SafeTable) -> dict[str, Any]:
    named = {"partnership": request.seat.partnership.slug, "collection": _name(result, table)}
    made_up = " Synthetic: every record is made up." if result.synthetic else ""
    return {
        "id": named["collection"],
        "title": table.title,
        "description": f"{result.about.question} {table.window}.{made_up}".strip(),
        "extent": {"spatial": {"bbox": [extent(table, result)]}},
        "itemType": "feature",
        "crs": list(CRS),
        "storageCrs": METRES,
        "links": [
            _link(request, "self", "application/json", "ogc_collection", **named),
            _link(request, "items", GEOJSON, "ogc_items", **named),
        ],
    }


def _pages(
    request: HttpRequest, collection: str, *, limit: int, offset: int, of: int
) -> list[dict[str, str]]:
    """This page, the next one and the collection; what else was asked for stays in the address."""
    given = request.GET.copy()
    links = [{"rel": "self", "type": GEOJSON, "href": request.build_absolute_uri()}]
    if offset + limit < of:
        given["limit"], given["offset"] = str(limit), str(offset + limit)
        href = request.build_absolute_uri(f"{request.path}?{given.urlencode()}")
        links.append({"rel": "next", "type": GEOJSON, "href": href})
    named = {"partnership": request.seat.partnership.slug, "collection": collection}
    return [*links, _link(request, "collection", "application/json", "ogc_collection", **named)]
