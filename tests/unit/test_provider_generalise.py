"""The least coarsening: by hand, and equal to trying every one of them."""

import random
from collections import Counter, defaultdict
from itertools import product
from math import log2

import polars as pl
import pytest

from tests.provider_extracts import ed_csv, make
from watchward.contract.risk import RiskRule
from watchward.provider.generalise import Dimension, Search, dense


def dimension(values, steps):
    """Level i is each value over steps[i]; the last says nothing."""
    codes = [dense(pl.Series(values, dtype=pl.Int64) // step) for step in steps]
    nothing = pl.zeros(len(values), pl.Int64, eager=True)
    labels = (*map(str, steps), "none")
    return Dimension("x", labels, (*codes, nothing))


def extract(seed, rows=40):
    draw = random.Random(seed)
    time = dimension([draw.randrange(16) for _ in range(rows)], (1, 2, 8))
    place = dimension([draw.randrange(12) for _ in range(rows)], (1, 3, 6))
    age = dimension([draw.randrange(4) for _ in range(rows)], (1, 2))
    return [time, place, age], dense(pl.Series([draw.choice("abc") for _ in range(rows)]))


def by_trying_all(dimensions, sensitive, rule):
    """Bits kept by the best, or None: no pruning, and nothing but plain Python."""
    best = None
    for levels in product(*(range(len(one.codes)) for one in dimensions)):
        chosen = [one.codes[at].to_list() for one, at in zip(dimensions, levels, strict=True)]
        classes = defaultdict(list)
        for row, value in zip(zip(*chosen, strict=True), sensitive.to_list(), strict=True):
            classes[row].append(value)
        sizes = [len(values) for values in classes.values()]
        good = (
            min(sizes) >= rule.k
            and 100 * sizes.count(1) / sum(sizes) <= rule.alone_at_most
            and min(len(set(values)) for values in classes.values()) >= rule.l
        )
        if good:
            bits = 0.0
            for codes in chosen:
                shares = [count / len(codes) for count in Counter(codes).values()]
                bits -= sum(share * log2(share) for share in shares)
            best = bits if best is None else max(best, bits)
    return best


RULES = (
    RiskRule(k=2),
    RiskRule(k=5),
    RiskRule(alone_at_most=10.0),
    RiskRule(alone_at_most=5.0, l=2),
    RiskRule(k=3, l=3),
    RiskRule(k=41),
)


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("seed", range(8))
def test_it_is_what_trying_all_of_them_gives(seed, rule):
    dimensions, sensitive = extract(seed)
    choice = Search(dimensions, [sensitive], rule).least()
    best = by_trying_all(dimensions, sensitive, rule)
    if best is None:
        assert choice.levels is None
    else:
        parts = zip(dimensions, choice.levels, strict=True)
        assert sum(one.bits[at] for one, at in parts) == pytest.approx(best, abs=1e-9)
    assert choice.candidates == 4 * 4 * 3
    assert choice.measured <= choice.candidates


def test_what_follows_is_not_measured():
    dimensions, sensitive = extract(1)
    impossible = Search(dimensions, [sensitive], RiskRule(k=41)).least()
    assert impossible.measured == 1


ROW = "{},2025-03-{:02},{:02}:10,fist,pub,290412,250388,24,M"


def test_advice_names_what_to_coarsen_and_that_nothing_was(tmp_path):
    """Sixty rows, each alone by its hour or day; by the month all are alike."""
    rows = [ROW.format(f"A{n}", 1 + n % 30, n // 30) for n in range(60)]
    made = make(tmp_path, ed_csv(*rows), dry_run=True)
    said, to_type = made.advice
    assert to_type.endswith("--generalise time=day")
    assert "(at most 5 % of the rows alone; local default" in said
    assert "would be met with time: day." in said
    assert "Nothing has been coarsened." in said
    assert made.manifest.rows_packaged == 60


def test_advice_where_the_rule_is_met_or_there_is_none(tmp_path):
    rows = [ROW.format(f"A{n}", 1, 23) for n in range(5)]
    assert make(tmp_path, ed_csv(*rows), dry_run=True).advice[0].endswith("is met as it is.")
    assert make(tmp_path, ed_csv(*rows)).advice == ()


def test_advice_where_nothing_helps(tmp_path):
    """One row is alone however little is said of it."""
    assert "cannot be met" in make(tmp_path, ed_csv(), dry_run=True).advice[0]
