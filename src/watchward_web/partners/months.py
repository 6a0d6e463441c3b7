"""What is held, month by month and provider by provider; a missing month is said in words."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from watchward.briefing.words import month_said
from watchward.contract.dataset import datasets
from watchward.contract.period import Period
from watchward.contract.receipt import Receipt

HELD, MISSING, AWAITED, REMOVED = "held", "missing", "awaited", "removed"
SHOWN = 24  # months of the grid


@dataclass(frozen=True)
class Month:
    """One month of one provider's data set; `receipt` is the one under which it is held."""

    state: str
    receipt: str = ""


@dataclass(frozen=True)
class Line:
    """One provider's data set: what its receipts say together, and each month."""

    dataset: str
    title: str
    due: str
    provider: str
    packages: int
    rows_read: int
    unreadable: int
    accepted: int
    rejected: int
    months: dict[int, Month]
    key: str
    synthetic: bool

    @property
    def missing(self) -> tuple[int, ...]:
        """Months between two that are held."""
        return self._in_state(MISSING)

    @property
    def awaited(self) -> tuple[int, ...]:
        """Full months since the last one held."""
        return self._in_state(AWAITED)

    @property
    def last(self) -> int:
        """The last month held."""
        return max(at for at, month in self.months.items() if month.state in (HELD, REMOVED))

    @property
    def last_said(self) -> str:
        """The last month held, in words."""
        return month_said(self.last)

    @property
    def missing_said(self) -> str:
        """Missing months in words."""
        return spans_said(self.missing)

    @property
    def awaited_said(self) -> str:
        """Months not received yet, in words."""
        return spans_said(self.awaited)

    def _in_state(self, state: str) -> tuple[int, ...]:
        return tuple(at for at, month in sorted(self.months.items()) if month.state == state)


def spans_said(months: Iterable[int]) -> str:
    """Months as words; those in a row as a span: "May 2026 to July 2026, October 2026"."""
    spans: list[list[int]] = []
    for at in months:
        if spans and spans[-1][-1] == at - 1:
            spans[-1].append(at)
        else:
            spans.append([at])
    ends = [(month_said(span[0]), month_said(span[-1])) for span in spans]
    return ", ".join(first if first == last else f"{first} to {last}" for first, last in ends)


def lines(
    receipts: Iterable[Receipt],
    *,
    today: int,
    removed: Container[tuple[str, str, int]] = frozenset(),
) -> tuple[Line, ...]:
    """One line a provider and data set; `today` is the month that is running, not yet due.

    `removed`: provider, data set, month of what was deleted because its time was up.
    """
    found: dict[tuple[str, str], list[Receipt]] = {}
    for receipt in receipts:
        found.setdefault((receipt.provider, receipt.dataset), []).append(receipt)
    return tuple(_line(found[key], today=today, removed=removed) for key in sorted(found))


def _line(receipts: list[Receipt], *, today: int, removed: Container[tuple[str, str, int]]) -> Line:
    first = receipts[0]
    known = datasets().get(first.dataset)
    sums = {
        name: sum(getattr(receipt, name) for receipt in receipts)
        for name in ("rows_read", "unreadable", "accepted", "rejected")
    }
    return Line(
        dataset=first.dataset,
        title=known.title if known else first.dataset,
        due=known.due if known else "",
        provider=first.provider,
        packages=len(receipts),
        months=_months(receipts, today=today, removed=removed),
        key=receipts[-1].key,
        synthetic=any(receipt.synthetic for receipt in receipts),
        **sums,
    )


def _months(
    receipts: list[Receipt], *, today: int, removed: Container[tuple[str, str, int]]
) -> dict[int, Month]:
    held = {month: one.id for one in receipts for month in Period.parse(one.period).months}
    first, last = min(held), max(held)
    months = {}
    for at in range(first, max(last + 1, today)):
        if (receipts[0].provider, receipts[0].dataset, at) in removed:
            months[at] = Month(REMOVED)
        elif at in held:
            months[at] = Month(HELD, held[at])
        else:
            months[at] = Month(MISSING if at < last else AWAITED)
    return months


def grid_months(found: Iterable[Line], *, today: int) -> list[int]:
    """The months of the grid, the newest first."""
    every = [at for line in found for at in line.months]
    if not every:
        return []
    newest = max(*every, today - 1)
    return list(range(newest, max(min(every), newest - SHOWN + 1) - 1, -1))
