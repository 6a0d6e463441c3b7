"""The chair's minute, and other turns of phrase."""

import pytest

from watchward.briefing.words import (
    first,
    joined,
    month_said,
    once,
    plain,
    rest,
    spelt,
    tidied,
    window_said,
    within_a_minute,
)


def test_a_minute_holds_whole_sentences_only():
    long = "word " * 100
    assert within_a_minute([long, long, "Short enough."]) == (long, "Short enough.")
    assert within_a_minute(["Two words.", "Three more words."], 4) == ("Two words.",)


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ("rolling 12 months to 2024-10", "12 months to October 2024"),
        ("rolling 1 months to 2024-10", "October 2024"),
        ("24 months to January 2020", "24 months to January 2020"),
        ("2019-02", "February 2019"),
        ("", ""),
    ],
)
def test_a_window_is_said_with_its_month(window, said):
    assert window_said(window) == said


def test_sentences_are_told_apart_and_decimals_are_not():
    text = "It is 0.66 for each. (Two of them.) “Yes”, they say. And at 3.5 km."
    assert first(text, 1) == "It is 0.66 for each."
    assert rest(text, 2) == "“Yes”, they say. And at 3.5 km."


def test_a_window_is_said_once():
    said = ["Ten, in the 12 months to May 2020.", "Nine, in the 12 months to May 2020."]
    assert once(said, ["12 months to May 2020"]) == [said[0], "Nine."]


def test_only_a_long_sentence_loses_its_brackets():
    short = "Most are here (about 90)."
    long = "Most of what is seen " + "again and " * 20 + "again is here (about 90)."
    assert plain(short) == short
    assert "(about 90)" not in plain(long)
    assert plain(long).endswith("again is here.")


def test_small_phrases():
    assert month_said(2024 * 12 + 9) == "October 2024"
    assert joined(["one", "two", "three"]) == "one, two and three"
    assert joined(["one"]) == "one"
    assert spelt(5) == "Five"
    assert spelt(40) == "40"
    assert tidied("9 % of 40") == "9% of 40"
