"""What stops an extract, what keeps a record out, and what each audience may see."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.reference_pages.markdown import MADE, code, paragraph, table
from watchward.contract import finding
from watchward.contract.dataset import datasets
from watchward.contract.safe_result import MARKS
from watchward.disclosure.rules import Audience, Rules, read_rules
from watchward.provider.identifiers import HEADED, PATTERNS

HEAD = f"""\
# Rules

{MADE}
"""
PLACES = {
    "all": "every table and every named place",
    "rolling year": "named places, twelve months at a time",
    "public": "named places only of sources that are public, record by record",
    "none": "areas; by name only their own premises",
}


def text() -> str:
    """The page as it should be now."""
    rules = read_rules()
    lines = [HEAD, *_identifiers(), *_findings(), *_disclosure(rules), *_tables(rules)]
    return "\n".join(lines).rstrip() + "\n"


def _identifiers() -> Iterator[str]:
    yield from ["## At the provider: what stops an extract", ""]
    yield from paragraph(
        "In a record number or in text that would leave, one of these stops the run (exit 4) and",
        "nothing is written. In a dropped column they are counted, by content or by header,",
        "and the run goes on.",
        "In a column of codes or whole numbers it would not leave, but it stops the run too: the "
        "columns have slipped. Columns of dates, times and coordinates let only such values out.",
    )
    kinds = sorted({*PATTERNS, "name"} | set(HEADED), key=str.casefold)
    rows = [
        (
            kind,
            "yes" if kind in PATTERNS else "",
            code(*HEADED[kind]) if kind in HEADED else "",
        )
        for kind in kinds
    ]
    yield from table(("what", "known by its content", "headers that promise it"), rows)


def _findings() -> Iterator[str]:
    said = tomllib.loads((Path(finding.__file__).parent / "rules.toml").read_text("utf-8"))
    yield from ["## At the hub: findings", ""]
    yield from paragraph(
        "A finding names a row, a field and a rule, and never quotes a value.",
        "A record may have more than one.",
    )
    rows = [
        (code(rule), fate, said[rule]["what"], said[rule]["do"])
        for fate, rules in (("rejected", finding.REJECTING), ("kept", finding.NOTING))
        for rule in sorted(rules)
    ]
    yield from table(("rule", "the record is", "what is wrong", "what to do"), rows)
    yield from ["Where a data set has better advice of its own, it is given instead:", ""]
    own = [
        (code(name), code(rule), words)
        for name, dataset in datasets().items()
        for rule, words in dataset.messages.items()
    ]
    yield from table(("data set", "rule, or rule and field", "what to do"), own)


def _disclosure(rules: Rules) -> Iterator[str]:
    yield from ["## On the way out: who may see what", ""]
    yield from paragraph(
        "From `src/watchward/disclosure/rules.toml`, version",
        f"{rules.version.partition('+')[0]}. Why it is so:",
        "[disclosure](../explanation/disclosure.md).",
    )
    rows = [
        (f"**{name}**", _numbers(rules, audience), PLACES[audience.places])
        for name, audience in rules.audiences.items()
    ]
    yield from table(("audience", "numbers", "places"), rows)
    yield from [*_other_rules(rules), ""]
    marks = [(f"`[{mark}]`", words) for mark, words in MARKS.items() if mark]
    yield from table(("mark", "means"), marks)


def _numbers(rules: Rules, audience: Audience) -> str:
    default = rules.default
    if audience.exact:
        return "exact, and marked *not for release*"
    said = (
        f"0 is shown, 1 to {default.hide_below - 1} are hidden, others go to the nearest "
        f"{default.round_to}"
    )
    if audience.agreements:
        return (
            f"{said}; where every provider of a data set has an agreement in date, the strictest "
            f"floor agreed is used in place of {default.hide_below}, and never one below "
            f"{audience.least_hide_below}"
        )
    return f"{said}; an agreement may raise {default.hide_below}, and not lower it"


def _other_rules(rules: Rules) -> Iterator[str]:
    yield "- More cells are hidden, until no hidden count can be worked out from what is shown."
    yield (
        "- Headlines, rates, shares and intervals come from the protected counts; totals are "
        "summed first, then rounded."
    )
    yield "- A smaller audience never sees what partners may not see."
    yield "- Synthetic and real records never share an answer, for any audience."
    for name, audiences in rules.exempt.items():
        yield f"- Counts of `{name}` alone are exact for {', '.join(audiences)}: they are public,"
        yield "  record by record. Where an answer adds them to other counts, they are not."
    never = _or(rules.never_with_place)
    yield f"- For all but an analyst, a named place is never crossed with {never}."
    for option, values in rules.options.items():
        yield f"- For all but an analyst, the option `{option}` may only be {_or(values)}."

    for name, said in rules.declared.items():
        ends = " or ".join(
            f"{back} {'year' if back == 1 else 'years'} before it"
            if back
            else "the last month held"
            for back in said.years_back
        )
        alone = "; all data sets, or each alone" if said.datasets else ""
        yield f"- On the website, {name} chooses from windows that end at {ends}{alone}."
    yield (
        f"- An answer is held against every earlier one for at most {rules.seconds:.0f} seconds; "
        "then it needs a person."
    )


def _or(values: Sequence[object]) -> str:
    return " or ".join(map(str, values))


def _tables(rules: Rules) -> Iterator[str]:
    yield from ["## The tables that leave", ""]
    yield from paragraph(
        "What is not in this list stays with the analyst.",
        "What they hold: [analyses](analyses.md).",
    )
    rows = [
        (code(name), _or(months), rules.population(*name.split("."), ""))
        for name, months in rules.tables.items()
    ]
    yield from table(("table", "months that one count may span", "whose records"), rows)
