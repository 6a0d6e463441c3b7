"""Lets an answer go: held against what left before, decided by a person if need be, written down.

Two that go at the same moment are held against each other: the later one is checked again.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from watchward.contract.safe_result import SafeResult
from watchward.disclosure.against import Check, Checked
from watchward.disclosure.attack import Knowledge, recovered
from watchward.disclosure.contents import contents, packed
from watchward.disclosure.decisions import decision
from watchward.disclosure.history import Held, copies, held
from watchward.disclosure.overlay import keep_outlines, kept_outlines
from watchward.disclosure.protect import UNFINISHED, Prepared, refused
from watchward.disclosure.releases import Kept, Overtaken, record
from watchward.disclosure.sheets import pack
from watchward.disclosure.standing import geography_of
from watchward.errors import StoreRefusal
from watchward.lake.store import Store

TRIES = 5
BROKEN = (
    "The last test before a release worked a hidden count out, so nothing is shown. Ask as an "
    "analyst, and tell those who look after Watchward: this should not happen."
)
DECIDED_AGAINST = (
    "An analyst has looked at this answer and decided that it does not go. The reason is in the "
    "ledger; ask for other months, or as an analyst."
)


def release(
    prepared: Prepared, *, store: Store, floors: Mapping[str, int], by: str, at: datetime | None
) -> SafeResult:
    """The answer as it leaves, or why it does not; either way it stands in the ledger."""
    made_of = contents(store, prepared.result.store_version)
    geography = geography_of(store)
    keep_outlines(store, geography["area"], prepared.result.areas)
    for _ in range(TRIES):
        history = held(store, rules=prepared.rules)
        check = Check(
            *(history, made_of, floors, geography, prepared.rules.seconds),
            outlines=partial(kept_outlines, store),
        )
        checked = _decided(check, prepared, store)
        checked = _attacked(checked, prepared, store, seen=history, floors=floors)
        gone = checked.safe.outcome == "released"
        kept = Kept(
            sheets=pack(checked.sheets) if gone else None,
            contents=packed(made_of) if gone else "",
            geography=json.dumps(geography, sort_keys=True),
            after=history.last,
        )
        try:
            record(checked.safe, store=store, by=by, at=at, kept=kept)
        except Overtaken:
            continue
        return checked.safe
    raise StoreRefusal(
        "Others are releasing from the store just now.", where="ledger of releases", do="Try again."
    )


def _decided(check: Check, prepared: Prepared, store: Store) -> Checked:
    """What a person decided stands in place of a check that came to no end."""
    checked = check.hold(prepared)
    if checked.safe.outcome != "needs a person" or UNFINISHED in checked.safe.reasons:
        return checked
    made = decision(store, checked.safe.id)
    if made is None:
        return checked
    if made.outcome == "released":
        return check.told(prepared)
    return Checked(refused(prepared, why=DECIDED_AGAINST))


def least_floor(prepared: Prepared) -> int:
    """The lowest floor that any of its counts goes by."""
    rules = [count.rule for count in prepared.grid.counts if not count.rule.exact]
    return min((rule.hide_below for rule in rules), default=prepared.rules.default.hide_below)


def _attacked(
    checked: Checked,
    prepared: Prepared,
    store: Store,
    *,
    seen: Held,
    floors: Mapping[str, int],
) -> Checked:
    """The last look, by the attacker who has every reader's copy: what it opens does not go."""
    safe = checked.safe
    if safe.outcome != "released" or seen.has(safe.audience, safe.id):
        return checked
    if not any(table.hidden for table in safe.tables):
        return checked
    others = [copy for copy in copies(store, safe) if copy.tables != safe.tables]
    knows = Knowledge(hide_below=min([least_floor(prepared), *floors.values()]))
    try:
        broken = recovered([safe, *others], knows)
    except ValueError:  # an earlier copy was made by other rules, and does not fit beside this one
        broken = recovered([safe], knows)
    return Checked(refused(prepared, why=BROKEN)) if broken else checked
