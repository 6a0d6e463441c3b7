"""Paper: a tagged PDF (PDF/UA-1) set by Typst, which refuses a picture without words."""

import dataclasses
import datetime as dt
import json
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from watchward.briefing.document import Document, Picture, fixed
from watchward.briefing.words import spelt

HERE = Path(__file__).parent
WORD = re.compile(r'w\("([^"]+)"\)')  # the template's own words


def typeset(document: Document, *, made_at: dt.datetime) -> bytes:
    """The briefing on A4 as bytes."""
    with tempfile.TemporaryDirectory(prefix="watchward-") as folder:
        root = Path(folder)
        said = fixed(document.language)
        template = (HERE / "templates" / "briefing.typ").read_text("utf-8")
        written = dataclasses.asdict(document) | {
            "warning": document.warning,
            "spelt": said(f"{spelt(len(document.panels))} questions"),
            "made_by": said(
                f"Made by Watchward {document.code_version} under disclosure rules "
                f"{document.rules_version}. Briefing {document.id}, {document.audience}."
            ),
            "words": {word: said(word) for word in set(WORD.findall(template))},
            "day": [made_at.year, made_at.month, made_at.day],
        }
        _lay_out(written, document, root)
        (root / "briefing.json").write_text(json.dumps(written), "utf-8")
        (root / "briefing.typ").write_text(template, "utf-8")
        return compiled(root / "briefing.typ", made_at=made_at)


def compiled(source: Path, *, made_at: dt.datetime) -> bytes:
    """A tagged PDF of a Typst file and of what lies beside it, in the shipped fonts."""
    import typst

    return bytes(
        typst.compile(
            source,
            root=source.parent,
            font_paths=shipped_fonts(),
            pdf_standards="ua-1",
            timestamp=int(made_at.timestamp()),
        )
    )


@cache
def shipped_fonts() -> Any:
    """Only the fonts that we ship, so that paper looks the same on every machine."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[HERE / "fonts"]
    )


def _lay_out(written: dict[str, Any], document: Document, root: Path) -> None:
    """Each picture becomes a file that the template names."""
    for panel, entry in zip(document.panels, written["panels"], strict=True):
        entry["picture"] = _file(panel.picture, root)
    for page, entry in zip(document.pages, written["pages"], strict=True):
        entry["pictures"] = [_file(picture, root) for picture in page.pictures]


def _file(picture: Picture | None, root: Path) -> dict[str, str] | None:
    if picture is None:
        return None
    name = f"{picture.ident}.svg"
    (root / name).write_text(picture.svg, "utf-8")
    return {
        "file": name,
        "alt": picture.alt,
        "title": picture.title,
        "subtitle": picture.subtitle,
    }
