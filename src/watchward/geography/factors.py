"""What open statistics say of areas: one number an area and factor, as a user supplied them.

Never of people: an ethnic group's share of residents is refused as something to explain or match
by, and an index of deprivation of England never joins one of Wales.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchward.errors import UsageRefusal
from watchward.geography.nations import NATIONS
from watchward.geography.supplied import Supplied

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KIND = "area-factors"
OF_PEOPLE = re.compile(
    r"ethnic|\brace|racial|bame|\bbme\b|black|asian|\bwhite|\bmixed_|gypsy|roma\b|traveller"
    r"|religio|muslim|jewish|hindu|sikh|christian|nationalit|born_abroad|country_of_birth|migrant"
)
INDEX = re.compile(r"deprivation|(^|_)w?imd|townsend|carstairs")


@dataclass(frozen=True, eq=False)
class Factors:
    """`values` is areas × factors, complete: an area without some factor is in `left_out`."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    factors: tuple[str, ...]
    values: "NDArray[np.float64]"
    left_out: tuple[str, ...]


def factors_of(supplied: Supplied, codes: Sequence[str] | None = None) -> Factors:
    """Of the areas asked for, in their order, or of all by code; refuses what may not be used."""
    import numpy as np

    rows = supplied.rows()
    factors = tuple(sorted({row["factor"] for row in rows}))
    not_of_people(factors)
    known = {(row["area"], row["factor"]): float(row["value"]) for row in rows}
    named = {row["area"]: row["name"] for row in rows}
    asked = sorted(named) if codes is None else list(codes)
    whole = [code for code in asked if all((code, factor) in known for factor in factors)]
    one_nation(whole, factors)
    values = np.array(
        [[known[code, factor] for factor in factors] for code in whole], dtype=np.float64
    ).reshape(len(whole), len(factors))
    out = tuple(code for code in asked if code not in set(whole))
    return Factors(tuple(whole), tuple(named[code] for code in whole), factors, values, out)


def not_of_people(factors: Sequence[str]) -> None:
    """Refuses shares of residents by ethnicity, religion or origin, by the factor's name."""
    refused = [one for one in factors if OF_PEOPLE.search(one.lower().replace(" ", "_"))]
    if refused:
        raise UsageRefusal(
            f"Who lives in an area is no reason for violence there: {', '.join(refused)}.",
            where=KIND,
            do="Supply the table without it: ethnicity, religion and origin are never predictors.",
        )


def one_nation(codes: Sequence[str], factors: Sequence[str]) -> None:
    """Refuses an index of deprivation over areas of both nations: the two are made otherwise."""
    indices = [one for one in factors if INDEX.search(one.lower())]
    nations = {NATIONS[code[0]] for code in codes if code[:1] in NATIONS}
    if indices and len(nations) > 1:
        raise UsageRefusal(
            f"The indices of England and of Wales are never pooled: {', '.join(indices)}.",
            where=KIND,
            do="Supply areas of one nation, or leave the index out.",
        )
