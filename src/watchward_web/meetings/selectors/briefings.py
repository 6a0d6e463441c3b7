"""The briefings that were made: those for the seat's own audience, and for anybody."""

from pathlib import Path

from django.http import Http404

from watchward.briefing.archive import Kept, kept, reissue
from watchward.briefing.words import RELEASE
from watchward_web.core.store import open_partnership
from watchward_web.partners.seat import Seat

SEEN_BY_ALL = "open"


def briefings_for(seat: Seat) -> tuple[Kept, ...]:
    """Those of another audience are as good as not there; a guest's are handed out by the chair."""
    store = open_partnership(seat.partnership.store)
    return tuple(one for one in kept(store) if one.audience in (seat.audience, SEEN_BY_ALL))


def find_briefing(seat: Seat, ident: str) -> Kept:
    """One of them."""
    for one in briefings_for(seat):
        if one.id == ident:
            return one
    raise Http404


def briefing_bytes(seat: Seat, ident: str, kind: str, *, scratch: Path) -> bytes:
    """A file as it was shown the first time; who may have it was asked before."""
    files = reissue(open_partnership(seat.partnership.store), ident, out=scratch)
    named = {"html": files.html, "pdf": files.pdf, "docx": files.word}
    if kind not in named or not named[kind].exists():
        raise Http404
    return named[kind].read_bytes()


def release_said(audience: str) -> str:
    """For whom it is, in words."""
    return RELEASE[audience]
