"""By whom people are hurt: the relationship, and how many there were, as the patient says."""

from collections.abc import Iterator, Mapping

from watchward.analysis import (
    WHO,
    answered,
    has_field,
    known_shares,
    labels_of,
    leading,
    missing_share,
    nobody_says,
    tabulate,
    top_of,
)
from watchward.contract.about import About, Options
from watchward.contract.result import Column, Derived, Result, Table
from watchward.contract.safe_result import SafeTable
from watchward.engine.api import Tables
from watchward.engine.asked import Asked, ask_of
from watchward.engine.queries import queries
from watchward.maths.intervals import rate_interval, ratio_interval

ABOUT = About(
    name="assailants",
    title="By whom?",
    question="Who hurts people, and how many at once?",
    method=(
        "Counts over twelve months by the assailant's relationship to the patient, and by the "
        "number of assailants. Shares are of the records that say. For analysts: the relationship "
        "for women beside men, with exact limits of the ratio of their shares, and rates of "
        "residents with exact Poisson limits where the store holds residents."
    ),
    source="Counting, by the code list of relationships",
    limits=(
        "It is what the patient says at reception; violence at home is said least often.",
        "It speaks of relationships, never of a person or a group.",
    ),
    inputs=("health", "partnership"),
)
SQL = queries(__file__)
RELATIONSHIP = Column("relationship", "Relationship", "dimension", "relationship")
NUMBER = Column("number", "Number of assailants", "dimension", "assailants")
RISK = (
    Column("times", "Women's share over men's", "note"),
    Column("limits", "Likely between", "note"),
)
PER = 1000
RATES = (
    Column("women_rate", "For 1,000 women and girls", "note"),
    Column("men_rate", "For 1,000 men and boys", "note"),
)
NUMBERS = {"1": "1", "2": "2", "3+": "3+"}


def run(tables: Tables, options: Options) -> Result:
    """Relationship and number, one count a side that asks."""
    asked = ask_of(tables, options, able=has_field("relationship"))
    window = {"first": asked.first, "last": asked.last}
    found = {
        name: {
            side: tables.rows(SQL[name], dataset=about.name, **window)
            for side, about in asked.sides.items()
        }
        for name in ("relationship", "number")
    }
    shares = known_shares(asked.sides)
    relationship = tabulate(
        asked,
        name="relationship",
        title="Relationship of the assailant",
        dimensions=(RELATIONSHIP,),
        labels=(labels_of("relationship"),),
        found=found["relationship"],
        derived=shares,
    )
    number = tabulate(
        asked,
        name="number",
        title="Number of assailants",
        dimensions=(NUMBER,),
        labels=(NUMBERS,),
        found=found["number"],
        derived=shares,
    )
    return answered(
        ABOUT,
        asked,
        tables,
        options,
        found=(relationship, number, *_by_sex(tables, asked)) if asked.sides else (),
        caveats=(*asked.caveats(), *nobody_says(asked, "who did it")),
    )


def _by_sex(tables: Tables, asked: Asked) -> Iterator[Table]:
    """For analysts: women beside men, each as shares of the records that say."""
    labels, held = labels_of("relationship"), tables.population((asked.first + asked.last) // 2)
    people = held.by("sex") if held else {}
    for side, about in asked.sides.items():
        window = {"first": asked.first, "last": asked.last}
        rows = tables.rows(SQL["relationship_sex"], dataset=about.name, **window)
        counts = {(str(code), str(sex)): int(records or 0) for code, sex, records in rows}
        women, men = (sum(n for (_, sex), n in counts.items() if sex == one) for one in "FM")
        columns = [
            Column(name, f"{title}, relationship recorded", "count", dataset=about.name)
            for name, title in (("women", "Women and girls"), ("men", "Men and boys"))
        ]
        yield Table(
            name=f"relationship_sex_{side}",
            title=f"{about.subject}: relationship of the assailant, by sex of the victim",
            columns=(RELATIONSHIP, *columns, *RISK, *(RATES if people else ())),
            rows=tuple(
                (label, *pair, *_times(pair, (women, men)), *_rates(pair, people))
                for code, label in labels.items()
                for pair in [(counts.get((code, "F"), 0), counts.get((code, "M"), 0))]
            ),
            derived=tuple(
                Derived(f"{one}_share", f"{title}, %", "share", (one,))
                for one, title in (("women", "Of women and girls"), ("men", "Of men and boys"))
            ),
            totals=((),),
            window=asked.rolling,
            months=asked.months,
            analysts_only=True,
        )


def _rates(pair: tuple[int, int], people: Mapping[tuple[str, ...], int]) -> Iterator[str]:
    """For every 1,000 women and every 1,000 men who live here, with exact Poisson limits."""
    for count, sex in zip(pair, "FM", strict=True):
        of = people.get((sex,), 0)
        if of:
            low, high = rate_interval(count, of, per=PER)
            yield f"{PER * count / of:.2f} ({low:.2f} to {high:.2f})"
        elif people:
            yield ""


def _times(pair: tuple[int, int], of: tuple[int, int]) -> tuple[str, str]:
    """Women's share over men's, with exact limits for two Poisson counts."""
    if not pair[1] or not all(of):
        return "", ""
    exposures = (float(of[0]), float(of[1]))
    low, high = ratio_interval(*pair, exposures=exposures)
    return f"{pair[0] / of[0] / (pair[1] / of[1]):.2f}", f"{low:.2f} to {high:.2f}"


def say(tables: Mapping[str, SafeTable], result_window: str) -> str:
    """The commonest relationships, and what is not recorded."""
    table = tables.get("relationship")
    side = leading(table) if table else ""
    if table is None or not side:
        return "No source says who did it."
    top = top_of(table, "relationship", side)
    if not top:
        return f"Too few are recorded in the {result_window} to say who did it."
    missing = missing_share(table, "relationship", side)
    gap = f" It is not recorded for {missing} of them." if missing else ""
    return f"Among {WHO[side]}, most were hurt by: {top}, in the {result_window}.{gap}"
