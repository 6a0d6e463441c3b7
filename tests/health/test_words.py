"""British spelling in what we write, and the glossary's words for the things we name."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.health.tree import (
    ROOT,
    documents,
    excess,
    functions,
    library_files,
    parsed,
    python_files,
    relative,
    tracked,
)

AMERICAN = re.compile(
    r"\b(colors?|colored|organiz\w+|analyz\w+|behaviors?|neighbors?|neighborhoods?|centers?|centered|(?-i:gray)"
    r"|anonymiz\w+|depersonaliz\w+|pseudonymiz\w+|summariz\w+|recogniz\w+|standardiz\w+|minimiz\w+"
    r"|license|licenses|meters?|kilometers?|judgment|favorites?|defense|catalogs?)\b",
    re.IGNORECASE,
)
# Names that belong to others keep their own spelling.
PROPER = re.compile(
    r"Apache License|World Health Organization|`[^`]*`|\S*://\S*|\([^)\s]*\.md\)|\blicense\b(?==)",
    re.IGNORECASE,
)
SPOKEN = (".md", ".py", ".toml", ".sql", ".j2", ".html", ".typ")
VOCABULARY = ("provider", "package", "receipt", "finding", "partner")
OTHER_WORDS = re.compile(
    r"(Supplier|Sender|Bundle|Parcel|Envelope|Acknowledg\w*|Violation|Stakeholder)"
)


def _prose(text: str) -> str:
    without_code = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return PROPER.sub(" ", without_code)


def _written_in(path: Path) -> str:
    """Docstrings, comments and the names that a file gives; not the names it calls."""
    source = path.read_text("utf-8")
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    words = [
        ast.get_docstring(node) or "" for node in ast.walk(parsed(path)) if isinstance(node, owners)
    ]
    words += [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    ]
    for node in functions(parsed(path)):
        given = (node.args.posonlyargs, node.args.args, node.args.kwonlyargs)
        words += [node.name.replace("_", " "), *(a.arg.replace("_", " ") for g in given for a in g)]
    return "\n".join(words)


def test_documents_are_spelt_the_british_way():
    found = {
        f"{relative(path)}: {word}": word
        for path in documents()
        for word in AMERICAN.findall(_prose(path.read_text("utf-8")))
    }
    over, unused = excess(found, "spelling")
    assert not over, sorted(over)
    assert not unused, f"no longer found: {unused}"


def test_our_own_names_and_comments_are_spelt_the_british_way():
    found = sorted(
        f"{relative(path)}: {word}"
        for path in python_files("src", "tests", "bench", "scripts")
        if path != Path(__file__)
        for word in AMERICAN.findall(PROPER.sub(" ", _written_in(path)))
    )
    assert not found, found


@pytest.mark.parametrize(
    "word", ["color", "organization", "Analyze", "neighbors", "depersonalized"]
)
def test_the_spelling_check_can_fail(word):
    assert AMERICAN.search(f"the {word} of it")


def test_classes_use_the_glossarys_words():
    named = [
        f"{relative(path)}::{node.name}"
        for path in library_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and OTHER_WORDS.search(node.name)
    ]
    assert not named, f"say {', '.join(VOCABULARY)}: {named}"


def _glossary() -> dict[str, str]:
    text = (ROOT / "GLOSSARY.md").read_text("utf-8")
    return dict(re.findall(r"^\*\*(.+?)\*\*[^:]*: (.+)$", text, flags=re.MULTILINE))


def test_the_glossary_defines_the_five_words_and_is_in_order():
    terms = list(_glossary())
    assert set(VOCABULARY) <= {term.lower() for term in terms}
    assert terms == sorted(terms, key=str.lower)


def test_every_glossary_term_is_used_somewhere():
    elsewhere = " ".join(
        " ".join(path.read_text("utf-8").lower().split())
        for path in tracked()
        if path.suffix in SPOKEN and path.name != "GLOSSARY.md"
    )
    unused = [term for term in _glossary() if term.lower() not in elsewhere]
    assert not unused, f"a word nobody uses needs no entry: {unused}"
