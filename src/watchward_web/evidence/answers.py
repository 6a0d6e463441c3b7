"""Asks the gate for one audience, or shows again what it has said and nothing has changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from watchward.contract.about import Options
from watchward.contract.result import Source
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.again import prices_of, with_prices, with_reduction
from watchward.disclosure.cube import listed, view
from watchward.disclosure.flow import ask
from watchward.disclosure.standing import Standing, standing, traces
from watchward.errors import DisclosureRefusal, Refusal, StoreRefusal
from watchward.settings import Settings
from watchward_web.core.remembered import Remembered
from watchward_web.core.store import Store
from watchward_web.evidence.choices import CHOOSES, MONEY, NOTHING, Choice
from watchward_web.evidence.questions import Page
from watchward_web.evidence.shown import Shown, lay_out

_standings: Remembered[Standing] = Remembered(32)
_answers: Remembered[Shown] = Remembered(64)
_views: Remembered[Mapping[str, tuple[Options, ...]]] = Remembered(32)


@dataclass(frozen=True)
class Asking:
    """For whom the gate is asked, of which store, when."""

    store: Store
    settings: Settings
    audience: str
    by: str
    now: datetime

    @cached_property
    def standing(self) -> Standing:
        """What every answer rests on just now."""
        day = self.now.date()
        key = (self.store.path, traces(self.store), day)
        return _standings.get(key, lambda: standing(self.store, on=day))

    def key(self, page: Page, choice: Choice = NOTHING) -> tuple[object, ...]:
        """Equal for two answers that are equal."""
        return (self.store.path, self.standing, self.audience, page.name, choice)


def answer(asking: Asking, page: Page, choice: Choice = NOTHING) -> Shown:
    """The answer as this audience may see it; a refusal is raised and not remembered."""
    return _answers.get(asking.key(page, choice), lambda: _found(asking, page, choice))


def _found(asking: Asking, page: Page, choice: Choice) -> Shown:
    """An analyst's answer is asked; anybody else's was made with all others of their audience.

    Until those are made, the plain view is asked for, which is the first of them.
    """
    made = _released(asking, page, choice)
    if page.name in MONEY and choice.prices:
        made = with_prices(made, choice.prices, store=asking.store)
    if page.name in MONEY and choice.reduction != NOTHING.reduction:
        made = with_reduction(made, choice.reduction)
    return lay_out(made, page)


def _released(asking: Asking, page: Page, choice: Choice) -> SafeResult:
    if asking.audience == CHOOSES:
        return _ask(asking, page, choice)
    made = view(
        asking.store,
        name=page.name,
        options=choice.options,
        audience=asking.audience,
        standing=asking.standing,
    )
    if made is None and choice.asked == NOTHING:
        made = _ask(asking, page, choice)
    if made is None:
        raise _not_there(asking)
    return made


def years_offered(asking: Asking) -> tuple[str, ...]:
    """Years whose prices money may be told in, beside its own."""
    return prices_of(asking.store)


def _ask(asking: Asking, page: Page, choice: Choice) -> SafeResult:
    return ask(
        page.name,
        store=asking.store,
        options=choice.options,
        audience=asking.audience,
        settings=asking.settings,
        version=asking.standing.store_version,
        now=asking.now,
        by=asking.by,
    )


def _not_there(asking: Asking) -> Refusal:
    if not made_views(asking):
        return StoreRefusal(
            "The views of these records are being made.",
            where="declared views",
            do="Try again in a minute.",
        )
    return DisclosureRefusal(
        "This choice is not one of the views made for your audience: windows that overlap could "
        "be subtracted from each other.",
        where="declared views",
        do="Choose one that the page offers, or ask an analyst.",
    )


def made_views(asking: Asking) -> Mapping[str, tuple[Options, ...]]:
    """The views that this audience may choose between, by analysis; none until they are made."""
    key = (asking.store.path, asking.standing, asking.audience)
    try:
        return _views.get(key, lambda: _listed(asking))
    except LookupError:
        return {}


def is_made(asking: Asking, page: Page, choice: Choice) -> bool:
    """Whether a choice is one of them; the last month held may be named or not."""
    every = made_views(asking)
    last = max((one.month or 0 for views in every.values() for one in views), default=0)
    asked = (choice.month or last, choice.dataset)
    return any((one.month, one.dataset) == asked for one in every.get(page.name, ()))


def _listed(asking: Asking) -> Mapping[str, tuple[Options, ...]]:
    """Raised where there are none yet, so that their absence is not remembered."""
    found = listed(asking.store, audience=asking.audience, standing=asking.standing)
    if found is None:
        raise LookupError(asking.audience)
    return found


def plain_sources(asking: Asking, page: Page) -> tuple[Source, ...]:
    """What the answer rests on where nothing is chosen; nothing where it is refused."""
    try:
        return answer(asking, page).result.sources
    except Refusal:
        return ()


def answers(asking: Asking, pages: tuple[Page, ...]) -> tuple[dict[str, Shown], dict[str, str]]:
    """Those that were released, and why each other one is missing."""
    shown: dict[str, Shown] = {}
    missing: dict[str, str] = {}
    for page in pages:
        try:
            found = answer(asking, page)
        except Refusal as refusal:
            missing[page.name] = said(refusal)
            continue
        if found.released:
            shown[page.name] = found
        else:
            missing[page.name] = " ".join(found.result.reasons)
    return shown, missing


def said(refusal: Refusal) -> str:
    """What happened and what to do; its `where` may name a folder of this machine."""
    return f"{refusal.what} {refusal.do}".strip()
