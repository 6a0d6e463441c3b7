"""Every command with its options, from the command line's own declaration, and the exit codes."""

from collections.abc import Iterator
from typing import Any

import typer.main

from scripts.reference_pages.markdown import MADE, code, paragraph, table
from watchward import errors
from watchward.cli import app

HEAD = f"""\
# Commands

{MADE}
No command asks a question. How to use them in scripts: [Script it](../how-to/script-it.md).
"""


def text() -> str:
    """The page as it should be now."""
    lines = [HEAD]
    for words, command in _commands(typer.main.get_command(app), ("watchward",)):
        lines += _command(words, command)
    return "\n".join([*lines, *_exit_codes()]).rstrip() + "\n"


def _commands(group: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*words, name))
        else:
            yield (*words, name), command


def _command(words: tuple[str, ...], command: Any) -> Iterator[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    shown = [f"{p.name.upper()}{'…' if p.nargs == -1 else ''}" for p in arguments]
    shown += [f"{p.opts[0]} {p.name.upper()}" for p in options if p.required]
    yield from [f"## {' '.join(words)}", "", f"`{' '.join([*words, *shown])}`", ""]
    yield from [" ".join(command.help.split()), ""]
    rows = [(code(p.name.upper()), p.help or "", _unless(p)) for p in arguments]
    rows += [(code(*p.opts, *p.secondary_opts), p.help or "", _unless(p)) for p in options]
    yield from table(("argument or option", "what", "if it is not given"), rows)


def _unless(parameter: Any) -> str:
    if parameter.required:
        return "**must be given**"
    if getattr(parameter, "is_flag", False):
        return "no"
    left_out = parameter.default in (None, "", ())
    return "" if left_out else code(parameter.default)


def _exit_codes() -> Iterator[str]:
    kinds = [k for k in vars(errors).values() if isinstance(k, type)]
    refusals = [kind for kind in kinds if issubclass(kind, errors.Refusal)]
    rows: list[tuple[object, str, str]] = [(0, "", "Done.")]
    for kind in sorted(refusals, key=lambda kind: kind.exit_code):
        rows.append((kind.exit_code, code(kind.__name__), (kind.__doc__ or "").splitlines()[0]))
    yield from ["## Exit codes", "", "The same for every command.", ""]
    yield from table(("code", "kind", "what it says"), rows)
    yield from paragraph(
        "A line that cannot be understood at all, such as an option that does not exist, ends with",
        "2 as well. Exit 1 with a traceback is a bug.",
    )
