"""How many events may none of three lists know of? Models of how the lists lean on each other.

Off unless each body consents: what the ledger holds is looked at before this is asked. Pairs are
made in memory, counted and forgotten.
"""

from collections.abc import Mapping

from watchward.analysis import answered
from watchward.analysis.overlap_three.models import LEAST, NEAR, Three, model_table, span, ways
from watchward.analysis.overlap_three.pairs import WRONG, pair_table, three_of, uncertain
from watchward.contract.about import About, Options
from watchward.contract.result import Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.alike import ground_alike
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.listed import LIKELY, unlike_ages

SIDES = ("health", "police", "ambulance")
ABOUT = About(
    name="overlap_three",
    title="How many do all three miss?",
    question="How much violence with injury may neither hospital, police nor ambulance record?",
    method=(
        "Only where each body has consented and an impact assessment is signed. Every two of the "
        f"three lists are linked as in overlap; pairs with a probability of {LIKELY:g} or more are "
        "joined into events, the likeliest first, no list twice in one. Log-linear models of the "
        "seven ways to be on some list, with every choice of pairs of lists that lean on each "
        f"other; the range is over those whose AIC is within {NEAR:g} of the best. The pairs are "
        "forgotten."
    ),
    source="Fienberg 1972; Bishop, Fienberg and Holland 1975; Burnham and Anderson 2002",
    limits=(
        "A sensitivity range, not a count of assaults: the lists cannot say where in it they lie.",
        "No model knows of all three leaning on each other at once: that cannot be seen.",
        "Withheld where an ambulance service does not say who was injured.",
        f"Withheld where a way to be on the lists has fewer than {LEAST} events.",
        f"Withheld where more than {100 * WRONG:g} % of pairs are likely to be false or missed.",
        "A match without names is likely, not certain.",
        "An ambulance's place and hour are the call's.",
        "For analysts only: it links records of several bodies.",
    ),
    inputs=SIDES,
    analysts_only=True,
    linking="must",
)
NOT_A_COUNT = "This is a sensitivity range, not a count of assaults."


def run(tables: Tables, options: Options) -> Result:
    """The lists, the pairs, the models and the range; or why it is withheld."""
    asked = ask_of(tables, options, able=lambda about: about.side in SIDES)
    three, apart = _alike(tables, asked, options)
    found: tuple[Table, ...] = ()
    if three is not None:
        found = (
            ways(asked, three),
            pair_table(asked, three),
            span(asked, three),
            model_table(asked, three),
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


def _alike(tables: Tables, asked: Asked, options: Options) -> tuple[Three | None, tuple[str, ...]]:
    """The lists, where linking is approved and they are of one population; else why not."""
    areas, apart = ground_alike(tables, asked, options, SIDES)
    if areas is None:
        return None, apart
    three, ages = three_of(tables, asked, SIDES, areas)
    apart = (*unlike_ages(ages), *uncertain(asked, three))
    return (None, apart) if apart else (three, ())


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The range, and that it is no count."""
    if "span" not in tables:
        return "Withheld: linkage is not approved, or the three lists do not allow of a range."
    row = tables["span"].records()[0]
    low, high = (row[end].text for end in ("low", "high"))
    return (
        f"Between {low} and {high} events with injury may have happened in the {result_window}, as "
        f"far as three lists can say. {NOT_A_COUNT}"
    )
