"""A check that cannot fail is a defect: every test asserts, and every module says what it holds."""

import ast

import pytest

from tests.health.tree import called_name, functions, parsed, python_files, relative

CODE = python_files("src", "tests", "bench", "scripts")
TESTS = [path for path in python_files("tests") if path.name.startswith("test_")]
SKIPPING = ("skip", "skipif", "xfail", "importorskip")
JUDGES = {"raises", "warns", "fail", "assert_allclose", "assert_array_equal", "assert_frame_equal"}


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_every_module_opens_with_a_docstring(path):
    words = (ast.get_docstring(parsed(path)) or "").split()
    assert words or path.stat().st_size == 0
    assert len(words) != 1, "one word repeats the name: say what a reader could not guess"


def _judges(node: ast.AST, judging: set[str]) -> bool:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assert):
            return True
        if isinstance(inner, ast.Call) and called_name(inner) in judging:
            return True
    return False


def _judging_functions(path) -> set[str]:
    """Names that end in an assertion, directly or through another function of the same file."""
    known = set(JUDGES)
    while True:
        more = {node.name for node in functions(parsed(path)) if _judges(node, known)} - known
        if not more:
            return known
        known |= more


@pytest.mark.parametrize("path", TESTS, ids=relative)
def test_every_test_asserts_something(path):
    known = _judging_functions(path)
    idle = [
        node.name
        for node in functions(parsed(path))
        if node.name.startswith("test_") and node.name not in known
    ]
    assert not idle, f"these cannot fail: {idle}"


@pytest.mark.parametrize("path", TESTS, ids=relative)
def test_a_skip_says_why(path):
    silent = [
        node.lineno
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and called_name(node) in SKIPPING
        and not any(keyword.arg == "reason" and keyword.value for keyword in node.keywords)
        and not (called_name(node) == "skip" and node.args)
    ]
    silent += [
        mark.lineno
        for node in functions(parsed(path))
        for mark in node.decorator_list
        if isinstance(mark, ast.Attribute) and mark.attr in SKIPPING
    ]
    assert not silent, f"lines {silent}: give a reason"


@pytest.mark.parametrize("path", TESTS, ids=relative)
def test_cases_come_in_one_order(path):
    """A set has another order in every process, and the workers of one run must agree."""
    unordered = [
        node.lineno
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and called_name(node) == "parametrize"
        for argument in node.args[1:2]
        if isinstance(argument, ast.Set | ast.SetComp)
        or (isinstance(argument, ast.Call) and called_name(argument) in ("set", "frozenset"))
    ]
    assert not unordered, f"lines {unordered}: sort them"
