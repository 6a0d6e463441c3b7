"""Gathers what an app's pages say, keeps its Welsh beside it, compiles it without gettext's tools.

    .venv/bin/python -m scripts.messages

What has no Welsh yet is written with an empty translation; the tests refuse that. How much of each
catalogue is in the register of reviewed words is counted into core/welsh_reviewed.json.
"""

import ast
import json
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment

from watchward.reference.welsh import key, reviewed

WEB = Path(__file__).resolve().parents[1] / "src" / "watchward_web"
GROUND = ("govuk", "core", "accounts", "partners", "nonprod")
APPS = ("core", "evidence", "interventions", "licensing", "meetings", "operations", "submissions")
COUNTED = WEB / "core" / "welsh_reviewed.json"
CALLS = {"_", "gettext", "gettext_lazy"}
HEADER = """\
# Welsh of Watchward's website. What a speaker has reviewed is in the library's words/reviewed.toml.
msgid ""
msgstr ""
"Language: cy\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
# What allauth says to people, for it has no Welsh of its own.
OTHERS = (
    "Incorrect code.",
    "You must type the same password each time.",
)


def folders(app: str) -> tuple[Path, ...]:
    """The folders whose words one catalogue holds."""
    return tuple(WEB / name for name in (GROUND if app == "core" else (app,)))


def catalogue(app: str) -> Path:
    """Where an app's Welsh lies."""
    return WEB / app / "locale" / "cy" / "LC_MESSAGES" / "django.po"


def said(app: str) -> list[str]:
    """Every message of an app's templates and modules, sorted, each once."""
    found = set(OTHERS) if app == "core" else set()
    for folder in folders(app):
        for file in folder.rglob("*.py"):
            found |= set(_in_python(file.read_text("utf-8")))
        for file in folder.rglob("templates/**/*.*"):
            found |= set(_in_template(file.read_text("utf-8")))
    return sorted(found)


def _in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS and node.args:
            yield from _text(node.args[0])


def _text(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value


def _in_template(source: str) -> Iterator[str]:
    extensions = ["jinja2.ext.i18n", "jinja2.ext.do"]
    for _, _, message in Environment(extensions=extensions).extract_translations(source):
        first = message[0] if isinstance(message, tuple) else message
        if first:
            yield first


def read(file: Path) -> dict[str, str]:
    """English -> Welsh of a catalogue, without its header."""
    if not file.exists():
        return {}
    pairs = re.findall(
        r'^msgid ("(?:.|\n)*?)\nmsgstr ("(?:.|\n)*?)\n\n', _ended(file), re.MULTILINE
    )
    return {_unquoted(english): _unquoted(welsh) for english, welsh in pairs if _unquoted(english)}


def _ended(file: Path) -> str:
    return file.read_text("utf-8").rstrip() + "\n\n"


def _unquoted(quoted: str) -> str:
    return "".join(ast.literal_eval(line) for line in quoted.splitlines())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def write(file: Path, pairs: dict[str, str]) -> None:
    """The catalogue, and its compiled twin."""
    file.parent.mkdir(parents=True, exist_ok=True)
    entries = (f"msgid {_quoted(en)}\nmsgstr {_quoted(cy)}\n" for en, cy in sorted(pairs.items()))
    file.write_text(HEADER + "\n" + "\n".join(entries), "utf-8")
    file.with_suffix(".mo").write_bytes(compiled(pairs))


def compiled(pairs: dict[str, str]) -> bytes:
    """GNU's machine format: sorted offsets into two runs of text."""
    header = re.sub(r'^#.*\n|^msg\w+ ""\n', "", HEADER, flags=re.MULTILINE)
    whole = {"": _unquoted(header.rstrip()), **{en: cy for en, cy in pairs.items() if cy}}
    ordered = sorted((en.encode(), cy.encode()) for en, cy in whole.items())
    start = 28 + 16 * len(ordered)
    first, texts = _run((en for en, _ in ordered), start)
    second, more = _run((cy for _, cy in ordered), start + len(texts))
    head = struct.pack("<7I", 0x950412DE, 0, len(ordered), 28, 28 + 8 * len(ordered), 0, start)
    return head + first + second + texts + more


def _run(parts: Iterable[bytes], start: int) -> tuple[bytes, bytes]:
    offsets, texts = b"", b""
    for part in parts:
        offsets += struct.pack("<2I", len(part), start + len(texts))
        texts += part + b"\0"
    return offsets, texts


def counted() -> dict[str, dict[str, int]]:
    """App -> its messages, and how many of them a speaker has reviewed with this Welsh."""
    found = {}
    for app in APPS:
        pairs = read(catalogue(app))
        good = sum(key(english, (welsh,)) in reviewed() for english, welsh in pairs.items())
        found[app] = {"messages": len(pairs), "reviewed": good}
    return found


def main() -> int:
    """Bring the catalogues and their count up to date; 1 where Welsh is missing."""
    missing = 0
    for app in APPS:
        known = read(catalogue(app))
        pairs = {message: known.get(message, "") for message in said(app)}
        write(catalogue(app), pairs)
        without = [english for english, welsh in pairs.items() if not welsh]
        print(f"{app}: {len(pairs)} messages, {len(without)} without Welsh")
        missing += len(without)
    COUNTED.write_text(json.dumps(counted(), indent=1) + "\n", "utf-8")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
