"""Every answer of a briefing, asked of the disclosure gate at one store version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from watchward.contract.about import Options
from watchward.contract.result import Source
from watchward.contract.safe_result import SafeResult
from watchward.disclosure.cube import view
from watchward.disclosure.flow import ask
from watchward.disclosure.standing import standing
from watchward.errors import DisclosureRefusal, Refusal
from watchward.lake.store import Store
from watchward.settings import Settings


@dataclass(frozen=True)
class Answers:
    """What was released, by analysis, and why an answer is missing where it is."""

    results: Mapping[str, SafeResult]
    missing: Mapping[str, str]
    audience: str
    store_version: str
    premises: str = ""  # of a guest: the one named place that they may see

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source of every answer, once."""
        every = [source for result in self.results.values() for source in result.sources]
        return tuple(dict.fromkeys(every))

    @property
    def sides(self) -> frozenset[str]:
        """Police, health, ambulance: whichever speak."""
        return frozenset(source.side for source in self.sources)

    @property
    def synthetic(self) -> bool:
        """True where the records are made up."""
        return any(result.synthetic for result in self.results.values())

    @property
    def month(self) -> int:
        """The month that the briefing is about: the last that any answer covers."""
        asked = [result.options.get("month") for result in self.results.values()]
        named = [month for month in asked if isinstance(month, int)]
        return max(named or [source.last_month for source in self.sources])

    @property
    def rules_version(self) -> str:
        """The disclosure rules that every answer passed."""
        return next(iter(self.results.values())).rules_version


def one_kind(answers: Answers) -> Answers:
    """Refuse answers that would put made-up and real records on one page."""
    if len({source.synthetic for source in answers.sources}) > 1:
        raise DisclosureRefusal(
            "The store holds made-up and real records, which may not stand in one briefing.",
            where="sources",
            do="Keep them in two stores and make a briefing from each.",
        )
    return answers


def gather(
    names: Iterable[str],
    *,
    store: Store,
    version: str,
    audience: str,
    month: int | None,
    settings: Settings,
    now: datetime,
    by: str = "",
    premises: str = "",
    of: Mapping[str, str] | None = None,
) -> Answers:
    """Ask every analysis; one that is refused is missing, and its panel says why.

    `of` says of which intervention an analysis is asked.
    """
    given: list[SafeResult] = []
    refused: dict[str, str] = {}
    for name in names:
        try:
            named = (of or {}).get(name, "")
            options = Options(month=month, premises=premises, intervention=named)
            made = _made(name, options, store=store, version=version, audience=audience, now=now)
            given.append(
                made
                or ask(
                    name,
                    store=store,
                    options=options,
                    audience=audience,
                    settings=settings,
                    version=version,
                    now=now,
                    by=by,
                )
            )
        except Refusal as refusal:
            refused[name] = str(refusal)
    shown, withheld = released(given)
    if not shown:
        why = next((text for text in (refused | withheld).values() if text), "Nothing is held.")
        raise DisclosureRefusal(
            f"No answer could be released. {why}", where="briefing", do="Receive data first."
        )
    return Answers(shown, refused | withheld, audience, version, premises)


def _made(
    name: str, options: Options, *, store: Store, version: str, audience: str, now: datetime
) -> SafeResult | None:
    """The answer that was made ahead for all of an audience, so that papers and pages agree."""
    on = standing(store, on=now.date())
    if on.store_version != version:
        return None
    return view(store, name=name, options=options, audience=audience, standing=on)


def released(results: Iterable[SafeResult]) -> tuple[dict[str, SafeResult], dict[str, str]]:
    """Answers that may be shown, and the reason for each that may not."""
    shown, withheld = {}, {}
    for result in results:
        if result.outcome == "released":
            shown[result.about.name] = result
        else:
            withheld[result.about.name] = " ".join(result.reasons)
    return shown, withheld
