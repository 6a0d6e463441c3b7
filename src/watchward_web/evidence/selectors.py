"""Reading evidence: everything starts from the seat, and only what its audience may see comes."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404

from watchward.briefing.words import RELEASE
from watchward.contract.safe_result import SafeTable
from watchward_web.core.order import by_name
from watchward_web.core.remembered import Remembered
from watchward_web.core.store import Store, library_settings, open_partnership
from watchward_web.evidence.answers import Asking, answer
from watchward_web.evidence.choices import Choice
from watchward_web.evidence.models import SavedView
from watchward_web.evidence.questions import Page, page_of
from watchward_web.evidence.saved import SavedSeen
from watchward_web.evidence.shown import Shown
from watchward_web.partners.seat import Seat

SEEN_BY_ALL = "open"
# Opening looks at the disk's mounts and reads the store's mark; where it lies does not change.
_stores: Remembered[Store] = Remembered(32)


def asking(seat: Seat, *, now: datetime) -> Asking:
    """The gate, asked for this seat and no other."""
    home = seat.partnership
    return Asking(
        store=_stores.get((str(settings.DATA), home.store), lambda: open_partnership(home.store)),
        settings=library_settings(home.name),
        audience=seat.audience,
        by=seat.by,
        now=now,
    )


def find_page(name: str, seat: Seat) -> Page:
    """The page of a question; one that is not there, or not for this seat, is not found."""
    page = page_of(name, seat.audience)
    if page is None:
        raise Http404
    return page


@dataclass(frozen=True)
class Found:
    """A table and the answer that it is of."""

    shown: Shown
    table: SafeTable


def find_table(seat: Seat, name: str, table: str, choice: Choice, *, now: datetime) -> Found:
    """A released table of an answer."""
    page, gate = find_page(name, seat), asking(seat, now=now)
    if not gate.standing.store_version:
        raise Http404
    shown = answer(gate, page, choice)
    found = shown.result.table(table)
    if found is None:
        raise Http404
    return Found(shown, found)


def release_said(audience: str) -> str:
    """For whom an answer is, in words."""
    return RELEASE[audience]


def saved_views(seat: Seat) -> tuple[SavedSeen, ...]:
    """The seat's own, and those that others of the partnership share."""
    found = (_saved(seat, row) for row in _in_reach(seat).order_by("id"))
    return tuple(by_name(found, lambda view: view.name))


def find_saved(seat: Seat, number: int, *, own: bool = False) -> SavedSeen:
    """One of them; another's that is not shared is as good as not there."""
    row = _in_reach(seat).filter(pk=number).first()
    if row is None or (own and row.owner_id != seat.person_id):
        raise Http404
    return _saved(seat, row)


def _in_reach(seat: Seat) -> "QuerySet[SavedView]":
    rows = SavedView.objects.filter(partnership_id=seat.partnership.id)
    return rows.filter(Q(owner_id=seat.person_id) | Q(shared=True)).select_related("owner")


def _saved(seat: Seat, row: SavedView) -> SavedSeen:
    page = page_of(row.analysis, seat.audience)
    return SavedSeen(
        number=row.pk,
        name=row.name,
        label=page.label if page else row.analysis,
        analysis=row.analysis,
        query=f"?{row.query}" if row.query else "",
        shared=row.shared,
        own=row.owner_id == seat.person_id,
        owner=row.owner.name,
    )
