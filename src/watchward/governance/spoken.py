"""A paper said again in Welsh: what people wrote and what was published stays as it is.

A sentence is said whole or left whole: where any of it has no Welsh, it stays English and is marked
as English, so that no reader gets half of each.
"""

import dataclasses
import re
from dataclasses import dataclass, field
from typing import Any

from watchward.briefing.document import GridCell
from watchward.governance.paper import PRINTED, Answer, Heading, Paper, Text
from watchward.reference.welsh import NOTE, Welsh, unreviewed

KEPT = frozenset(("ident", "name", "lang", "mark", "csv", "source")).union(
    ("partnership", "language", "note")
)
WORDS = re.compile(r"[a-z]{3}")


@dataclass
class Speaker:
    """Says words in Welsh, and remembers what it left in English."""

    voice: Welsh = field(default_factory=Welsh)
    left: set[str] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)

    def said(self, text: str) -> str:
        """The Welsh of all of it, or the English of all of it."""
        if text not in self.told:
            trial = Welsh()
            welsh = trial.said(text)
            unsaid = welsh == text and WORDS.search(text) and not trial.used
            if trial.missing or unsaid:
                self.left.add(text)
                welsh = text
            else:
                self.voice.used |= trial.used
            self.told[text] = welsh
        return self.told[text]


def in_welsh(paper: Paper, speaker: Speaker | None = None) -> Paper:
    """The same paper; marked on every page while no speaker has reviewed what it says."""
    speaking = speaker or Speaker()
    said: Paper = _said(paper, speaking)
    note = NOTE if unreviewed(speaking.voice.used) else ""
    return dataclasses.replace(said, language="cy", note=note)


def _said(thing: Any, speaker: Speaker) -> Any:
    if isinstance(thing, str):
        return speaker.said(thing)
    if isinstance(thing, tuple):
        return tuple(_said(one, speaker) for one in thing)
    if isinstance(thing, Answer):
        return dataclasses.replace(thing, asks=speaker.said(thing.asks))
    if isinstance(thing, GridCell | Text | Heading):
        return _marked(thing, speaker)
    if not dataclasses.is_dataclass(thing) or isinstance(thing, type):
        return thing
    changed = {
        field.name: _said(getattr(thing, field.name), speaker)
        for field in dataclasses.fields(thing)
        if field.name not in KEPT
    }
    return dataclasses.replace(thing, **changed)


def _marked(thing: GridCell | Text | Heading, speaker: Speaker) -> GridCell | Text | Heading:
    """Said, or marked as English; what has a language of its own already keeps it."""
    if thing.lang:
        return thing
    said = speaker.said(thing.text)
    return dataclasses.replace(thing, text=said, lang=PRINTED if thing.text in speaker.left else "")
