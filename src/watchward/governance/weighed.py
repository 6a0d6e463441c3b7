"""Risks and what is done about them, the measures of a package, who may see what, the analyses."""

from collections.abc import Mapping
from typing import Any

from watchward.analysis import analyses
from watchward.contract.package import Manifest
from watchward.contract.safe_result import AUDIENCES
from watchward.disclosure.rules import Audience
from watchward.export.facts import FOR_WHOM
from watchward.governance.facts import Facts
from watchward.governance.paper import Block, Heading, Points, Text, cited, grid
from watchward.governance.risks import risks
from watchward.provider.assess import AROUND, EVERYTHING, PERSON

NO_PACKAGE = (
    "No package was given, so nothing is measured here. "
    "The command shows a package's figures with --package."
)
NO_CLAIM = (
    "These are measures, not a claim of anonymity: the rows are personal data until their "
    "provider has recorded otherwise."
)
LINKING = {
    "no": "no record is linked",
    "may": "off; on for analysts once each body consents and an impact assessment is signed",
    "must": "off: refused until each body consents and an impact assessment is signed",
}
NUMBERS = ("rows", "rows_alone", "percent_alone", "smallest_group")
KNOWN = {
    AROUND: "when and where",
    PERSON: "when, where, age and sex",
    EVERYTHING: "everything that leaves",
}
PLACES = {
    "all": "every place",
    "rolling year": "named places, twelve months at a time",
    "public": "places that are published already",
    "none": "areas, and by name only the premises that are their own",
}


def listed(_facts: Facts) -> tuple[Block, ...]:
    """Each risk with its likelihood and severity, as proposed."""
    rows = [(one.what, one.likelihood, one.severity, one.overall) for one in risks()]
    heads = ("Risk to people", "Likelihood of harm", "Severity of harm", "Overall risk")
    return (grid("risks", "Risks before any measure, as proposed", heads, rows),)


def measures(_facts: Facts) -> tuple[Block, ...]:
    """What the software does about each risk, what remains, and what it leaves to people."""
    rows = [
        (one.what, " ".join(one.measures), one.effect, one.residual, one.leaves) for one in risks()
    ]
    heads = ("Risk to people", "What the software does", "Effect", "What remains", "Left to people")
    return (grid("measures", "Measures, and what remains", heads, rows),)


def measured(facts: Facts) -> tuple[Block, ...]:
    """Uniqueness and k of each package that was given, by what somebody might know."""
    if not facts.packages:
        return (Text(NO_PACKAGE),)
    titles = {one.name: one.title for one in facts.sets}
    rows = [row for one in facts.packages for row in _alike(one, titles)]
    heads = (
        *("Data set", "Months", "What somebody knows", "Rows", "Rows alone", "Share alone"),
        "Smallest group (k)",
    )
    return (
        grid("measured", "How far rows could be told apart, as measured", heads, rows),
        Text(NO_CLAIM),
    )


def _alike(one: Manifest, titles: Mapping[str, str]) -> list[Any]:
    found = []
    for name, words in KNOWN.items():
        said = one.assessment.get(name)
        if said:
            rows, alone, share, k = (f"{said[number]:,}" for number in NUMBERS)
            title = titles.get(one.dataset, one.dataset)
            found.append((title, cited(one.period), words, rows, alone, f"{share} %", k))
    return found


def learned(facts: Facts) -> tuple[Block, ...]:
    """What a colleague or relative may know of a row, and what the row would tell them."""
    rows = [
        (
            one.title,
            "; ".join(one.field(name).title for name in one.risk.known) or "nothing is declared",
            "; ".join(one.field(name).title for name in one.risk.sensitive)
            or "nothing is declared",
        )
        for one in facts.sets
    ]
    heads = ("Data set", "What somebody may know already", "What a row would tell them")
    return (grid("learned", "What could be learned of a person", heads, rows),)


def audiences(facts: Facts) -> tuple[Block, ...]:
    """Who may see which counts, by the rules that are in force."""
    rows = [
        (FOR_WHOM[name], _counts(facts, facts.rules.audience(name)), PLACES[_places(facts, name)])
        for name in AUDIENCES
    ]
    heads = ("For whom", "Counts", "Places")
    return (
        grid("audiences", "Who may see what", heads, rows),
        Text(f"Disclosure rules {facts.rules.version}", lang="en"),
    )


def _counts(facts: Facts, audience: Audience) -> str:
    if audience.exact:
        return "exact, and every table says that it is not for release"
    rule = facts.rules.default
    said = f"1 to {rule.hide_below - 1} hidden, others rounded to the nearest {rule.round_to}"
    if audience.agreements:
        said += f"; an agreement may set the floor, never below {audience.least_hide_below}"
    return said


def _places(facts: Facts, name: str) -> str:
    return facts.rules.audience(name).places


def models(facts: Facts) -> tuple[Block, ...]:
    """A section for each analysis, made from what it says of itself."""
    found: list[Block] = []
    for module in analyses().values():
        about = module.ABOUT
        sets = [one.title for one in facts.sets if one.side in about.inputs]
        whose = "analysts only" if about.analysts_only else "analysts; others protected figures"
        rows = [
            ("Name in the software", cited(about.name)),
            ("Question", about.question),
            ("Method", about.method),
            ("Source of the method", cited(about.source)),
            ("Data that it can use", "; ".join(sets) or "none of the data sets in this pack"),
            ("Who sees its answers", whose),
            ("Linking of records", LINKING[about.linking]),
        ]
        found += [
            Heading(about.title),
            grid(f"model-{about.name}", "How it works", ("What", "Said"), rows),
            Text("What it cannot tell:"),
            Points(tuple(map(Text, about.limits))),
        ]
    return tuple(found)
