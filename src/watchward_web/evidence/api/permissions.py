"""Who may ask the API: everybody with an audience, and a machine with their key for feeds."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchward_web.core.rules import EVIDENCE, Rule
from watchward_web.evidence.exports.permissions import FEED, TABLE

_COLLECTION = {"collection": "hot_spots.areas"}


def _rule(name: str, says: str | Promise, example: Mapping[str, str] | None = None) -> Rule:
    return Rule(f"evidence:{name}", {"GET": EVIDENCE}, says, example=example or {}, machine=FEED)


RULES = (
    _rule("api_description", _("For programs: what the API offers (OpenAPI)")),
    _rule("api_questions", _("For programs: the questions, with what was found")),
    _rule("api_question", _("For programs: one answer"), {"analysis": "trends"}),
    _rule("api_tables", _("For programs: the released tables")),
    _rule("api_table", _("For programs: one released table, in pages"), TABLE),
    _rule("api_areas", _("For programs: the areas")),
    _rule("ogc", _("For maps: where a program begins (OGC API Features)")),
    _rule("ogc_conformance", _("For maps: the parts of the standard that hold")),
    _rule("ogc_collections", _("For maps: the tables that can be drawn")),
    _rule("ogc_collection", _("For maps: one such table"), _COLLECTION),
    _rule("ogc_items", _("For maps: its areas, with their figures"), _COLLECTION),
    _rule("ogc_item", _("For maps: one area"), _COLLECTION | {"ident": "SYN001"}),
)
