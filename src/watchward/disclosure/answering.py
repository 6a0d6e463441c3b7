"""One answer from an open store: run, protect, hold against what left before, write down."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import ModuleType

from watchward.analysis import analyses
from watchward.contract.about import About, Options
from watchward.contract.result import Source
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.lacking import lacking
from watchward.disclosure.let_go import release
from watchward.disclosure.linking import with_consent
from watchward.disclosure.protect import prepare
from watchward.disclosure.releases import floors_in_date, record
from watchward.disclosure.rules import read_rules
from watchward.engine.api import Tables
from watchward.errors import UsageRefusal
from watchward.lake.store import Store


@dataclass(frozen=True)
class Question:
    """What is asked, for whom, of which store; without `now` no agreement can be in date."""

    name: str
    options: Options
    audience: str
    store: Store
    now: datetime | None = None
    by: str = ""


def answer(asked: Question, tables: Tables) -> SafeResult:
    """One answer from an open store, held against everything that left before it."""
    analysis = analysis_of(asked.name)
    on = asked.now.date() if asked.now else None
    rules = read_rules()
    options = with_consent(
        analysis.ABOUT,
        asked.options,
        sources=tables.sources(),
        store=asked.store,
        on=on,
        exact=rules.audience(asked.audience).exact,
    )
    result = analysis.run(tables, options)
    result = replace(result, caveats=(*result.caveats, *lacking(asked.store, tables.version)))
    floors = floors_in_date(asked.store, on=on, providers=_providers(tables.sources()))
    prepared = prepare(
        result, audience=asked.audience, rules=rules, floors=floors, say=analysis.say
    )
    if prepared.who.exact:
        safe = prepared.safe()
        record(safe, store=asked.store, by=asked.by, at=asked.now)
        return safe
    return release(prepared, store=asked.store, floors=floors, by=asked.by, at=asked.now)


def questions() -> Mapping[str, About]:
    """What can be asked, by name."""
    return {name: module.ABOUT for name, module in analyses().items()}


def analysis_of(name: str) -> ModuleType:
    """The analysis called `name`."""
    found = analyses()
    if name not in found:
        raise UsageRefusal(
            "There is no analysis of that name.", where="ask", do=f"There are: {', '.join(found)}."
        )
    return found[name]


def _providers(sources: tuple[Source, ...]) -> dict[str, frozenset[str]]:
    names = {source.dataset for source in sources}
    return {n: frozenset(s.provider for s in sources if s.dataset == n) for n in names}
