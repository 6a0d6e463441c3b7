"""What was typed into a form comes back from the file as it was typed."""

import tomllib

from hypothesis import given
from hypothesis import strategies as some

from watchward.contract.intervention_file import as_file

TEXT = some.text(some.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
VALUE = TEXT | some.integers(-(2**40), 2**40) | some.lists(TEXT, max_size=4)
TABLE = some.dictionaries(TEXT, VALUE, max_size=4)


@given(some.dictionaries(TEXT, VALUE | TABLE | some.dictionaries(TEXT, VALUE | TABLE), max_size=6))
def test_toml_reads_what_was_written(said):
    assert tomllib.loads(as_file(said).decode()) == full(said)


def full(said):
    """Without what is empty: a table of nothing has no line."""
    kept = {name: full(v) if isinstance(v, dict) else v for name, v in said.items()}
    return {name: value for name, value in kept.items() if value != {}}


def test_what_was_not_said_is_left_out():
    assert as_file({"a": "", "b": None, "c": {"d": ""}, "e": 0}) == b'"e" = 0\n'
