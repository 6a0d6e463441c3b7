"""Addresses of the API, under the evidence's own; version 1 only ever gains."""

from django.urls import path, register_converter

from watchward_web.evidence.api.ogc import (
    ogc,
    ogc_collection,
    ogc_collections,
    ogc_conformance,
    ogc_item,
    ogc_items,
)
from watchward_web.evidence.api.rest import (
    api_areas,
    api_description,
    api_question,
    api_questions,
    api_table,
    api_tables,
)
from watchward_web.evidence.exports.urls import Word


class CollectionName(Word):
    """An analysis and a table, with a dot between."""

    regex = r"[a-z][a-z_]{0,40}\.[a-z][a-z_]{0,40}"


class FeatureName(Word):
    """The code of an area or a cell."""

    regex = "[A-Za-z0-9_-]{1,40}"


register_converter(CollectionName, "collection")
register_converter(FeatureName, "feature")
_V = "api/v1/"
_C = "ogc/collections/<collection:collection>"

urlpatterns = [
    path(f"{_V}openapi.json", api_description, name="api_description"),
    path(f"{_V}questions", api_questions, name="api_questions"),
    path(f"{_V}questions/<word:analysis>", api_question, name="api_question"),
    path(f"{_V}tables", api_tables, name="api_tables"),
    path(f"{_V}tables/<word:analysis>/<word:table>", api_table, name="api_table"),
    path(f"{_V}areas", api_areas, name="api_areas"),
    path("ogc/", ogc, name="ogc"),
    path("ogc/conformance", ogc_conformance, name="ogc_conformance"),
    path("ogc/collections", ogc_collections, name="ogc_collections"),
    path(_C, ogc_collection, name="ogc_collection"),
    path(f"{_C}/items", ogc_items, name="ogc_items"),
    path(f"{_C}/items/<feature:ident>", ogc_item, name="ogc_item"),
]
