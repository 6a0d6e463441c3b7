"""A paper said again in Welsh: what people wrote and what was published stays as it is."""

import dataclasses
from collections.abc import Callable
from typing import Any

from watchward.briefing.document import GridCell
from watchward.governance.paper import Answer, Paper, Text
from watchward.reference.welsh import NOTE, Welsh, unreviewed

KEPT = frozenset(("ident", "name", "lang", "mark", "csv", "partnership", "language", "note"))


def in_welsh(paper: Paper, voice: Welsh | None = None) -> Paper:
    """The same paper; marked on every page while no speaker has reviewed what it says."""
    speaking = voice or Welsh()
    said: Paper = _said(paper, speaking.said)
    note = NOTE if unreviewed(speaking.used) else ""
    return dataclasses.replace(said, language="cy", note=note)


def _said(thing: Any, say: Callable[[str], str]) -> Any:
    if isinstance(thing, str):
        return say(thing)
    if isinstance(thing, tuple):
        return tuple(_said(one, say) for one in thing)
    if isinstance(thing, Answer):
        return dataclasses.replace(thing, asks=say(thing.asks))
    if not dataclasses.is_dataclass(thing) or isinstance(thing, type):
        return thing
    if isinstance(thing, GridCell | Text) and thing.lang:
        return thing
    changed = {
        field.name: _said(getattr(thing, field.name), say)
        for field in dataclasses.fields(thing)
        if field.name not in KEPT
    }
    return dataclasses.replace(thing, **changed)
