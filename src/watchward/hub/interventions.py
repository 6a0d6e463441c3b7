"""Registers an intervention: hashed, dated, marked where its outcome could be seen already."""

import datetime as dt
import re
from pathlib import Path

from watchward.contract.intervention import Registered, read_intervention
from watchward.contract.period import month_number
from watchward.errors import UsageRefusal
from watchward.hub.events import reason_given, write_event
from watchward.lake.files import held, held_datasets
from watchward.lake.interventions import keep_intervention, registered
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
    name, written = file.stem, file.read_bytes()
    if not NAME.fullmatch(name):
        raise UsageRefusal(
            "An intervention goes by the name of its file, which this cannot be.",
            where=file.name,
            do="Use small letters, digits and hyphens, such as taxi-marshals.toml.",
        )
    plan = read_intervention(written, name=name).plan
    before = registered(store, name)
    why = reason_given(reason) if before else "first registered"
    seen = _last_held(store, plan.dataset) >= plan.start
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


def _last_held(store: Store, dataset: str) -> int:
    version = current_version(store)
    if dataset not in held_datasets(store, version):
        return 0
    months = [month_number(file.period) for file in held(store, dataset, version)]
    return max(months, default=0)
