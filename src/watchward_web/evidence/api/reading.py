"""What the API tells, read through the same selectors as the pages and written down like them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest

from watchward.contract.period import month_text
from watchward.contract.result import Source
from watchward.contract.safe_result import SafeResult, SafeTable
from watchward.export.outline import outlines_of
from watchward_web.core.clock import now
from watchward_web.evidence.answers import Asking, answer, answers
from watchward_web.evidence.choices import NOTHING
from watchward_web.evidence.exports.machine import tag
from watchward_web.evidence.questions import pages
from watchward_web.evidence.selectors import Found, asking, find_page, find_table
from watchward_web.evidence.services import note_read
from watchward_web.evidence.shown import Shown
from watchward_web.partners.seat import Seat


@dataclass(frozen=True)
class Reader:
    """One request's seat, its gate, and the mark of what it will be told."""

    seat: Seat
    gate: Asking
    moment: datetime
    mark: str

    def every(self) -> tuple[dict[str, Shown], dict[str, str]]:
        """All released answers, and why each other one is missing; noted as read."""
        if not self.gate.standing.store_version:
            return {}, {}
        shown, missing = answers(self.gate, tuple(pages().values()))
        note_read(self.seat, *shown.values(), action="evidence read by API", now=self.moment)
        return shown, missing

    def one(self, analysis: str) -> Shown:
        """One answer; noted as read."""
        page = find_page(analysis, self.seat)
        if not self.gate.standing.store_version:
            raise Http404
        shown = answer(self.gate, page)
        note_read(self.seat, shown, action="evidence read by API", now=self.moment)
        return shown

    def table(self, analysis: str, table: str) -> Found:
        """One released table; noted as read."""
        found = find_table(self.seat, analysis, table, NOTHING, now=self.moment)
        note_read(self.seat, found.shown, action="evidence read by API", now=self.moment)
        return found

    def mapped(self) -> list[tuple[SafeResult, SafeTable]]:
        """The tables about areas or cells, with outlines; noted as read."""
        shown, _ = self.every()
        every = [(one.result, table) for one in shown.values() for table in one.result.tables]
        return [(result, table) for result, table in every if outlines_of(table, result)]


def reader(request: HttpRequest) -> Reader:
    """The request's own seat and no other."""
    moment = now()
    gate = asking(request.seat, now=moment)
    return Reader(request.seat, gate, moment, tag(request, gate))


def question_said(name: str, shown: Shown | None, why: str = "") -> dict[str, Any]:
    """A question in a list; without an answer it says why."""
    page = pages()[name]
    result = shown.result if shown else None
    return {
        "name": name,
        "label": page.label,
        "question": result.about.question if result else "",
        "outcome": result.outcome if result else "refused",
        "finding": shown.finding if shown else "",
        "why_not": why,
        "tables": [table.name for table in result.tables] if result else [],
    }


def answer_said(shown: Shown) -> dict[str, Any]:
    """Everything that the page of a question says, but for its rows."""
    result = shown.result
    return {
        "name": result.about.name,
        "title": result.about.title,
        "question": result.about.question,
        "headline": result.headline,
        "outcome": result.outcome,
        "reasons": list(result.reasons),
        "audience": result.audience,
        "release": result.id,
        "store_version": result.store_version,
        "rules_version": result.rules_version,
        "window": result.window,
        "synthetic": result.synthetic,
        "method": result.about.method,
        "limits": list(result.about.limits),
        "caveats": list(result.caveats),
        "not_comparable": list(result.not_comparable),
        "sources": [_source(source) for source in result.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "dataset": source.dataset,
        "title": source.title,
        "provider": source.provider,
        "synthetic": source.synthetic,
        "public": source.public,
        "first_month": month_text(source.first_month),
        "last_month": month_text(source.last_month),
        "missing_months": [month_text(month) for month in source.missing_months],
        "citation": source.citation,
    }


def areas_said(results: Sequence[SafeResult]) -> list[dict[str, str]]:
    """The areas that the answers name, each once; cells and places are no areas."""
    found: dict[str, dict[str, str]] = {}
    for result in results:
        for feature in (result.areas or {}).get("features", ()):
            told = feature.get("properties") or {}
            shape = (feature.get("geometry") or {}).get("type", "")
            if told.get("kind") == "area" and shape.endswith("Polygon") and told.get("code"):
                code = str(told["code"])
                found.setdefault(code, {"code": code, "name": str(told.get("name") or "")})
    return [found[code] for code in sorted(found)]
