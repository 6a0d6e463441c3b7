"""The pack as Word and as a tagged PDF, in the same order and the same words."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from watchward.briefing import word_parts as part
from watchward.briefing.document import GridCell
from watchward.briefing.hearing import COUNTS, NO_REPLY, NOTICE, Exhibit, Pack
from watchward.briefing.pdf import compiled

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Numbered:
    """An exhibit as printed: its heading, and its lines of label and words."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def numbered(pack: Pack) -> tuple[Numbered, ...]:
    """The exhibits from one on, in the order of their days; the counts are the last of them."""
    return tuple(
        Numbered(f"Exhibit {at}: {one.what}", _lines(one))
        for at, one in enumerate(sorted(pack.exhibits, key=lambda one: one.day), start=1)
    )


def _lines(one: Exhibit) -> tuple[tuple[str, str], ...]:
    told = (
        ("What", one.kind),
        ("Day", f"{one.day.day} {one.day:%B %Y}"),
        ("Result", one.result),
        ("Written down", one.text),
        ("Where it can be checked", one.source),
    )
    return tuple((label, words) for label, words in told if words)


def _reply(one: Exhibit) -> tuple[tuple[str, str], ...]:
    """What was said first: it stands under no heading of its own."""
    return (("Reply", one.what), *(line for line in _lines(one) if line != ("What", one.kind)))


def as_word(pack: Pack) -> bytes:
    """The pack as .docx; the same pack gives the same bytes."""
    file = part.begin(
        part.Told(
            title=f"{pack.title}: {pack.premises}",
            subject=NOTICE,
            footer=f"{pack.title}: {pack.premises}. {pack.partnership}. Made {pack.made}",
            warning=pack.warning,
            made_at=pack.made_at,
        )
    )
    part.say(file, pack.partnership)
    file.add_paragraph(f"{pack.title}: {pack.premises}", style="Title")
    part.say(file, f"Made {pack.made}", bold=True)
    for label, words in pack.details:
        part.say(file, f"{label}: {words}")
    part.say(file, NOTICE)
    for one in numbered(pack):
        file.add_heading(one.heading, level=1)
        for label, words in one.lines:
            part.say(file, f"{label}: {words}")
    if pack.counts:
        file.add_heading(_counts_heading(pack), level=1)
        part.say(file, COUNTS)
        part.table(
            file,
            caption=f"{pack.counts.area}, {pack.counts.window}; release {pack.counts.release}",
            heads=(GridCell("Counted"), GridCell("How many", number=True)),
            rows=[(GridCell(what), GridCell(many, number=True)) for what, many in pack.counts.rows],
        )
        file.add_heading("What the counts cannot say", level=2)
        part.bullets(file, pack.counts.limits)
    file.add_heading("The premises’ reply", level=1)
    for reply in pack.replies:
        for label, words in _reply(reply):
            part.say(file, f"{label}: {words}")
    if not pack.replies:
        part.say(file, NO_REPLY)
    return part.saved(file)


def as_pdf(pack: Pack) -> bytes:
    """The pack as a tagged PDF (PDF/UA-1)."""
    counts = pack.counts
    written = {
        "title": f"{pack.title}: {pack.premises}",
        "partnership": pack.partnership,
        "made": f"Made {pack.made}",
        "day": [pack.made_at.year, pack.made_at.month, pack.made_at.day],
        "warning": pack.warning,
        "details": pack.details,
        "notice": NOTICE,
        "exhibits": [{"heading": one.heading, "lines": one.lines} for one in numbered(pack)],
        "counts": None
        if counts is None
        else {
            "heading": _counts_heading(pack),
            "said": COUNTS,
            "caption": f"{counts.area}, {counts.window}; release {counts.release}",
            "rows": counts.rows,
            "limits": counts.limits,
        },
        "replies": [_reply(one) for one in pack.replies],
        "no_reply": NO_REPLY,
    }
    with tempfile.TemporaryDirectory(prefix="watchward-") as folder:
        root = Path(folder)
        (root / "pack.json").write_text(json.dumps(written), "utf-8")
        (root / "pack.typ").write_text((HERE / "pack.typ").read_text("utf-8"), "utf-8")
        return compiled(root / "pack.typ", made_at=pack.made_at)


def _counts_heading(pack: Pack) -> str:
    return f"Exhibit {len(pack.exhibits) + 1}: counts that anybody may see"
