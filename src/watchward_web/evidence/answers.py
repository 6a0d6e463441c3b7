"""Asks the gate for one audience, or shows again what it has said and nothing has changed since."""

from dataclasses import dataclass
from datetime import datetime

from watchward.disclosure.flow import ask
from watchward.disclosure.standing import Standing, standing, traces
from watchward.errors import Refusal
from watchward.settings import Settings
from watchward_web.core.store import Store
from watchward_web.evidence.choices import NOTHING, Choice
from watchward_web.evidence.questions import Page
from watchward_web.evidence.remembered import Remembered
from watchward_web.evidence.shown import Shown, lay_out

_standings: Remembered[Standing] = Remembered(32)
_answers: Remembered[Shown] = Remembered(256)


@dataclass(frozen=True)
class Asking:
    """For whom the gate is asked, of which store, when."""

    store: Store
    settings: Settings
    audience: str
    by: str
    now: datetime

    @property
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
    return _answers.get(asking.key(page, choice), lambda: _asked(asking, page, choice))


def _asked(asking: Asking, page: Page, choice: Choice) -> Shown:
    result = ask(
        page.name,
        store=asking.store,
        options=choice.options,
        audience=asking.audience,
        settings=asking.settings,
        version=asking.standing.store_version,
        now=asking.now,
        by=asking.by,
    )
    return lay_out(result, page)


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
