"""Writes a mapping: each line with what it is for, so that whoever reviews it needs no manual."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from watchward.contract.container import written_whole
from watchward.provider.mapping.saved import FORMAT, ExtractMapping, check, wrong

HEAD = """\
# How one provider's extracts are read. Made with `watchward map`, reviewed by a person.
# Keep it beside your exports; `watchward prepare --mapping` uses it and refuses another shape.
"""
DRAFT = "# A draft: nothing is prepared with it until reviewed_by says who has looked at it.\n"


def write_mapping(mapping: ExtractMapping, path: Path) -> None:
    """Whole or not at all, readable by its owner alone."""
    check(mapping, where=path.name)
    try:
        with written_whole(path, mode=0o600) as file:
            file.write(as_toml(mapping).encode("utf-8"))
    except OSError as cause:
        raise wrong(f"It cannot be written: {cause.strerror}.", path, "Choose --out.") from None


def reviewed_now(now: dt.datetime) -> str:
    """As the file says when."""
    return now.astimezone(dt.UTC).isoformat(timespec="seconds")


def as_toml(mapping: ExtractMapping) -> str:
    """The file's text."""
    return HEAD + ("" if mapping.reviewed_by else DRAFT) + "\n".join(_lines(mapping)) + "\n"


def _lines(mapping: ExtractMapping) -> Iterator[str]:
    titles = {field.name: field.title for field in mapping.declared.fields}
    for key in ("dataset", "dataset_version", "reviewed_by", "reviewed_at", "sheet"):
        if key == "dataset":
            yield f"format = {quoted(FORMAT)}"
        yield f"{key} = {quoted(getattr(mapping, key))}"
    yield f"empty = [{', '.join(map(quoted, mapping.empty))}]  # words for an empty cell"
    yield "\n[columns]  # field = the column's header in the extract"
    yield from (
        f"{name} = {quoted(header)}  # {titles[name]}" for name, header in mapping.columns.items()
    )
    yield "\n[written]  # how dates and times are written"
    yield from _table(mapping.written)
    for name, words in mapping.codes.items():
        yield f'\n[codes.{name}]  # your word = the listed code; "" leaves it unlisted'
        yield from (f"{quoted(word)} = {quoted(code)}" for word, code in sorted(words.items()))
    yield "\n[shape]  # what the extract looked like when it was reviewed"
    yield f"headers = {mapping.headers}"
    yield f"fingerprint = {quoted(mapping.fingerprint)}"
    yield f"stay = [{', '.join(map(quoted, mapping.stay))}]  # columns that never leave"


def _table(lines: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{name} = {quoted(value)}" for name, value in lines.items())


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
