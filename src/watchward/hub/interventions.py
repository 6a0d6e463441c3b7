"""Registers an intervention: hashed, dated, marked where its outcome could be seen already."""

import datetime as dt
import re
from pathlib import Path

from watchward.contract.followed import read_groups
from watchward.contract.intervention import Plan, Registered, read_intervention
from watchward.contract.period import month_number, month_text
from watchward.errors import UsageRefusal
from watchward.hub.events import reason_given, write_event
from watchward.lake.files import held, held_datasets
from watchward.lake.interventions import every, keep_intervention, keep_outcome, registered
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store
from watchward.lake.version import current_version

NAME = re.compile(r"[a-z][a-z0-9-]{1,60}")


def register(
    store: Store, file: Path, *, by: str, now: dt.datetime, reason: str = ""
) -> Registered:
    """What the file says, from now on; a change needs a reason and is counted.

    `seen` is true where the store holds a month of the outcome already: then it was not registered
    before its outcome could be looked at, and every answer says so.
    """
    return register_written(store, file.stem, file.read_bytes(), by=by, now=now, reason=reason)


def register_written(
    store: Store, name: str, written: bytes, *, by: str, now: dt.datetime, reason: str = ""
) -> Registered:
    """The same of a file's bytes, under the name that it would have."""
    if not NAME.fullmatch(name):
        raise UsageRefusal(
            "An intervention goes by the name of its file, which this cannot be.",
            where="name",
            do="Use small letters, digits and hyphens, such as taxi-marshals.",
        )
    plan = read_intervention(written, name=name).plan
    before = registered(store, name)
    why = reason_given(reason) if before else "first registered"
    seen = _last_known(store, plan, now) >= plan.start
    made = keep_intervention(store, name, written, at=now.date().isoformat(), by=by, seen=seen)
    with ledger(store) as connection:
        write_event(
            connection,
            kind="intervention registered",
            by=by,
            at=now,
            reason=why,
            dataset=plan.dataset,
            about={"intervention": name, "sha256": made.sha256, "seen": made.seen},
        )
    return made


def known(store: Store) -> tuple[Registered, ...]:
    """All that are registered, by name."""
    return tuple(every(store))


def hand_in(
    store: Store, name: str, file: Path, *, by: str, now: dt.datetime, reason: str = ""
) -> Registered:
    """What was counted of the people of a plan, once its months are over; a change has a reason."""
    return hand_in_written(store, name, file.read_bytes(), by=by, now=now, reason=reason)


def hand_in_written(
    store: Store, name: str, written: bytes, *, by: str, now: dt.datetime, reason: str = ""
) -> Registered:
    """The same of a file's bytes."""
    found = registered(store, name)
    if found is None:
        raise UsageRefusal(
            "No intervention of that name is registered.",
            where="NAME",
            do="Register it first: `watchward intervention register`.",
        )
    plan = found.intervention.plan
    if plan.followed is None:
        raise UsageRefusal(
            f"The design {plan.design} is judged from the store's own records.",
            where=name,
            do="Nothing is handed in: `watchward ask evaluation`.",
        )
    if _month(now) <= plan.last:
        raise UsageRefusal(
            f"Its people are followed until {month_text(plan.last)}.",
            where=name,
            do="Wait for it: nobody stops early because it looks good.",
        )
    read_groups(written, design=plan.design, window=plan.followed.window, name=name)
    why = reason_given(reason) if found.outcome else "first handed in"
    made = keep_outcome(store, name, written, at=now.date().isoformat(), by=by, of=found.sha256)
    with ledger(store) as connection:
        write_event(
            connection,
            kind="outcome handed in",
            by=by,
            at=now,
            reason=why,
            dataset="",
            about={"intervention": name, "sha256": made.outcome.sha256 if made.outcome else ""},
        )
    return made


def _month(now: dt.datetime) -> int:
    return month_number(f"{now:%Y-%m}")


def _last_known(store: Store, plan: Plan, now: dt.datetime) -> int:
    """The last month whose outcome could be looked at: where people are followed, last month."""
    return _month(now) - 1 if plan.followed else _last_held(store, plan.dataset)


def _last_held(store: Store, dataset: str) -> int:
    version = current_version(store)
    if dataset not in held_datasets(store, version):
        return 0
    months = [month_number(file.period) for file in held(store, dataset, version)]
    return max(months, default=0)
