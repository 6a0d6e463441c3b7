"""A briefing said again in Welsh: the same numbers, the same order, other words.

Nobody who speaks Welsh has to have read a paper before colleagues use it, so it is marked on every
page; before the public it is another matter, and a paper for anybody is refused until all that is
said on it has been reviewed (reference/words/reviewed.toml).
"""

import dataclasses
import re
from typing import Any

from watchward.briefing.document import Decision, Document
from watchward.errors import UsageRefusal
from watchward.reference.welsh import NOTE, PUBLIC, Welsh, unreviewed

LANGUAGES = ("en", "cy")
KEPT = frozenset(("id", "ident", "csv", "audience", "mark", "partnership", "store_version")).union(
    ("rules_version", "code_version", "language", "note")
)
WRITTEN = ("decided_on", "what", "owner", "outcome")  # of a decision: people wrote these
WORDS = re.compile(r">([^<>]*[A-Za-z][^<>]*)<")


def in_welsh(document: Document) -> Document:
    """The document in Welsh, marked where it is unreviewed; refused where it is for anybody."""
    voice = Welsh()
    said: Document = _said(document, voice)
    open_to = unreviewed(voice.used)
    if open_to and document.audience == PUBLIC:
        raise UsageRefusal(
            "The Welsh of this briefing cannot be published: no Welsh speaker has reviewed it.",
            where=f"{len(open_to)} messages on it",
            do="Make it in English, or have them reviewed (docs/how-to/review-the-welsh.md).",
        )
    return dataclasses.replace(said, language="cy", note=NOTE if open_to else "")


def language_of(language: str) -> str:
    """The language asked for; another is refused."""
    if language in LANGUAGES:
        return language
    raise UsageRefusal(
        "There is no briefing in that language.", where="--language", do="Use en or cy."
    )


def _said(thing: Any, voice: Welsh) -> Any:
    """Every word of a noun of the paper, and of what it holds."""
    if isinstance(thing, str):
        return voice.said(thing)
    if isinstance(thing, tuple):
        return tuple(_said(one, voice) for one in thing)
    if not dataclasses.is_dataclass(thing) or isinstance(thing, type):
        return thing
    kept = KEPT.union(WRITTEN) if isinstance(thing, Decision) else KEPT
    changed = {
        field.name: drawn(value, voice) if field.name == "svg" else _said(value, voice)
        for field in dataclasses.fields(thing)
        if field.name not in kept and (value := getattr(thing, field.name)) is not None
    }
    return dataclasses.replace(thing, **_unlinked(thing, changed))


def _unlinked(thing: Any, changed: dict[str, Any]) -> dict[str, Any]:
    """Panels keep the anchors of their pages."""
    pages = getattr(thing, "pages", ())
    if pages and isinstance(pages[0], tuple):
        changed["pages"] = tuple(
            (at, number, said[2])
            for (at, number, _), said in zip(pages, changed["pages"], strict=True)
        )
    return changed


def drawn(svg: str, voice: Welsh) -> str:
    """The words of a picture, which are text between its tags."""
    return WORDS.sub(lambda found: f">{_inside(found[1], voice)}<", svg)


def _inside(text: str, voice: Welsh) -> str:
    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
    return text[:left] + voice.said(text[left:right]) + text[right:]
