"""What pages read of entries, conditions and challenges: always of the seat's own partnership."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from django.http import Http404

from watchward_web.licensing.models import Challenge, Condition, Entry
from watchward_web.licensing.seen import ChallengeSeen, ConditionSeen, EntrySeen, Tested
from watchward_web.partners.seat import Seat

Row = TypeVar("Row", Entry, Condition, Challenge)


def entries(seat: Seat, ident: str, *, today: dt.date) -> list[EntrySeen]:
    """The newest first."""
    rows = Entry.objects.filter(partnership_id=seat.partnership.id, premises=ident)
    return [_entry(row, today) for row in rows]


def find_entry(seat: Seat, ident: str, number: int, *, today: dt.date) -> EntrySeen:
    """By its number, of these premises."""
    row = _one(Entry, seat, ident, number)
    return _entry(row, today)


def clocks(seat: Seat, *, today: dt.date) -> list[EntrySeen]:
    """Everything that is to be done by a day and is not, the most pressing first."""
    rows = Entry.objects.filter(partnership_id=seat.partnership.id, done_on__isnull=True)
    return [_entry(row, today) for row in rows.filter(due__isnull=False).order_by("due", "pk")]


def conditions_of(seat: Seat, ident: str) -> list[ConditionSeen]:
    """By theme."""
    rows = Condition.objects.filter(partnership_id=seat.partnership.id, premises=ident)
    return [_condition(row) for row in rows]


def find_condition(seat: Seat, ident: str, number: int) -> ConditionSeen:
    """By its number, of these premises."""
    row = _one(Condition, seat, ident, number)
    return _condition(row)


def challenges(seat: Seat, ident: str) -> list[ChallengeSeen]:
    """The newest first."""
    rows = Challenge.objects.filter(partnership_id=seat.partnership.id, premises=ident)
    return [_challenge(row) for row in rows]


def find_challenge(seat: Seat, ident: str, number: int) -> ChallengeSeen:
    """By its number, of these premises."""
    row = _one(Challenge, seat, ident, number)
    return _challenge(row)


def purchases(seat: Seat) -> Tested:
    """Over all premises: first test purchases, and those made again where an earlier one failed."""
    rows = Entry.objects.filter(partnership_id=seat.partnership.id, kind="purchase")
    made = rows.exclude(result="").order_by("premises", "happened_on", "pk")
    counts: Counter[str] = Counter()
    before: dict[str, bool] = {}
    for premises, result in made.values_list("premises", "result"):
        failed = result == "failed"
        which = "first" if premises not in before else "again" if before[premises] else ""
        if which:
            counts[which] += 1
            counts[f"{which}_failed"] += failed
        before[premises] = before.get(premises, False) or failed
    return Tested(**{name: counts[name] for name in Tested.__dataclass_fields__})


def open_counts(seat: Seat) -> Mapping[str, int]:
    """By premises: challenges that wait for an answer."""
    rows = Challenge.objects.filter(partnership_id=seat.partnership.id, answered_on__isnull=True)
    return Counter(rows.values_list("premises", flat=True))


def _one(model: type[Row], seat: Seat, ident: str, number: int) -> Row:
    rows = model.objects.filter(partnership_id=seat.partnership.id, premises=ident)
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _entry(row: Entry, today: dt.date) -> EntrySeen:
    waits = row.due is not None and row.done_on is None
    return EntrySeen(
        number=row.pk,
        premises=row.premises,
        kind=row.kind,
        happened_on=row.happened_on,
        what=row.what,
        text=row.text,
        source=row.source,
        result=row.result,
        due=row.due,
        done_on=row.done_on,
        exhibit=row.exhibit,
        days=(row.due - today).days if waits and row.due else None,
    )


def _condition(row: Condition) -> ConditionSeen:
    return ConditionSeen(
        number=row.pk,
        theme=row.theme,
        objective=row.objective,
        text=row.text,
        state=row.state,
        since=row.since,
        checked_on=row.checked_on,
        kept=row.kept,
    )


def _challenge(row: Challenge) -> ChallengeSeen:
    return ChallengeSeen(
        number=row.pk,
        raised_on=row.raised_on,
        raised_by=row.raised_by,
        line=row.line,
        why=row.why,
        answered_on=row.answered_on,
        answer=row.answer,
        upheld=row.upheld,
    )
