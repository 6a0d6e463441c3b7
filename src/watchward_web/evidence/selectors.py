"""Reading evidence: everything starts from the seat, and only what its audience may see comes."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.http import Http404

from watchward.briefing.archive import Kept, kept, reissue
from watchward.briefing.words import RELEASE
from watchward.contract.safe_result import SafeTable
from watchward_web.core.store import library_settings, open_partnership
from watchward_web.evidence.answers import Asking, answer
from watchward_web.evidence.choices import Choice
from watchward_web.evidence.questions import Page, pages
from watchward_web.evidence.shown import Shown
from watchward_web.partners.seat import Seat

SEEN_BY_ALL = "open"


def asking(seat: Seat, *, now: datetime) -> Asking:
    """The gate, asked for this seat and no other."""
    home = seat.partnership
    return Asking(
        store=open_partnership(home.store),
        settings=library_settings(home.name),
        audience=seat.audience,
        by=seat.by,
        now=now,
    )


def find_page(name: str) -> Page:
    """The page of a question; one that is not there is not found."""
    if name not in pages():
        raise Http404
    return pages()[name]


@dataclass(frozen=True)
class Found:
    """A table and the answer that it is of."""

    shown: Shown
    table: SafeTable


def find_table(seat: Seat, name: str, table: str, choice: Choice, *, now: datetime) -> Found:
    """A released table of an answer."""
    page, gate = find_page(name), asking(seat, now=now)
    if not gate.standing.store_version:
        raise Http404
    shown = answer(gate, page, choice)
    found = shown.result.table(table)
    if found is None:
        raise Http404
    return Found(shown, found)


def briefings_for(seat: Seat) -> tuple[Kept, ...]:
    """Those made for the seat's own audience, and for anybody."""
    store = open_partnership(seat.partnership.store)
    return tuple(one for one in kept(store) if one.audience in (seat.audience, SEEN_BY_ALL))


def find_briefing(seat: Seat, ident: str) -> Kept:
    """One of them; of another audience is as good as not there."""
    for one in briefings_for(seat):
        if one.id == ident:
            return one
    raise Http404


def briefing_bytes(seat: Seat, ident: str, kind: str, *, scratch: Path) -> bytes:
    """The file as it was shown the first time."""
    find_briefing(seat, ident)
    files = reissue(open_partnership(seat.partnership.store), ident, out=scratch)
    named = {"html": files.html, "pdf": files.pdf}
    if kind not in named:
        raise Http404
    return named[kind].read_bytes()


def release_said(audience: str) -> str:
    """For whom an answer is, in words."""
    return RELEASE[audience]
