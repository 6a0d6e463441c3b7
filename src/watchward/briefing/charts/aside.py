"""Draws in a process of its own that ends once nobody draws: the renderer never gives back 100 MB.

A server that draws a few pictures when a month arrives would otherwise hold them all month. The
process reads one declaration a line and writes one picture a line; it ends with its caller.
"""

import json
import select
import subprocess
import sys
from threading import Lock
from typing import Any

from watchward.briefing.charts.paint import rendered

IDLE = 20.0  # seconds after the last picture
TRIES = 2  # it may end in the very moment in which it is asked


class Aside:
    """A renderer for `paint.draw_with`; one picture at a time."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._alone = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(self, spec: dict[str, Any]) -> str:
        """The picture of a declared chart, as the renderer in this process would draw it."""
        asked = json.dumps(spec).encode("ascii") + b"\n"
        with self._alone:
            for _ in range(TRIES):
                told = self._told(asked)
                if told:
                    break
            else:
                raise RuntimeError("the process that draws pictures ended twice")
        answer = json.loads(told)
        if "fault" in answer:
            raise RuntimeError(f"a picture could not be drawn: {answer['fault']}")
        return str(answer["svg"])

    def _told(self, asked: bytes) -> bytes:
        """One line back; nothing where the process has ended."""
        process = self._living()
        try:
            process.stdin.write(asked)  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            told = process.stdout.readline()  # type: ignore[union-attr]
        except BrokenPipeError:
            told = b""
        if not told:
            self.end()
        return bytes(told)

    def _living(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is not None:
            self.end()
        if self._process is None:
            words = [sys.executable, "-m", __name__, str(self._idle)]
            self._process = subprocess.Popen(  # noqa: S603  (this very module, with fixed words)
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def end(self) -> None:
        """Close what leads to it, and wait until it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process = None

    @property
    def pid(self) -> int:
        """The living process, for tests; 0 where there is none."""
        living = self._process is not None and self._process.poll() is None
        return self._process.pid if living and self._process else 0


def serve(idle: float) -> None:
    """Until the caller closes the line, or nothing comes for `idle` seconds."""
    while select.select([sys.stdin], [], [], idle)[0]:
        line = sys.stdin.buffer.readline()
        if not line:
            return
        try:
            answer = {"svg": rendered(json.loads(line))}
        except Exception as fault:  # noqa: BLE001  whatever it is, the caller is told its type
            answer = {"fault": type(fault).__name__}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(float(sys.argv[1]))
