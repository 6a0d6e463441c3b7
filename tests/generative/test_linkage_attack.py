"""The attack by linkage on both tiers; the page of its figures is what the whole attack gives."""

import pytest

from tests.generative.linkage import PAGE, attack, page


def test_the_open_tier_gives_nobody_away_where_the_records_would(tmp_path):
    report = attack(tmp_path, events=300, months=6)
    assert (report.released.found, report.released.narrowed) == (0, 0)
    assert report.answers >= 3
    assert report.tables.found > 0, "the attack finds small counts where nothing hides them"
    assert report.day.events == report.released.events == 300
    assert 0 < report.day.found < report.day_and_square.found <= 300


@pytest.mark.nightly
def test_the_page_says_what_the_attack_finds(tmp_path):
    assert PAGE.read_text("utf-8") == page(attack(tmp_path, events=2_000))
