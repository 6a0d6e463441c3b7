"""What import contracts cannot say: who may construct, print, import by name, connect."""

import ast
from collections import Counter

from tests.health.tree import called_name, excess, library_files, parsed, python_files, relative

SHAPELESS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
RENDERING = ("briefing", "export", "cli")
BY_NAME = {"import_module", "__import__", "iter_modules", "walk_packages"}
NETWORK = {"socket", "urllib.request", "http.client", "http.server", "requests", "httpx", "ftplib"}
NETWORK |= {"asyncssh", "mesh_client"}


def _imports(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _calls(path) -> list[str]:
    return [called_name(node) for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]


def test_no_file_or_folder_has_a_name_that_says_nothing():
    shapeless = [
        relative(path)
        for path in python_files("src", "tests", "bench", "scripts")
        if SHAPELESS & {path.stem, *relative(path).split("/")}
    ]
    assert not shapeless, f"name the idea that the file holds: {shapeless}"


def test_only_the_disclosure_folder_makes_a_safe_result():
    made = [
        relative(path)
        for path in python_files("src")
        if "disclosure" not in path.parts and "SafeResult" in _calls(path)
    ]
    assert not made, f"the gate is a type: only disclosure/ may construct it: {made}"


def test_nothing_downstream_of_the_gate_accepts_a_result():
    open_doors = [
        f"{relative(path)}::{node.name}({argument.arg})"
        for path in library_files(*RENDERING)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        if argument.annotation and _names_a_result(argument.annotation)
    ]
    assert not open_doors, f"take a SafeResult instead: {open_doors}"


def _names_a_result(annotation: ast.expr) -> bool:
    for node in ast.walk(annotation):
        words = getattr(node, "id", None) or getattr(node, "attr", None)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value
        if words == "Result":
            return True
    return False


def test_the_library_never_prints():
    printing = [
        relative(path)
        for path in library_files()
        if "cli" not in path.parts and {"print", "pprint"} & set(_calls(path))
    ]
    assert not printing, f"return it; only cli/ prints: {printing}"


def test_modules_are_found_by_name_in_one_registry_a_folder():
    registries = [path for path in library_files() if BY_NAME & set(_calls(path))]
    doubled = {str(k): n for k, n in Counter(p.parent for p in registries).items() if n > 1}
    assert not doubled, f"one registry a folder: {doubled}"
    stray = [relative(p) for p in registries if p.name not in ("__init__.py", "registry.py")]
    assert not stray, f"importing by name belongs in a registry.py: {stray}"


def test_only_stated_files_can_open_a_connection():
    found = {
        relative(path): sorted(NETWORK & _imports(parsed(path)))
        for path in library_files()
        if NETWORK & _imports(parsed(path))
    }
    over, unused = excess(found, "network")
    assert not over, f"the library works without a network; state the exception: {over}"
    assert not unused, f"no longer opens a connection: {unused}"
