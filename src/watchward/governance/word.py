"""A paper as a Word file, to be commented on and signed."""

import datetime as dt
import math

from docx.document import Document as File

from watchward.briefing import word_parts as part
from watchward.briefing.document import Grid, fixed
from watchward.governance.paper import Answer, Block, Heading, Paper, Points, Text
from watchward.governance.questions import WHO, WHY

MOST = 9.0  # room of a column, as the root of its letters


def write_word(paper: Paper, *, made_at: dt.datetime) -> bytes:
    """The paper as .docx; the same paper gives the same bytes."""
    w = fixed(paper.language)
    file = part.begin(
        part.Told(
            title=f"{paper.title}, {paper.partnership}",
            subject=paper.form,
            footer=f"{paper.title}. {paper.partnership}. {w('Made')} {paper.made}",
            warning=paper.warning,
            made_at=made_at,
            language=part.LANGUAGES[paper.language],
        )
    )
    part.say(file, paper.partnership)
    file.add_paragraph(paper.title, style="Title")
    part.say(file, f"{w('Made')} {paper.made}", bold=True)
    part.say(file, paper.form)
    part.say(file, paper.source)
    _waiting(file, paper)
    for one in paper.parts:
        file.add_heading(one.title, level=1)
        for block in one.blocks:
            _block(file, block, paper.language)
    return part.saved(file)


def _waiting(file: File, paper: Paper) -> None:
    w = fixed(paper.language)
    file.add_heading(w("What is not yet said"), level=1)
    if not paper.unsaid:
        part.say(file, w("Every question of this paper has an answer."))
        return
    waits = w("Questions of this paper that wait for an answer:")
    part.say(file, f"{waits} {len(paper.unsaid)}.")
    part.bullets(file, (f"{one.asks} ({one.who})" for one in paper.unsaid))


def _block(file: File, block: Block, language: str) -> None:
    w = fixed(language)
    if isinstance(block, Heading):
        file.add_heading(block.text, level=2)
    elif isinstance(block, Text):
        part.say(file, block.text)
    elif isinstance(block, Points):
        part.bullets(file, (one.text for one in block.items))
    elif isinstance(block, Grid):
        part.table(
            file,
            caption=block.caption,
            heads=block.heads,
            rows=block.rows,
            widths=_widths(block),
        )
    elif isinstance(block, Answer):
        part.say(file, block.asks, bold=True)
        part.say(file, block.said)
    else:
        part.say(file, f"{w('Not yet said')}: {block.asks}", bold=True)
        part.say(file, f"{w(WHO)} {block.who}. {w(WHY)} {block.why}")


def _widths(table: Grid) -> tuple[float, ...]:
    """Sentences get more room than words, but not all of it."""
    columns = zip(table.heads, *table.rows, strict=True)
    return tuple(_room([cell.text for cell in column]) for column in columns)


def _room(texts: list[str]) -> float:
    """No less than the longest word needs."""
    word = max((len(word) for text in texts for word in text.split()), default=1)
    return min(MOST, max(word / 2, math.sqrt(max(map(len, texts)))))
