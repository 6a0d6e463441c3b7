"""One document in the three forms that are handed out."""

import datetime as dt
from dataclasses import dataclass

from watchward.briefing.document import Document
from watchward.briefing.pdf import typeset
from watchward.briefing.render import render
from watchward.briefing.word import write_word


@dataclass(frozen=True)
class Printed:
    """The page, the paper and the file to edit, with the same content."""

    html: str
    pdf: bytes
    word: bytes


def print_all(document: Document, *, made_at: dt.datetime) -> Printed:
    """All three; the same document gives the same bytes."""
    return Printed(
        html=render(document),
        pdf=typeset(document, made_at=made_at),
        word=write_word(document, made_at=made_at),
    )
