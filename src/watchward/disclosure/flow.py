"""From a question to an answer that may leave: open, run, protect, write down."""

from dataclasses import asdict
from datetime import datetime
from types import ModuleType

from watchward.analysis import analyses
from watchward.contract.about import Options
from watchward.contract.result import Source
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.protect import protect_result
from watchward.disclosure.releases import floors_in_date, record
from watchward.disclosure.rules import read_rules
from watchward.engine.api import open_tables
from watchward.errors import DisclosureRefusal, UsageRefusal
from watchward.lake.store import Store
from watchward.settings import Settings


def ask(
    name: str,
    *,
    store: Store,
    options: Options,
    audience: str,
    settings: Settings,
    version: str = "",
    now: datetime | None = None,
    by: str = "",
) -> SafeResult:
    """What `audience` may see of one analysis; without `now` no agreement can be in date."""
    analysis = _analysis(name)
    rules = read_rules()
    rules.check_options(asdict(options), rules.audience(audience))
    tables = open_tables(store, version=version)
    try:
        sources = tables.sources()
        _not_yet_in_production(sources, production=store.production or settings.production)
        result = analysis.run(tables, options)
    finally:
        tables.close()
    floors = floors_in_date(store, on=now.date() if now else None, providers=_providers(sources))
    safe = protect_result(result, audience=audience, rules=rules, floors=floors, say=analysis.say)
    record(safe, store=store, by=by, at=now)
    return safe


def _analysis(name: str) -> ModuleType:
    found = analyses()
    if name not in found:
        raise UsageRefusal(
            "There is no analysis of that name.", where="ask", do=f"There are: {', '.join(found)}."
        )
    return found[name]


def _providers(sources: tuple[Source, ...]) -> dict[str, frozenset[str]]:
    names = {source.dataset for source in sources}
    return {n: frozenset(s.provider for s in sources if s.dataset == n) for n in names}


def _not_yet_in_production(sources: tuple[Source, ...], *, production: bool) -> None:
    """Releases are not yet checked against earlier ones, so real data that is not open stays in."""
    if production and not all(source.public for source in sources):
        raise DisclosureRefusal(
            "In production, answers from data that is not already public are locked: releases are "
            "not yet checked against earlier ones.",
            where="settings `environment`",
            do="Use a store of public or synthetic data outside production until the lock lifts.",
        )
