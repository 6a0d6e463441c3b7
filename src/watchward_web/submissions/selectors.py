"""Reading the ledger, from the seat. Exact numbers are for their provider and for analysts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from watchward.contract.dataset import datasets
from watchward.contract.receipt import Receipt
from watchward.errors import Refusal
from watchward.hub.ledger import receipts as ledger_receipts
from watchward.hub.quarantine import findings as all_findings
from watchward.hub.signed import signed_receipt
from watchward_web.core.roles import Role
from watchward_web.core.store import open_partnership
from watchward_web.partners.seat import Seat
from watchward_web.submissions.models import Upload
from watchward_web.submissions.states import CANCELLED, TAKEN

HEADER = ("Row", "Field", "Rule", "What is wrong", "What to do")


def providers(seat: Seat) -> frozenset[str] | None:
    """Whose exact numbers the seat may see; None is everybody's, in its own partnership."""
    if seat.role == Role.ANALYST:
        return None
    return frozenset({seat.agency.provider} - {""})


def receipts_for(seat: Seat, *, replaced: bool = True) -> tuple[Receipt, ...]:
    """The receipts that the seat may open, the newest first."""
    own = providers(seat)
    found = ledger_receipts(open_partnership(seat.partnership.store), replaced=replaced)
    mine = [one for one in found if own is None or one.provider in own]
    return tuple(sorted(mine, key=lambda one: (one.received_at, one.period), reverse=True))


def find_receipt(seat: Seat, ident: str) -> Receipt:
    """One of them; another provider's is as good as not there."""
    for one in receipts_for(seat):
        if one.id == ident:
            return one
    raise Http404


def signed(seat: Seat, receipt: Receipt) -> dict[str, Any]:
    """As plain data, with the hub's code and signature where the hub has a key."""
    told = signed_receipt(open_partnership(seat.partnership.store), receipt)
    return (told or receipt).to_json()


def superseded(found: Iterable[Receipt]) -> dict[str, str]:
    """Receipt -> the one that replaced it, as the later one says."""
    return {one.replaces: one.id for one in found if one.replaces}


def titles() -> dict[str, str]:
    """What each data set is called."""
    return {name: one.title for name, one in datasets().items()}


@dataclass(frozen=True)
class Findings:
    """What to mend: how many lines, and the lines themselves."""

    rows: int
    lines: Iterator[tuple[str, ...]]


def findings_of(seat: Seat, ident: str) -> Findings:
    """Row, field, rule, what is wrong, what to do; never a value."""
    receipt = find_receipt(seat, ident)
    try:
        found = all_findings(open_partnership(seat.partnership.store), receipt.id)
    except (FileNotFoundError, Refusal):
        raise Http404 from None
    columns = found.select("row", "field", "rule", "what", "do")
    return Findings(columns.height, (tuple(str(v) for v in row) for row in columns.iter_rows()))


def own_uploads(seat: Seat) -> "QuerySet[Upload]":
    """The uploads of the seat's agency, in its partnership; nobody else's are there at all."""
    return Upload.objects.select_related("partnership").filter(
        partnership_id=seat.partnership.id, agency_id=seat.agency.id
    )


def find_upload(seat: Seat, ident: str) -> Upload:
    """One of them."""
    found = own_uploads(seat).filter(ident=ident).first()
    if found is None:
        raise Http404
    return found


def uploads_shown(seat: Seat, *, most: int = 10) -> list[Upload]:
    """What is on its way, and what was lately not taken: what was taken has its receipt."""
    return list(own_uploads(seat).exclude(state__in=(*TAKEN, CANCELLED))[:most])
