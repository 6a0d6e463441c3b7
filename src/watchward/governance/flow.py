"""The pack: each paper as a page and as Word, the catalogue as CSV and workbook, what is unsaid."""

import io
import zipfile
from dataclasses import dataclass

from watchward.briefing.word_parts import STAMP
from watchward.governance.facts import Facts
from watchward.governance.page import page
from watchward.governance.paper import Paper, Unsaid
from watchward.governance.sheet import catalogue_book, catalogue_csv
from watchward.governance.spoken import Speaker, in_welsh
from watchward.governance.word import write_word
from watchward.governance.written import papers

NAMES = {
    "dpia": "impact-assessment",
    "sharing": "sharing-agreement",
    "protocol": "sharing-protocol",
    "algorithms": "algorithmic-transparency",
    "catalogue": "data-catalogue",
}


@dataclass(frozen=True)
class Pack:
    """Files by name, and the questions that still wait for an answer, once each."""

    papers: tuple[Paper, ...]
    files: dict[str, bytes]

    @property
    def unsaid(self) -> tuple[Unsaid, ...]:
        """Of all papers together, in the order of the pack."""
        found = {one.name: one for paper in self.papers for one in paper.unsaid}
        return tuple(found.values())


def zipped(pack: Pack) -> bytes:
    """Every file in one archive, without the hour, so that equal packs are equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pack.files.items():
            about = zipfile.ZipInfo(name, STAMP)
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, content)
    return out.getvalue()


def make(facts: Facts, *, language: str) -> Pack:
    """All of it in a language; the same facts give the same bytes."""
    speaker = Speaker()
    said = papers(facts)
    if language == "cy":
        said = tuple(in_welsh(paper, speaker) for paper in said)
    say = speaker.said if language == "cy" else str
    files: dict[str, bytes] = {}
    for paper in said:
        name = NAMES[paper.ident]
        files[f"{name}.html"] = page(paper).encode("utf-8")
        files[f"{name}.docx"] = write_word(paper, made_at=facts.made_at)
    files["data-catalogue.csv"] = catalogue_csv(facts, say=say)
    files["data-catalogue.xlsx"] = catalogue_book(facts, say=say, title=said[-1].title)
    return Pack(said, files)
