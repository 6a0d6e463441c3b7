"""From a question to an answer that may leave: open, run, protect, write down."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from types import ModuleType

from watchward.analysis import analyses
from watchward.contract.about import Options
from watchward.contract.result import Source
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.lacking import lacking
from watchward.disclosure.let_go import release
from watchward.disclosure.lock import locked
from watchward.disclosure.protect import prepare
from watchward.disclosure.releases import floors_in_date, record
from watchward.disclosure.rules import read_rules
from watchward.engine.api import Tables, open_tables
from watchward.errors import UsageRefusal
from watchward.lake.store import Store
from watchward.settings import Settings


@dataclass(frozen=True)
class Question:
    """What is asked, for whom, of which store; without `now` no agreement can be in date."""

    name: str
    options: Options
    audience: str
    store: Store
    now: datetime | None = None
    by: str = ""


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
    _analysis(name)
    rules = read_rules()
    rules.check_options(asdict(options), rules.audience(audience))
    with opened(store, version=version, settings=settings) as tables:
        return answer(Question(name, options, audience, store, now=now, by=by), tables)


@contextmanager
def opened(store: Store, *, version: str, settings: Settings) -> Iterator[Tables]:
    """The store at one version, where its answers are not locked."""
    tables = open_tables(store, version=version)
    try:
        locked(tables.sources(), production=store.production or settings.production)
        yield tables
    finally:
        tables.close()


def answer(asked: Question, tables: Tables) -> SafeResult:
    """One answer from an open store, held against everything that left before it."""
    analysis = _analysis(asked.name)
    result = analysis.run(tables, asked.options)
    result = replace(result, caveats=(*result.caveats, *lacking(asked.store, tables.version)))
    on = asked.now.date() if asked.now else None
    floors = floors_in_date(asked.store, on=on, providers=_providers(tables.sources()))
    rules = read_rules()
    prepared = prepare(
        result, audience=asked.audience, rules=rules, floors=floors, say=analysis.say
    )
    if prepared.who.exact:
        safe = prepared.safe()
        record(safe, store=asked.store, by=asked.by, at=asked.now)
        return safe
    return release(prepared, store=asked.store, floors=floors, by=asked.by, at=asked.now)


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
