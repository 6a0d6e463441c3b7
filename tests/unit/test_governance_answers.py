"""The file with the answers: it begins with every question, and is taken only as it began."""

import datetime as dt
import tomllib

import pytest

from watchward.errors import InputRefusal, UsageRefusal
from watchward.governance.questions import NOTHING_SAID, blank, questions, understood

DAY = dt.date(2026, 4, 1)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_file_that_begins_has_every_question_and_no_answer(language):
    text = blank(language, made_on=DAY)
    assert understood(text, where="x") == NOTHING_SAID
    assert set(tomllib.loads(text)["answers"]) == set(questions())


@pytest.mark.parametrize(
    ("text", "refusal", "told"),
    [
        ('[answers]\nnobody = "x"', UsageRefusal, "no question called nobody"),
        ('[answers]\nnation = "France"', UsageRefusal, "one of: England, Wales"),
        ('datasets = ["nothing"]', UsageRefusal, "no data set of that name"),
        ("[answers]\ndpo = 3", InputRefusal, "not in the form"),
        ("dpo: x", InputRefusal, "not in the form"),
    ],
)
def test_answers_that_cannot_be_taken_are_refused(text, refusal, told):
    with pytest.raises(refusal, match=told):
        understood(text, where="governance.toml")
