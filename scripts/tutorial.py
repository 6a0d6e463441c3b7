"""Follows “Your first submission” as it is written, in an empty home, and draws the screens.

    python -m scripts.tutorial                  run it, and draw the pictures
    python -m scripts.tutorial --wheels FOLDER  the same, the hospital's tool installed from there,
                                                and write the seconds into it: on a quiet machine

A block that begins with “# at the hub” is the other side's. Questions are answered with yes.
"""

import argparse
import os
import pty
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from scripts.tutorial_pictures import drawn, masked, plain

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "tutorial" / "hospital-first-submission.md"
PICTURES = PAGE.parent / "pictures"
SCREENS = PICTURES / "screens.txt"
PIECES = re.compile(
    r"^```sh\n(?P<block>.*?)^```|!\[[^\]]*\]\(pictures/(?P<svg>[\w-]+\.svg)\)", re.M | re.S
)
HEADING = re.compile(r"^## (.+)$", re.M)
INSTALL = "python3 -m venv"
WIDTH = "112"


@dataclass(frozen=True)
class Step:
    """One block of commands, under which heading, and the picture of its screen, "" for none."""

    heading: str
    commands: str
    picture: str = ""

    @property
    def at_hub(self) -> bool:
        """Whether it is the other side's."""
        return self.commands.startswith("# at the hub")

    @property
    def installs(self) -> bool:
        """Whether it needs wheels, and so no plain test runs it."""
        return INSTALL in self.commands


@dataclass(frozen=True)
class Screen:
    """What a step showed, with its colours, and how long it took."""

    step: Step
    shown: str
    said: str  # on the other stream
    seconds: float
    code: int


def steps(page: str) -> list[Step]:
    """The page's blocks in order, each with the picture that follows it."""
    found: list[Step] = []
    for piece in PIECES.finditer(page):
        if piece["block"] is not None:
            heading = HEADING.findall(page, 0, piece.start())
            found.append(Step(heading[-1] if heading else "", piece["block"]))
        elif found:
            found[-1] = Step(found[-1].heading, found[-1].commands, piece["svg"])
    return found


def followed(page: str, home: Path, *, hospital: Path, hub: Path) -> Iterator[Screen]:
    """Run every step in one folder after another, as a person would; stop where one fails."""
    at = home / "at"
    at.write_text(str(ROOT))
    for step in steps(page):
        if step.installs:
            continue
        path = f"{hub if step.at_hub else hospital}:{os.environ['PATH']}"
        env = {"HOME": str(home), "PATH": path, "COLUMNS": WIDTH, "TERM": "xterm-256color"}
        script = f'cd "$(cat {at})"; set -eu\n{step.commands}\npwd > {at}'
        screen = _typed(step, script, env | {"LANG": "C.UTF-8", "LINES": "40"})
        yield screen
        if screen.code:
            return


def _typed(step: Step, script: str, env: dict[str, str]) -> Screen:
    began = time.monotonic()
    ours, theirs = pty.openpty()
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            ["bash", "-c", script], stdin=theirs, stdout=theirs, stderr=said, env=env
        ) as child:
            os.close(theirs)
            shown = _answered(ours)
        said.seek(0)
        rest = said.read().decode()
    shown = shown.replace("\r\n", "\n").replace(env["HOME"], "~")
    return Screen(step, shown, rest, time.monotonic() - began, child.returncode)


def _answered(screen: int) -> str:
    """All that it shows; yes to whatever it asks."""
    shown = b""
    with closing(os.fdopen(screen, "r+b", buffering=0)) as terminal:
        while True:
            try:
                block = terminal.read(65536)
            except OSError:  # Linux's way to say that nobody is there any more
                block = b""
            if not block:
                return shown.decode()
            shown += block
            if plain(block.decode(errors="replace")).rstrip().endswith("[y/N]:"):
                terminal.write(b"y\n")


def transcript(screens: list[Screen]) -> str:
    """Every screen as text, with what differs from run to run masked: for a test, and for ears."""
    parts = [f"$ {one.step.commands.strip()}\n\n{masked(one.shown)}".rstrip() for one in screens]
    return "\n\n\n".join(parts) + "\n"


def main() -> None:
    """Follow it, and write down what came of it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--wheels", type=Path, help="a folder of wheels, as the page makes it")
    wheels = asked.parse_args().wheels
    page, own = PAGE.read_text("utf-8"), Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        seconds, hospital = _installed(Path(folder), wheels) if wheels else (None, own)
        screens = list(followed(page, home, hospital=hospital, hub=own))
    failed = next((one for one in screens if one.code), None)
    if failed:
        sys.exit(f"{failed.step.commands}{failed.shown}{failed.said}")
    PICTURES.mkdir(exist_ok=True)
    for one in screens:
        if one.step.picture:
            (PICTURES / one.step.picture).write_text(drawn(one.shown, one.step.commands), "utf-8")
    SCREENS.write_text(transcript(screens), "utf-8")
    if seconds is not None:
        PAGE.write_text(_timed(page, screens, seconds), "utf-8")


def _installed(folder: Path, wheels: Path) -> tuple[float, Path]:
    """The hospital's tool alone, in an environment of its own; nothing is fetched."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "venv", folder / "tool"], check=True)
    pip = [folder / "tool" / "bin" / "pip", "install", "--quiet", "--no-index"]
    subprocess.run([*pip, "--find-links", wheels, "watchward"], check=True)
    return time.monotonic() - began, folder / "tool" / "bin"


def _timed(page: str, screens: list[Screen], install: float) -> str:
    """The page with its table of seconds made anew."""
    by_heading: dict[str, float] = {}
    for one in screens:
        by_heading[one.step.heading] = by_heading.get(one.step.heading, 0.0) + one.seconds
    rows = [("Install", install), *by_heading.items()]
    total = sum(seconds for _, seconds in rows)
    lines = ["| step | seconds of the computer |", "|---|---:|"]
    lines += [f"| {name} | {seconds:.1f} |" for name, seconds in rows]
    lines += [f"| together | {total:.0f} |"]
    table = "\n".join(lines)
    return re.sub(
        r"(<!-- measured -->\n).*?(\n<!-- end -->)", rf"\g<1>\n{table}\n\g<2>", page, flags=re.S
    )


if __name__ == "__main__":
    main()
