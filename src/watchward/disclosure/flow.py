"""From a question to an answer that may leave: open, run, protect, hold against, write down."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime

from watchward.contract.about import Options
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.answering import Question, analysis_of, answer
from watchward.disclosure.lock import locked
from watchward.disclosure.rules import read_rules
from watchward.engine.api import Tables, open_tables
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
    analysis_of(name)
    rules = read_rules()
    rules.check_options(asdict(options), rules.audience(audience))
    with opened(store, version=version, settings=settings) as tables:
        return answer(Question(name, options, audience, store, now=now, by=by), tables)


@contextmanager
def opened(store: Store, *, version: str, settings: Settings) -> Iterator[Tables]:
    """The store at one version, where its answers are not locked."""
    tables = open_tables(store, version=version, engine=settings.engine)
    try:
        locked(tables.sources(), production=store.production or settings.production)
        yield tables
    finally:
        tables.close()
