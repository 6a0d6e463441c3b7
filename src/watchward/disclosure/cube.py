"""The declared cube: every view that an audience may choose, made once for a standing, on disk.

Each view goes through the gate like any other answer, and is held against those made before it, so
all of them together give nothing away. `view` opens no engine. What is kept is an index; the
answers lie in the archive of releases, as they left.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from watchward.analysis import analyses
from watchward.contract.about import Options
from watchward.contract.result import Source
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.answering import Question, answer
from watchward.disclosure.declared import declared, last_held
from watchward.disclosure.flow import opened
from watchward.disclosure.releases import archived
from watchward.disclosure.standing import Standing, standing
from watchward.errors import Refusal
from watchward.lake.store import Store
from watchward.settings import Settings

__all__ = ["Built", "build", "declared", "listed", "view"]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a standing's cube holds for one audience."""

    audience: str
    last: int  # the last month of the windows that nobody chose
    views: Mapping[str, str] = field(default_factory=dict)  # view: result id
    outcomes: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)  # view: why it could not be asked


def build(
    store: Store,
    *,
    audience: str,
    settings: Settings,
    now: datetime,
    by: str,
    say: Say = lambda _: None,
) -> Built:
    """Make every declared view of this standing; what was made before is only read."""
    at = standing(store, on=now.date())
    path = _path(store, audience, at)
    if path.exists():
        return _read(path)
    if not at.store_version:
        return Built(audience, 0)
    views: dict[str, str] = {}
    outcomes: dict[str, int] = {}
    missing: dict[str, str] = {}
    with opened(store, version=at.store_version, settings=settings) as tables:
        last = last_held(tables.sources())
        for name, options in _all(audience, tables.sources()):
            say(f"{name} for {audience}")
            key = _key(name, options, last=last)
            asked = Question(name, options, audience, store, now=now, by=by)
            try:
                safe = answer(asked, tables)
            except Refusal as refusal:
                missing[key] = f"{refusal.what} {refusal.do}".strip()
                continue
            views[key] = safe.id
            outcomes[safe.outcome] = outcomes.get(safe.outcome, 0) + 1
    built = Built(audience, last, views, outcomes, missing)
    _keep(path, built)
    return built


def view(
    store: Store, *, name: str, options: Options, audience: str, standing: Standing
) -> SafeResult | None:
    """One declared view as it was released; None where it is not declared, or not yet made."""
    path = _path(store, audience, standing)
    if not path.exists():
        return None
    built = _read(path)
    found = built.views.get(_key(name, options, last=built.last))
    return archived(store, found) if found else None


def listed(
    store: Store, *, audience: str, standing: Standing
) -> Mapping[str, tuple[Options, ...]] | None:
    """The views that were made, by analysis; their last month is named. None until they are."""
    path = _path(store, audience, standing)
    if not path.exists():
        return None
    found: dict[str, tuple[Options, ...]] = {}
    for key in _read(path).views:
        name, said = json.loads(key)
        found[name] = (*found.get(name, ()), Options(**said))
    return found


def _all(audience: str, sources: tuple[Source, ...]) -> list[tuple[str, Options]]:
    """Plain views of every analysis first: what is made later gives way to what was."""
    every = [
        (name, options)
        for name, asked in analyses().items()
        if not asked.ABOUT.analysts_only
        for options in declared(name, audience=audience, sources=sources)
    ]
    return sorted(every, key=lambda one: (bool(one[1].dataset), one[1].month is not None))


def _key(name: str, options: Options, *, last: int) -> str:
    """One view has one key, also where its month was named and nobody need have."""
    said = asdict(options)
    said["month"] = last if options.month is None else options.month
    return json.dumps([name, said], sort_keys=True)


def _path(store: Store, audience: str, at: Standing) -> Path:
    """Declared views are nobody's who links or evaluates: they outlive a consent or a plan."""
    rests_on = asdict(replace(at, linking=(), registered="", premises=0))
    said = json.dumps([audience, rests_on], sort_keys=True)
    return store.path / "cube" / f"{hashlib.sha256(said.encode('utf-8')).hexdigest()[:32]}.json"


def _keep(path: Path, built: Built) -> None:
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(built), sort_keys=True), "utf-8")
    part.replace(path)


def _read(path: Path) -> Built:
    return Built(**json.loads(path.read_text("utf-8")))
