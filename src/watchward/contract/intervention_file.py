"""An intervention's file from what was typed into a form: TOML, as `read_intervention` reads it."""

import json
from collections.abc import Mapping
from typing import Any


def as_file(said: Mapping[str, Any]) -> bytes:
    """Texts, numbers, lists of texts and tables of these; what is empty is left out."""
    return "".join(_table(said, ())).encode()


def _table(said: Mapping[str, Any], above: tuple[str, ...]) -> list[str]:
    plain = {
        name: v for name, v in said.items() if not isinstance(v, Mapping) and v not in ("", None)
    }
    lines = [f"[{'.'.join(map(_text, above))}]\n"] if above and plain else []
    lines += [f"{_text(name)} = {_value(value)}\n" for name, value in plain.items()]
    for name, value in said.items():
        if isinstance(value, Mapping):
            lines += _table(value, (*above, name))
    return lines


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_text(str(one)) for one in value)}]"
    return repr(value) if isinstance(value, int | float) else _text(str(value))


def _text(value: str) -> str:
    """JSON's escapes are TOML's, as long as letters beyond ASCII stand as they are."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
