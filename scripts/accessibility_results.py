"""What a walk over every page found, as the file that the accessibility statement is made from.

    WATCHWARD_WALK=walk.jsonl .venv/bin/pytest -m nightly tests/web/test_accessible_walk.py
    .venv/bin/python -m scripts.accessibility_results walk.jsonl

So the statement claims nothing that no run has shown. A walk that found faults is written as well.
"""

import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "src" / "watchward_web" / "core" / "accessibility.json"
PRACTICE = "good practice"


def results(walks: Iterable[Mapping[str, Any]], *, on: dt.date) -> dict[str, Any]:
    """One count for each language and for each criterion."""
    walks = list(walks)
    checked: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    undecided: Counter[str] = Counter()
    pages = [page for walk in walks for page in walk["pages"]]
    for page in pages:
        checked.update(page["checked"])
        undecided.update(page["undecided"])
        failed.update({name for name, _ in page["faults"]})
    faults = sorted({(c, page["name"], told) for page in pages for c, told in page["faults"]})
    return {
        "tested_on": on.isoformat(),
        "version": version("watchward"),
        "browser": f"Chromium {walks[0]['browser']}",
        "tools": [f"{name} {version(name)}" for name in ("axe-playwright-python", "playwright")],
        "languages": [
            {
                "language": walk["language"],
                "pages": len(walk["pages"]),
                "left_out": dict(sorted(walk["left_out"].items())),
            }
            for walk in sorted(walks, key=lambda walk: str(walk["language"]), reverse=True)
        ],
        "criteria": [
            {
                "criterion": name,
                "checked": checked[name],
                "failed": failed[name],
                "undecided": undecided[name],
            }
            for name in sorted(checked, key=_in_order)
        ],
        "faults": [{"criterion": c, "page": page, "what": told} for c, page, told in faults],
    }


def _in_order(name: str) -> tuple[int, ...]:
    return (9,) if name == PRACTICE else tuple(int(part) for part in name.split("."))


def main(argv: list[str]) -> None:
    """Read the lines of a walk, one a language; write the file."""
    lines = Path(argv[0]).read_text("utf-8").splitlines()
    # A language that was walked twice counts once: the last walk.
    walks = {walk["language"]: walk for walk in map(json.loads, lines)}
    today = dt.datetime.now(dt.UTC).date()
    written = json.dumps(results(walks.values(), on=today), indent=1, ensure_ascii=False)
    OUT.write_text(f"{written}\n", "utf-8")
    print(f"Written: {OUT.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
