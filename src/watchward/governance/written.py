"""A paper put together: its declared headings and sentences, their tables, the answers."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import watchward
from watchward.briefing.decisions import said as said_day
from watchward.governance import catalogue, tables, weighed
from watchward.governance.facts import Facts
from watchward.governance.paper import Answer, Block, Paper, Part, Text, Unsaid
from watchward.governance.questions import questions

HERE = Path(__file__).parent / "papers"
SHOWN: Mapping[str, Callable[[Facts], tuple[Block, ...]]] = {
    "approvals": tables.approvals,
    "audiences": weighed.audiences,
    "bodies": tables.bodies,
    "entries": catalogue.entries,
    "laws": tables.laws,
    "learned": weighed.learned,
    "leaving": tables.leaving,
    "lists": catalogue.lists,
    "measured": weighed.measured,
    "measures": weighed.measures,
    "models": weighed.models,
    "risks": weighed.listed,
    "sets": tables.sets,
    "staying": tables.staying,
    "terms": tables.terms,
}


def papers(facts: Facts) -> tuple[Paper, ...]:
    """The four of the pack; in Wales the agreement is a protocol."""
    agreement = "protocol" if facts.nation == "Wales" else "sharing"
    return tuple(write(name, facts) for name in ("dpia", agreement, "algorithms", "catalogue"))


def write(name: str, facts: Facts) -> Paper:
    """One paper, in English."""
    declared = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    return Paper(
        ident=name,
        title=declared["title"],
        form=declared["form"],
        source=declared["source"],
        partnership=facts.partnership,
        made=f"{said_day(facts.made_at.date())}; Watchward {watchward.__version__}",
        parts=tuple(_part(one, facts) for one in declared["part"]),
        synthetic=facts.synthetic,
    )


def _part(declared: Mapping[str, Any], facts: Facts) -> Part:
    blocks: list[Block] = [Text(text) for text in declared.get("text", ())]
    for name in declared.get("show", ()):
        blocks += SHOWN[name](facts)
    blocks += [_answered(name, facts) for name in declared.get("asks", ())]
    return Part(declared["title"], tuple(blocks))


def _answered(name: str, facts: Facts) -> Block:
    """What a person has said, or that nobody has."""
    asked = questions()[name]
    if said := facts.answers.said.get(name):
        return Answer(name, asked.asks, said)
    return Unsaid(name, asked.asks, asked.who, asked.why)
