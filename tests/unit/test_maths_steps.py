"""Steps in a series: found where planted and where real recording changed, rarely in noise."""

import csv
import gzip

import numpy as np
import pytest

from watchward.contract.period import month_text
from watchward.maths.steps import find_steps

MONTHS = range(44)


def seasonal(rng, *, step=0.0, at=25, noise=0.05):
    wave = 0.1 * np.cos(2 * np.pi * np.arange(44) / 12)
    up = step * (np.arange(44) >= at)
    return rng.poisson(400 * np.exp(wave + up + rng.normal(size=44) * noise)).tolist()


@pytest.mark.parametrize(("months", "mean"), [(44, 400), (24, 60), (60, 8)])
def test_flat_noise_has_a_step_in_at_most_one_series_in_twenty(months, mean):
    rng = np.random.default_rng(5)
    false = sum(
        bool(find_steps(range(months), rng.poisson(mean, months).tolist(), rng=rng))
        for _ in range(200)
    )
    assert false / 200 <= 0.05


@pytest.mark.nightly
@pytest.mark.parametrize(("months", "mean"), [(44, 400), (24, 60), (60, 8)])
def test_2_000_series_without_a_step_show_the_level_asked_for(months, mean):
    rng = np.random.default_rng(2024)
    false = sum(
        bool(find_steps(range(months), rng.poisson(mean, months).tolist(), rng=rng))
        for _ in range(2000)
    )
    assert false / 2000 <= 0.01 + 3 * (0.01 * 0.99 / 2000) ** 0.5  # 1 in 100, within three errors


def test_a_wave_and_a_trend_are_not_steps():
    rng = np.random.default_rng(6)
    trend = 400 * np.exp(0.01 * np.arange(44) + 0.2 * np.cos(2 * np.pi * np.arange(44) / 12))
    false = sum(bool(find_steps(MONTHS, rng.poisson(trend).tolist(), rng=rng)) for _ in range(100))
    assert false <= 5


def test_a_planted_step_is_found_in_its_month():
    rng = np.random.default_rng(7)
    hits = 0
    for _ in range(50):
        steps = find_steps(MONTHS, seasonal(rng, step=0.3), rng=rng)
        hits += any(abs(step.month - 25) <= 1 and step.change > 0.15 for step in steps)
    assert hits >= 45


def test_two_steps_come_in_the_order_of_time():
    counts = [100 + i % 5 for i in range(15)] + [200 + i % 7 for i in range(15)]
    counts += [120 + i % 5 for i in range(15)]
    counts[7] = None
    steps = find_steps(range(45), counts, rng=np.random.default_rng(1))
    assert [step.month for step in steps] == [15, 30]
    assert steps[0].change > 0 > steps[1].change
    assert max(step.p for step in steps) <= 0.01


def test_a_short_or_constant_series_has_none():
    rng = np.random.default_rng(1)
    assert find_steps(range(12), [1] * 6 + [99] * 6, rng=rng) == []
    assert find_steps(range(30), [50] * 30, rng=rng) == []


@pytest.mark.shared
def test_the_step_in_the_street_files_of_merseyside_is_found(shared):
    months, counts = [], []
    for path in sorted((shared / "data" / "police_merseyside").glob("*.csv.gz")):
        year, month = map(int, path.name.split("-")[:2])
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            kinds = [row["Crime type"] for row in csv.DictReader(file)]
        months.append(year * 12 + month - 1)
        counts.append(kinds.count("Violence and sexual offences"))
    steps = find_steps(months, counts, rng=np.random.default_rng(20080218))
    assert "2021-03" in [month_text(step.month) for step in steps]
    assert all(step.change > 0 for step in steps)
