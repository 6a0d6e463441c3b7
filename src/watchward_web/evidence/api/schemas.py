"""The shapes of what the API tells, as JSON Schema; `objects` names what is always there."""

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
MONTH: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}$"}
VALUE: Schema = {"type": ["string", "number", "boolean", "null"]}


def ref(name: str) -> Schema:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(of: Schema) -> Schema:
    """An array."""
    return {"type": "array", "items": of}


def objects(told: dict[str, Schema], **may: Schema) -> Schema:
    """An object whose first fields are always there and whose others may be."""
    return {"type": "object", "required": list(told), "properties": {**told, **may}}


_PAGE = {"total": WHOLE, "limit": WHOLE, "offset": WHOLE}
_NEXT = {"next": {"type": "string", "format": "uri"}}
_RELEASE = {"release": TEXT, "store_version": TEXT, "audience": TEXT, "synthetic": FLAG}
_TABLE = {
    "analysis": TEXT,
    "table": TEXT,
    "title": TEXT,
    "window": TEXT,
    **_RELEASE,
    "rows": WHOLE,
    "sha256": TEXT,
    "fields": listed(ref("Field")),
    "records": listed({"type": "object", "additionalProperties": VALUE}),
}
_LINKS = {"links": listed(ref("Link"))}
_COLLECTION = {
    "id": TEXT,
    "title": TEXT,
    "description": TEXT,
    "extent": {"type": "object"},
    "crs": listed(TEXT),
    "storageCrs": TEXT,
    **_LINKS,
}
_FEATURE = {
    "type": {"const": "Feature"},
    "id": TEXT,
    "geometry": {"type": ["object", "null"]},
    "properties": {"type": "object", "additionalProperties": VALUE},
}
_QUESTION = {
    "name": TEXT,
    "label": TEXT,
    "question": TEXT,
    "outcome": {"enum": ["released", "needs a person", "refused"]},
    "finding": TEXT,
    "why_not": TEXT,
    "tables": listed(TEXT),
}
_SOURCE = {
    "dataset": TEXT,
    "title": TEXT,
    "provider": TEXT,
    "synthetic": FLAG,
    "public": FLAG,
    "first_month": MONTH,
    "last_month": MONTH,
    "missing_months": listed(MONTH),
    "citation": TEXT,
}
_ANSWER = {
    "name": TEXT,
    "title": TEXT,
    "question": TEXT,
    "headline": TEXT,
    "outcome": _QUESTION["outcome"],
    "reasons": listed(TEXT),
    **_RELEASE,
    "rules_version": TEXT,
    "window": TEXT,
    "method": TEXT,
    "limits": listed(TEXT),
    "caveats": listed(TEXT),
    "not_comparable": listed(TEXT),
    "sources": listed(ref("Source")),
    "tables": listed(ref("Table")),
}
_OFFERED = {
    "analysis": TEXT,
    "table": TEXT,
    "title": TEXT,
    "window": TEXT,
    "rows": WHOLE,
    "files": listed({"enum": ["csv", "gpkg", "parquet", "xlsx"]}),
    "release": TEXT,
}
_AREA = {"code": TEXT, "name": TEXT}
_COUNTED = {"numberMatched": WHOLE, "numberReturned": WHOLE, "synthetic": FLAG, "release": TEXT}


def _paged(of: Schema) -> Schema:
    return objects({**_PAGE, "items": listed(of)}, **_NEXT)


SCHEMAS: dict[str, Schema] = {
    "Problem": objects({"type": TEXT, "title": TEXT, "status": {"type": "integer"}}, request=TEXT),
    "Link": objects({"rel": TEXT, "href": {"type": "string", "format": "uri"}}, type=TEXT),
    "Field": objects(
        {
            "name": TEXT,
            "title": TEXT,
            "type": {"enum": ["whole", "number", "text", "month", "flag"]},
            "role": TEXT,
        },
        unit=TEXT,
    ),
    "Source": objects(_SOURCE),
    "Questions": _paged(objects(_QUESTION)),
    "Answer": objects(_ANSWER),
    "Table": objects(_TABLE),
    "TablePage": objects({**_TABLE, **_PAGE}, **_NEXT),
    "Tables": _paged(objects(_OFFERED)),
    "Areas": _paged(objects(_AREA)),
    "Landing": objects({"title": TEXT, "description": TEXT, **_LINKS}),
    "Conformance": objects({"conformsTo": listed(TEXT)}),
    "Collection": objects(_COLLECTION),
    "Collections": objects({"collections": listed(ref("Collection")), **_LINKS}),
    "Feature": objects(_FEATURE, **_LINKS),
    "Features": objects(
        {"type": {"const": "FeatureCollection"}, "features": listed(ref("Feature")), **_COUNTED},
        **_LINKS,
    ),
}
