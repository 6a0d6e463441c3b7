"""Files and functions stay small enough to read in one sitting; an exception states its reason."""

import ast

import pytest

from tests.health.tree import (
    LIBRARY,
    allowed,
    excess,
    functions,
    library_files,
    parsed,
    python_files,
    relative,
)

FILE_STOP = 300
FUNCTION_STOP = 50
FLOW_STOP = 80
VERBS_STOP = 12
CODE = ("src", "tests", "bench", "scripts")


def _lines(path) -> int:
    return len(path.read_text("utf-8").splitlines())


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_its_budget():
    long = {relative(p): n for p in python_files(*CODE) if (n := _lines(p)) > FILE_STOP}
    over, unused = excess(long, "long_files")
    assert not over, f"split by idea, or state why in allowed.toml: {over}"
    assert not unused, f"no longer long, so take it off the list: {unused}"


def test_no_function_is_longer_than_its_budget():
    long = {
        f"{relative(path)}::{node.name}": length
        for path in python_files(*CODE)
        for node in functions(parsed(path))
        if (length := _length(node)) > FUNCTION_STOP
    }
    over, unused = excess(long, "long_functions")
    assert not over, f"split it where its name would need an `and`: {over}"
    assert not unused, f"no longer long, so take it off the list: {unused}"


def test_a_flow_fits_on_one_screen():
    long = {
        relative(p): n
        for p in library_files()
        if p.name == "flow.py"
        if (n := _lines(p)) > FLOW_STOP
    }
    over, unused = excess(long, "long_flows")
    assert not over, f"a flow reads aloud as a sentence; move the rest into stages: {over}"
    assert not unused, f"no longer long, so take it off the list: {unused}"


def test_the_engine_has_about_ten_verbs():
    api = LIBRARY / "engine" / "api.py"
    verbs = [
        node.name
        for owner in ast.walk(parsed(api))
        if isinstance(owner, ast.ClassDef | ast.Module)
        for node in owner.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    assert 1 <= len(set(verbs)) <= VERBS_STOP, verbs


@pytest.mark.parametrize(
    "kind", ["long_files", "long_functions", "long_flows", "network", "spelling"]
)
def test_every_exception_states_its_reason(kind):
    short = [what for what, why in allowed(kind).items() if len(why.split()) < 4]
    assert not short, f"say why, in a sentence: {short}"
