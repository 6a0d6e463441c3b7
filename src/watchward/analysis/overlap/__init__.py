"""How many events may neither list know of? A range over what two linked lists cannot say.

Off unless each body consents: what the ledger holds is looked at before this is asked. Pairs are
made in memory, counted and forgotten.
"""

from collections.abc import Mapping

from watchward.analysis import answered
from watchward.analysis.overlap.lists import Lists, lists_of
from watchward.analysis.overlap.spread import (
    LEAST,
    both_table,
    independent,
    lists_table,
    span,
    spread_table,
)
from watchward.contract.about import About, Options
from watchward.contract.result import Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.alike import SIDES, ground_alike
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.listed import LIKELY, METRES, unlike_ages

ABOUT = About(
    name="overlap",
    title="How many do neither see?",
    question="How much violence with injury may neither the hospital nor the police record?",
    method=(
        "Only where each body has consented and an impact assessment is signed. Records of the "
        f"same night within {METRES} m, of one age band or the next and one sex where both say, "
        "are weighed by Fellegi and Sunter: how much likelier they agree so for one event than by "
        "chance, which is seen by moving dates by whole weeks. Each has one partner at most; pairs "
        f"with a probability of {LIKELY:g} or more are shown with how many are expected to be "
        "false. From the two lists and those expected on both: Chapman and a log-linear model, "
        "which suppose that being on one list does not make being on the other likelier; then a "
        "range over how far it does, and over the pairs that linking missed. The pairs are "
        "forgotten."
    ),
    source="Fellegi and Sunter 1969; Bayati, Shah and Sharma 2008; Chapman 1951; Seber 1982; "
    "Fienberg 1972",
    limits=(
        "A sensitivity range, not a count of assaults: the lists cannot say where in it they lie.",
        "A match without names is likely, not certain.",
        "Two people hurt in one fight look like one: age band and sex alone tell them apart.",
        "Only records with a night and a place in the areas are on a list.",
        "Serious assaults come on both lists more often, so the truth is rather above than below.",
        "Two lists only: ambulance calls are not linked.",
        "For analysts only: it links records of several bodies.",
    ),
    inputs=SIDES,
    analysts_only=True,
    linking="must",
)
NOT_A_COUNT = "This is a sensitivity range, not a count of assaults."


def run(tables: Tables, options: Options) -> Result:
    """The lists, what independence would say, and the range; or why it is withheld."""
    asked = ask_of(tables, options, able=lambda about: about.side in SIDES)
    lists, apart = _alike(tables, asked, options)
    found: tuple[Table, ...] = ()
    if lists is not None:
        found = (
            lists_table(asked, lists),
            both_table(asked, lists),
            span(asked, lists),
            independent(asked, lists),
            spread_table(asked, lists),
        )
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=found,
        caveats=(*asked.caveats(), NOT_A_COUNT),
        not_comparable=apart,
    )


def _alike(tables: Tables, asked: Asked, options: Options) -> tuple[Lists | None, tuple[str, ...]]:
    """The lists, where linking is approved and they are of one population; else why not."""
    areas, apart = ground_alike(tables, asked, options, SIDES)
    if areas is None:
        return None, apart
    lists, ages = lists_of(tables, asked, areas)
    apart = unlike_ages(ages)
    if not apart and lists.both < LEAST:
        apart = (f"Fewer than {LEAST} pairs beyond chance: too few for any range.",)
    return (None, apart) if apart else (lists, ())


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The range, and that it is no count."""
    if "span" not in tables:
        return "Withheld: linkage is not approved, or the two lists are not of one population."
    row = tables["span"].records()[0]
    low, high = (row[end].text for end in ("low", "high"))
    return (
        f"Between {low} and {high} events with injury may have happened in the {result_window}, as "
        f"far as two lists can say. {NOT_A_COUNT}"
    )
