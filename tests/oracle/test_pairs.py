"""Pairing by a tree against the obvious double loop, on made-up lists full of near ties."""

import numpy as np
import pytest

from watchward.maths.pairs import NOT_SAID, Events, linked


def made(seed, size):
    draw = np.random.default_rng(seed)
    return Events(
        night=draw.integers(0, 5, size),
        easting=draw.integers(0, 12, size) * 97,
        northing=draw.integers(0, 12, size) * 101,
        age_band=draw.integers(NOT_SAID, 3, size),
        sex=draw.integers(NOT_SAID, 2, size),
    )


def agree(one, other):
    return NOT_SAID in {one, other} or one == other


def slowly(left, right, *, metres, shift=0):
    found = []
    for i in range(len(left.night)):
        for j in range(len(right.night)):
            apart = np.hypot(
                float(left.easting[i] - right.easting[j]),
                float(left.northing[i] - right.northing[j]),
            )
            if (
                left.night[i] == right.night[j] - shift
                and apart <= metres
                and agree(left.age_band[i], right.age_band[j])
                and agree(left.sex[i], right.sex[j])
            ):
                found.append((round(float(apart), 6), i, j))
    used_left, used_right = set(), set()
    for _, i, j in sorted(found):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
    return len(used_left)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("shift", [0, 1, -2])
def test_as_many_pairs_as_by_looking_at_every_two(seed, shift):
    left, right = made(seed, 90), made(seed + 100, 120)
    expected = slowly(left, right, metres=250, shift=shift)
    assert linked(left, right, metres=250, shift=shift) == expected
    assert expected > 10


def test_an_empty_list_pairs_with_nothing():
    assert linked(made(1, 0), made(2, 5), metres=250) == 0
    assert linked(made(2, 5), made(1, 0), metres=250) == 0
