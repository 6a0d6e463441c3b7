"""What the website does of the OWASP ASVS at level 2, and what it does not."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scripts.reference_pages.markdown import paragraph, table

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "asvs.toml"
WORDS = {
    "met": "met",
    "not met": "**not met**",
    "operator": "rests with whoever runs the site",
    "not applicable": "not applicable",
}
MADE = "Made by `python -m scripts.build_reference` from [asvs.toml](asvs.toml): edit it there."


def text() -> str:
    """The page as it should be now."""
    sheet = tomllib.loads(FILE.read_text("utf-8"))
    chapters = {name: rows for name, rows in sheet.items() if isinstance(rows, dict)}
    lines = ["# ASVS 5.0.0, level 2", "", MADE, "", *_summary(sheet, chapters)]
    for name, rows in chapters.items():
        lines += [f"## {name} {rows['title']}", "", *_chapter(rows)]
    return "\n".join(lines).rstrip() + "\n"


def _summary(sheet: Mapping[str, Any], chapters: Mapping[str, Any]) -> Iterator[str]:
    counted = Counter(state for rows in chapters.values() for _, (_, state, *_) in _rows(rows))
    total = sum(counted.values())
    yield from paragraph(
        f"The [{sheet['title']}]({sheet['url']}) {sheet['version']} has {total} requirements",
        "at levels 1 and 2. Numbers and levels were checked against the publication's own table;",
        "what is said of each is our own reading, and no outside assessor has seen it.",
        "A health test proves that every file and test named as evidence is there.",
    )
    yield from table(("state", "requirements"), [(WORDS[k], counted[k]) for k in WORDS])


def _rows(rows: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(number, row) for number, row in rows.items() if number != "title"]


def _chapter(rows: Mapping[str, Any]) -> list[str]:
    return table(
        ("number", "level", "state", "what we say", "evidence"),
        [
            (number, level, WORDS[state], says, ", ".join(map(_named, evidence)))
            for number, (level, state, says, evidence) in _rows(rows)
        ],
    )


def _named(evidence: str) -> str:
    file, _, test = evidence.partition("::")
    return f"`{file}`" + (f" ({test.removeprefix('test_').replace('_', ' ')})" if test else "")
