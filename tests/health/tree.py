"""The repository as data: what git tracks and what files say, read once for all health tests."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "src" / "watchward"


@cache
def tracked() -> tuple[Path, ...]:
    """Files that git tracks or would track; a source archive without git lists what lies there."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = told.stdout.decode("utf-8").split("\0") if told.returncode == 0 else ()
    paths = [ROOT / name for name in names if name] or [
        path for top in ("src", "tests", "docs", "requirements") for path in (ROOT / top).rglob("*")
    ]
    return tuple(sorted(path for path in set(paths) if path.is_file()))


def python_files(*tops: str) -> tuple[Path, ...]:
    """Tracked Python files below these folders of the repository."""
    return tuple(
        path
        for path in tracked()
        if path.suffix == ".py" and relative(path).split("/", maxsplit=1)[0] in tops
    )


def library_files(*folders: str) -> tuple[Path, ...]:
    """Python files of the library, or only those of some of its folders."""
    inside = [path for path in python_files("src") if path.is_relative_to(LIBRARY)]
    return tuple(
        path for path in inside if not folders or path.relative_to(LIBRARY).parts[0] in folders
    )


def documents() -> tuple[Path, ...]:
    """Every tracked Markdown file."""
    return tuple(path for path in tracked() if path.suffix == ".md")


def relative(path: Path) -> str:
    """How a finding names a file."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """The file's syntax tree; parsed once for all tests."""
    return ast.parse(path.read_text("utf-8"), filename=relative(path))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `a.b.c()` is `c`."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


@cache
def allowed(kind: str) -> dict[str, str]:
    """Stated exceptions of one kind: what -> why. Kept in allowed.toml beside this file."""
    written = tomllib.loads((Path(__file__).with_name("allowed.toml")).read_text("utf-8"))
    return {str(what): str(why) for what, why in written.get(kind, {}).items()}


def excess(found: dict[str, object], kind: str) -> tuple[dict[str, object], list[str]]:
    """What is found and not allowed, and what is allowed and no longer found."""
    stated = allowed(kind)
    return (
        {what: value for what, value in found.items() if what not in stated},
        [what for what in stated if what not in found],
    )
