"""What the invented town has in the open: residents, school terms, premises, area statistics.

Every figure is made up. Ages lie as in no real place: even, and fewer from 60 on.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import polars as pl

from watchward.geography.population import COLUMNS, OPEN_END, Population, save_population
from watchward.geography.supplied import KINDS, Supplied, save_supplied
from watchward.reference import Citation
from watchward.synthetic.flow import Partnership
from watchward.synthetic.neighbours import area_factors, peer_counts
from watchward.synthetic.venues import keep_register, night_places

OLDEST, FEWER_FROM = 90, 60
# Begin and end of each term, as month and day; a school year begins in September.
TERMS = (
    *(((9, 1), (10, 24)), ((11, 3), (12, 19))),
    *(((1, 5), (2, 13)), ((2, 23), (3, 27))),
    *(((4, 13), (5, 22)), ((6, 1), (7, 20))),
)
GATES = (("08:00", "09:00"), ("15:00", "17:00"))


def keep_open_tables(made: Partnership, folder: Path, *, on: dt.date) -> None:
    """Give them to a store's geography folder, as a partnership would supply its own."""
    keep_register(made.premises, folder, on=on)
    save_population(residents(made, on=on), folder)
    last, seed = on.year * 12 + on.month - 2, made.truth.seed
    for kind, title, rows in (
        ("school-terms", "School terms", _terms(on.year)),
        ("night-places", "Stops of the night bus", night_places()),
        ("area-factors", "Statistics of areas", area_factors(made, seed=seed)),
        ("peer-counts", "Police recorded violence", peer_counts(made, last=last, seed=seed)),
    ):
        schema = dict.fromkeys(KINDS[kind], pl.String)
        table = pl.DataFrame(list(rows), schema=schema, orient="row")
        save_supplied(Supplied(kind, table, _cited(title, on)), folder)


def residents(made: Partnership, *, on: dt.date) -> Population:
    """Each area's residents spread over sexes and single years of age, to the last person."""
    ages = range(OLDEST + 1)
    parts = {age: 4 if age < FEWER_FROM else 2 for age in ages}
    whole = 2 * sum(parts.values())
    rows = []
    for area, people in made.town.population.items():
        done = told = 0
        for sex, (age, share) in product(("F", "M"), parts.items()):
            done += share
            until = people * done // whole
            rows.append((area, sex, age, OPEN_END if age == OLDEST else age, until - told))
            told = until
    table = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    return Population("invented", on.year - 1, _cited("Residents", on), table)


def _terms(year: int) -> Iterator[tuple[str, str, str]]:
    """The school years that touch this calendar year and the two before it."""
    for begins in range(year - 3, year + 1):
        for first, last in TERMS:
            of = begins if first[0] >= 9 else begins + 1
            yield "term", dt.date(of, *first).isoformat(), dt.date(of, *last).isoformat()
    for opens, closes in GATES:
        yield "gate", opens, closes


def _cited(title: str, on: dt.date) -> Citation:
    return Citation(
        f"{title} (synthetic)", "Watchward, invented", "", "none needed", on, "local default"
    )
