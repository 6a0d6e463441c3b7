"""The API described in OpenAPI 3.1; a test holds every answer against it."""

from typing import Any

from watchward import __version__
from watchward_web.evidence.api.schemas import SCHEMAS, Schema, ref
from watchward_web.evidence.api.shapes import CRS
from watchward_web.evidence.exports.files import FEEDS
from watchward_web.evidence.exports.machine import FARTHEST, MOST, USUAL

JSON, GEOJSON = "application/json", "application/geo+json"
PROBLEM = "application/problem+json"
WORD = {"type": "string", "pattern": "^[a-z][a-z_]{0,40}$"}
ERRORS = {
    "400": "A parameter cannot be read, or is not known here.",
    "401": "No key was shown, or it has ended, or it is not for feeds.",
    "403": "The role of the key's owner, or disclosure control, does not allow it.",
    "404": "There is nothing of that name, or not for this key.",
    "409": "A package of the store is damaged.",
    "429": "Too many wrong keys.",
    "503": "The store cannot answer now.",
}
ABOUT = (
    "Released, disclosure-controlled tables of one partnership. A key sees what the role of its "
    "owner sees, and nothing of it is exact but for analysts. A hidden number is null, never 0; "
    "NAME_status says why: c hidden, x not available, z not applicable; rounded and shown are "
    "numbers. Anybody but an analyst is served declared views only, the same as on the pages. "
    "The words of answers are in English."
)


def describe(base: str, partnership: str) -> Schema:
    """The document for one partnership."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Watchward evidence", "version": __version__, "description": ABOUT},
        "servers": [{"url": f"{base}/p/{partnership}/evidence"}],
        "security": [{"key": []}, {"key_as_password": []}, {"session": []}],
        "paths": PATHS,
        "components": {
            "schemas": SCHEMAS,
            "responses": {code: _problem(words) for code, words in ERRORS.items()},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "wwt_…"},
                "key_as_password": {"type": "http", "scheme": "basic"},
                "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
            },
        },
    }


def _problem(words: str) -> Schema:
    return {"description": words, "content": {PROBLEM: {"schema": ref("Problem")}}}


def _in_path(name: str, schema: Schema, example: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema, "example": example}


def _in_query(name: str, schema: Schema, words: str) -> Schema:
    return {"name": name, "in": "query", "schema": schema, "description": words}


ANALYSIS = _in_path("analysis", WORD, "trends")
TABLE = _in_path("table", WORD, "months")
COLLECTION = _in_path(
    "collection",
    {"type": "string", "pattern": r"^[a-z][a-z_]{0,40}\.[a-z][a-z_]{0,40}$"},
    "hot_spots.areas",
)
FEATURE = _in_path("feature", {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,40}$"}, "SYN001")
PAGING = [
    _in_query(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        "How many at most.",
    ),
    _in_query(
        "offset", {"type": "integer", "minimum": 0, "maximum": FARTHEST}, "How many to pass over."
    ),
]
CRS_ASKED = _in_query("crs", {"enum": list(CRS)}, "Coordinates of the answer.")
BOX = [
    _in_query("bbox", {"type": "string"}, "West, south, east, north; features that meet the box."),
    _in_query("bbox-crs", {"enum": list(CRS)}, "Coordinates of the box."),
    CRS_ASKED,
    _in_query("datetime", {"type": "string"}, "Allowed by the standard; rows have no time."),
]


def _get(says: str, ident: str, answer: dict[str, Schema], *parameters: Schema) -> Schema:
    return {
        "get": {
            "operationId": ident,
            "summary": says,
            "parameters": list(parameters),
            "responses": {
                "200": {
                    "description": says,
                    "headers": {"ETag": {"schema": {"type": "string"}}},
                    "content": answer,
                },
                "304": {"description": "Unchanged since the ETag that If-None-Match names."},
                **{code: {"$ref": f"#/components/responses/{code}"} for code in ERRORS},
            },
        }
    }


def _json(name: str, kind: str = JSON) -> dict[str, Schema]:
    return {kind: {"schema": ref(name)}}


def _feeds() -> dict[str, Schema]:
    words = {"csv": "One table as CSV", "json": "One table as JSON, whole"}
    answers: dict[str, dict[str, Any]] = {
        "csv": {"text/csv": {"schema": {"type": "string"}}},
        "json": _json("Table"),
    }
    return {
        f"/feeds/{{analysis}}/{{table}}.{kind}": _get(
            words[kind], f"feed_{kind}", answers[kind], ANALYSIS, TABLE
        )
        for kind in FEEDS
    }


PATHS: dict[str, Schema] = {
    "/api/v1/questions": _get("Questions", "questions", _json("Questions"), *PAGING),
    "/api/v1/questions/{analysis}": _get("One answer", "question", _json("Answer"), ANALYSIS),
    "/api/v1/tables": _get("Released tables", "tables", _json("Tables"), *PAGING),
    "/api/v1/tables/{analysis}/{table}": _get(
        "One table in pages", "table", _json("TablePage"), ANALYSIS, TABLE, *PAGING
    ),
    "/api/v1/areas": _get("Areas", "areas", _json("Areas"), *PAGING),
    **_feeds(),
    "/ogc/": _get("Where a map begins", "landing", _json("Landing")),
    "/ogc/conformance": _get("Parts of the standard", "conformance", _json("Conformance")),
    "/ogc/collections": _get("Tables to draw", "collections", _json("Collections")),
    "/ogc/collections/{collection}": _get(
        "One such table", "collection", _json("Collection"), COLLECTION
    ),
    "/ogc/collections/{collection}/items": _get(
        "Its features", "items", _json("Features", GEOJSON), COLLECTION, *PAGING, *BOX
    ),
    "/ogc/collections/{collection}/items/{feature}": _get(
        "One feature", "item", _json("Feature", GEOJSON), COLLECTION, FEATURE, CRS_ASKED
    ),
}
