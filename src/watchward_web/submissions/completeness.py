"""What was filled in, for a page: exact for its own provider and analysts, else rounded shares."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from watchward.contract.completeness import (
    HOUR,
    NOT_ASKED,
    NOT_RECORDED,
    PLACE,
    RECORDED,
    ByField,
    Counts,
    joined,
    shifts,
    summed,
    told,
)
from watchward.contract.dataset import Dataset, datasets
from watchward.contract.receipt import Receipt
from watchward.hub.completeness import held_completeness, receipt_completeness
from watchward_web.core.store import open_partnership
from watchward_web.partners.seat import Seat
from watchward_web.submissions.selectors import providers

MONTHS = 6
NEAREST = 5  # per cent, to which others' shares are rounded


@dataclass(frozen=True)
class Share:
    """So many of so many rows; a rounded one has no rows."""

    percent: int
    some: int = 0
    rows: int = 0


@dataclass(frozen=True)
class Line:
    """One field. None where no row lies in a shift or month, or too few to be told."""

    title: str
    ours: bool  # the title is of the site, in the reader's language
    recorded: int
    not_recorded: int
    not_asked: int
    whole: Share | None
    parts: tuple[Share | None, ...]  # by shift, or by month


def shift_names() -> tuple[str, ...]:
    """In their order, as table heads; rows without an hour are the last."""
    names = {"night": _("Night"), "day": _("Day"), "evening": _("Evening")}
    hours = {name: f"{first:02d}–{end:02d}" for name, (first, end) in shifts().items()}
    return (*(f"{names.get(one, one)}, {hours[one]}" for one in hours), _("No hour"))


def filled_in(seat: Seat, receipt: Receipt) -> tuple[Line, ...]:
    """Of one receipt's rows that are still held, the least filled in first."""
    known = datasets().get(receipt.dataset)
    if known is None:
        return ()
    store = open_partnership(seat.partnership.store)
    return by_shift(receipt_completeness(store, known, receipt=receipt.id), known)


def by_shift(counts: ByField, of: Dataset) -> tuple[Line, ...]:
    """Exact, a part for each shift."""
    lines = (
        _line(of, name, own, tuple(_share(one) for one in own.values()))
        for name, own in counts.items()
    )
    return tuple(sorted(lines, key=lambda line: line.whole.percent if line.whole else 0))


def by_month(months: Mapping[str, ByField], of: Dataset) -> tuple[Line, ...]:
    """Exact, a part for each month."""
    whole = joined(months.values())
    return tuple(
        _line(of, name, own, tuple(_share(summed(one[name].values())) for one in months.values()))
        for name, own in whole.items()
    )


def rounded(months: Mapping[str, ByField], of: Dataset) -> tuple[Line, ...]:
    """For others: all months together, to the nearest five per cent, nothing of a small count."""
    said = told({name: {"": summed(own.values())} for name, own in joined(months.values()).items()})
    lines = []
    for name in next(iter(months.values()), {}):
        counts = next(iter(said.get(name, {}).values()), {})
        rows = sum(counts.values())
        share = Share(NEAREST * round(100 * counts[RECORDED] / rows / NEAREST)) if rows else None
        lines.append(Line(*_title(of, name), 0, 0, 0, share, ()))
    return tuple(lines)


@dataclass(frozen=True)
class Completeness:
    """What the page of one provider's data set shows."""

    dataset: Dataset
    exact: bool
    months: tuple[str, ...]
    shifts: tuple[Line, ...]
    trend: tuple[Line, ...]
    shares: tuple[Line, ...]


def completeness_of(seat: Seat, *, provider: str, dataset: str, counts: bool) -> Completeness:
    """The last six months held; a body that never sent the data set is as good as not there."""
    known, own = datasets().get(dataset), providers(seat)
    if known is None:
        raise Http404
    store = open_partnership(seat.partnership.store)
    held = held_completeness(store, known, provider=provider)
    if not held:
        raise Http404
    months = {month: held[month] for month in sorted(held)[-MONTHS:]}
    exact = counts and (own is None or provider in own)
    if not exact:
        return Completeness(known, False, tuple(months), (), (), rounded(months, known))
    whole = by_shift(joined(months.values()), known)
    return Completeness(known, True, tuple(months), whole, by_month(months, known), ())


def _line(
    of: Dataset, name: str, own: Mapping[str, Counts], parts: tuple[Share | None, ...]
) -> Line:
    whole = summed(own.values())
    states = (whole[RECORDED], whole[NOT_RECORDED], whole[NOT_ASKED])
    return Line(*_title(of, name), *states, _share(whole), parts)


def _share(counts: Counts) -> Share | None:
    rows = sum(counts.values())
    return Share(round(100 * counts[RECORDED] / rows), counts[RECORDED], rows) if rows else None


def _title(of: Dataset, name: str) -> tuple[str, bool]:
    ours = {HOUR: _("Time of day"), PLACE: _("Place")}
    return (ours[name], True) if name in ours else (of.field(name).title, False)
