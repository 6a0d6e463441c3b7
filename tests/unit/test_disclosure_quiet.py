"""The solver says nothing on standard output, where an answer may be on its way."""

import ctypes
import os

import numpy as np

from tests.unit.disclosure_answers import PEOPLE, answer, dimension, plan_of, table
from watchward.disclosure import fewest as module
from watchward.disclosure.quietly import quietly

SEEDS = range(104, 112)  # HiGHS prints on one of them, if it may
NAMES = ("weapon", "sex", "reported")


def made(seed):
    """A table of three dimensions with every margin printed: enough for integer programming."""
    dice = np.random.default_rng(seed)
    shape = (3, 3, 2)
    counts = dice.poisson(np.exp(dice.normal(0, 1, shape)) * float(dice.choice([3, 6, 10])))
    rows = [
        (*(f"{name}{n}" for name, n in zip(NAMES, at, strict=True)), int(counts[at]))
        for at in np.ndindex(shape)
    ]
    pairs = tuple((a, b) for a in NAMES for b in NAMES if a < b)
    totals = (*pairs, *((a,) for a in NAMES), ())
    return answer(table("three", (*map(dimension, NAMES), PEOPLE), rows, totals=totals))


def test_nothing_is_printed_while_counts_are_hidden(capfd, monkeypatch):
    solved, ask = [], module.fewest

    def asked(*told, **named):
        solved.append(ask(*told, **named))
        return solved[-1]

    monkeypatch.setattr("watchward.disclosure.hide.fewest", asked)
    for seed in SEEDS:
        plan_of(made(seed))
    ctypes.CDLL(None).fflush(None)
    assert capfd.readouterr() == ("", "")
    assert sum(one is not None for one in solved) > 3


def test_standard_output_is_as_it_was_afterwards(capfd):
    library = ctypes.CDLL(None)
    library.puts(b"before")
    with quietly():
        library.puts(b"inside")
        os.write(1, b"inside too")
    library.puts(b"after")
    library.fflush(None)
    assert capfd.readouterr().out == "before\nafter\n"


def test_a_closed_standard_output_is_no_fault(monkeypatch, capfd):
    def closed(_):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("watchward.disclosure.quietly.os.dup", closed)
        with quietly():
            os.write(1, b"as it was")
    assert capfd.readouterr().out == "as it was"
