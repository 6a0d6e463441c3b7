"""What one tier holds already: every release to it and to those who see less, as one attacker.

A release that was written down before sheets were kept is read from the archive, for what is
printed there; one whose archive is gone is not known any more, and is passed over.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from watchward.contract.safe_result import SafeResult
from watchward.disclosure.contents import contents, unpacked
from watchward.disclosure.refinement import Release
from watchward.disclosure.release_ledger import last_release, releases
from watchward.disclosure.releases import archived
from watchward.disclosure.rules import EXACT, Rule, Rules, read_rules
from watchward.disclosure.sheets import unpack
from watchward.disclosure.told import sheets_of_archived
from watchward.errors import StoreRefusal
from watchward.lake.store import Store

TIERS = ("partner", "guest", "open")  # who stands further left holds everything to their right
OUT = """
select min(number) as number, result, audience, store_version, contents, sheets
from release
where outcome = 'released' and audience <> 'analyst'
group by result, audience
order by 1
"""


COPIES = """
select audience, result, max(number)
from release
where outcome = 'released' and audience <> 'analyst' and audience <> ?
    and analysis = ? and store_version = ? and options = ?
group by audience
"""


@dataclass(frozen=True)
class Held:
    """Everything that left, by whom it was for; `last` is the number of the newest."""

    last: int
    given: tuple[tuple[str, str, Release], ...]  # audience, result, what it told

    def by(self, tier: str) -> list[Release]:
        """What a reader of this tier can have in hand."""
        seen = TIERS[TIERS.index(tier) :]
        mine = [release for audience, _, release in self.given if audience in seen]
        return list({id(release): release for release in mine}.values())  # the same tells the same

    def has(self, audience: str, result: str) -> bool:
        """True where this very answer went to them before."""
        return any((audience, result) == (to, ident) for to, ident, _ in self.given)


def readers(audience: str) -> tuple[str, ...]:
    """The tiers that can hold a release to this audience."""
    return TIERS[: TIERS.index(audience) + 1]


def held(store: Store, *, rules: Rules) -> Held:
    """Every release that somebody may have."""
    with releases(store) as connection:
        last = last_release(connection)
        rows = connection.execute(OUT).fetchall()
    given = [
        (row["audience"], row["result"], found)
        for row in rows
        if (found := _release(row, store, rules=rules)) is not None
    ]
    return Held(last, tuple(given))


def _release(row: sqlite3.Row, store: Store, *, rules: Rules) -> Release | None:
    if row["sheets"] is not None:
        return _unpacked(row["sheets"], row["contents"], row["store_version"])
    try:
        return _from_archive(store, row["result"], rules.version)
    except StoreRefusal:
        return None


@lru_cache(maxsize=4096)
def _unpacked(sheets: bytes, written: str, version: str) -> Release:
    return Release(unpack(sheets), unpacked(written), version)


@lru_cache(maxsize=1024)
def _from_archive(store: Store, result: str, _rules: str) -> Release:
    safe, rules = archived(store, result), read_rules()
    sheets = sheets_of_archived(safe, rules=rules, rule_of=_rules_of(safe, rules), geography={})
    return Release(sheets, contents(store, safe.store_version), safe.store_version)


def _rules_of(safe: SafeResult, rules: Rules) -> Callable[[str], Rule]:
    """The rule of each data set of an archived answer, as lenient as it can have been."""
    who = rules.audience(safe.audience)
    public = {source.dataset for source in safe.sources if source.public}

    def rule_of(dataset: str) -> Rule:
        if dataset in public and who.name in rules.exempt.get(dataset, ()):
            return EXACT
        floors = {dataset: who.least_hide_below} if who.agreements else {}
        return rules.rule(dataset, audience=who, floors=floors)

    return rule_of


def copies(store: Store, safe: SafeResult) -> list[SafeResult]:
    """What readers of the other tiers were given in answer to the same question."""
    options = json.dumps(dict(safe.options), sort_keys=True)
    asked = (safe.audience, safe.about.name, safe.store_version, options)
    with releases(store) as connection:
        rows = connection.execute(COPIES, asked).fetchall()
    return [archived(store, row["result"]) for row in rows]
