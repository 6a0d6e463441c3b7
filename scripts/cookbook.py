"""Writes docs/tutorial/ten-questions.md and its pictures, and the manager's sentence, from a demo.

    python -m scripts.cookbook

Ten questions that a partnership asks, each answered by one command. What it prints is kept as it
was printed, so the page is made anew when the demo or an answer changes.
"""

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "tutorial" / "ten-questions.md"
MANAGER = PAGE.with_name("manager-ten-per-cent.md")
PICTURES = PAGE.parent / "ten-questions"
STORE = "demo/synthetic/store"


@dataclass(frozen=True)
class Asks:
    """One question, the analysis that answers it, for whom, and with what besides."""

    question: str
    name: str
    audience: str = "partner"
    more: tuple[str, ...] = ()


TEN = (
    Asks("Where is there more violence than chance explains?", "hot_spots"),
    Asks("Is it going up or down?", "trends"),
    Asks("When does it happen?", "time_profile"),
    Asks("With what are people hurt?", "weapons"),
    Asks("How much do the police never hear of?", "reporting_gap"),
    Asks("Who is hurt?", "victims"),
    Asks("By whom?", "assailants"),
    Asks("Does it come again, near by and soon?", "near_repeat", "analyst"),
    Asks("Where next month?", "forecast", "analyst"),
    Asks(
        "What would ten per cent less be worth, and to whom?",
        "savings",
        "partner",
        ("--reduction", "10%"),
    ),
)
HEAD = """# Ten questions, ten commands

Made by `python -m scripts.cookbook` from a fresh demo: not edited here. Every record is \
**synthetic**: made up.

First `make demo`; its made-up partnership is in `demo/synthetic/store`. Each command below prints \
its answer with its limits and sources; with `--out answer.svg` it draws the picture, with \
`--out answer.xlsx` it writes the tables. On the website (`make serve`) every one has a page.
"""


def main() -> None:
    """Make the demo in a folder that goes, ask, draw, write."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _run("demo", "--out", f"{folder}/demo")
        parts = [_answered(number, asks, Path(folder)) for number, asks in enumerate(TEN, 1)]
    PAGE.write_text("\n".join([HEAD, *parts]), encoding="utf-8")
    worth = next(line for line in parts[-1].splitlines() if line.startswith("> "))
    quoted = re.sub(r"(?m)^> With .*$", worth, MANAGER.read_text("utf-8"))
    MANAGER.write_text(quoted, encoding="utf-8")


def _answered(number: int, asks: Asks, folder: Path) -> str:
    told = ["ask", asks.name, "--store", STORE, "--audience", asks.audience, *asks.more]
    real = [str(folder / STORE) if word == STORE else word for word in told]
    printed = _run(*real)
    lines = [line for line in printed.splitlines() if line.strip()]
    finding = " ".join(lines[2].split()) if len(lines) > 2 else ""
    picture = PICTURES / f"{number:02}-{asks.name}.svg"
    _run(*real, "--out", str(picture))
    alt = f"Picture of the answer: {asks.question}"
    return "\n".join(
        [
            f"## {number}. {asks.question}",
            "",
            "```console",
            f"$ watchward {' '.join(told)}",
            "```",
            "",
            f"> {finding}",
            "",
            f"![{alt}]({PICTURES.name}/{picture.name})",
            "",
        ]
    )


def _run(*words: str) -> str:
    command = [sys.executable, "-m", "watchward.cli", *words]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if ran.returncode:
        raise SystemExit(f"{' '.join(words[:2])} failed: {ran.stderr[-500:]}")
    return ran.stdout


if __name__ == "__main__":
    main()
