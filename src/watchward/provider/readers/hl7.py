"""HL7 version 2 messages of attendances (ADT), one a row; strict, and only the segments it needs.

MSH, PID (for age and sex alone), PV1, ACC and OBX; a file of messages, a batch, or MLLP frames.
Names, addresses and numbers of patients are never taken up. docs/how-to/send-from-your-system.md
has the table of fields.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from watchward.errors import InputRefusal
from watchward.provider.readers import no_sheets
from watchward.provider.readers._attendance import COLUMNS
from watchward.provider.readers._made import LeftOut, Made, Record
from watchward.provider.readers._message import Message
from watchward.provider.readers._segments import Segment, segments

MAGICS = (re.compile(rb"(?:\xef\xbb\xbf)?[\x0b\r\n]*(?:MSH|FHS|BHS)[^\w\s][^\w\s]{3,5}"),)
NO_ATTENDANCE = "a message of another kind (not ADT)"
ENDS = {"BTS": "BHS", "FTS": "FHS"}


def stream(path: Path, *, sheet: str = "") -> BinaryIO:
    """Each message a row of the same columns."""
    if sheet:
        raise no_sheets(path.name)
    return cast(BinaryIO, Made(COLUMNS, _rows(path), name=path.name))


def _rows(path: Path) -> Iterator[Record]:
    """Messages between their envelopes, each counted against what the envelope's end says."""
    opened: list[str] = []
    counts = {"BHS": 0, "FHS": 0}
    message: Message | None = None
    with path.open("rb") as file:
        for segment in segments(file, path.name):
            if message and segment.name in ("MSH", "BHS", "FHS", "BTS", "FTS"):
                yield _record(message)
                message = None
            if segment.name == "MSH":
                message = Message(segment)
                counts["BHS"] += 1
            elif segment.name in ("BHS", "FHS"):
                _open(opened, counts, segment)
            elif segment.name in ENDS:
                _close(opened, counts, segment)
            elif message is None:
                raise segment.wrong("stands outside a message, which begins with MSH")
            else:
                message.add(segment)
        if message:
            yield _record(message)
    if opened:
        raise InputRefusal(
            f"The {opened[-1]} segment has no end: the file is cut short.",
            where=path.name,
            do="Export or copy it again, whole.",
        )


def _record(message: Message) -> Record:
    return message.record() if message.attendance else LeftOut(NO_ATTENDANCE)


def _open(opened: list[str], counts: dict[str, int], segment: Segment) -> None:
    if segment.name in opened or (segment.name == "FHS" and opened):
        raise segment.wrong("is in the wrong order: an envelope is open already")
    if segment.name == "BHS":
        counts["FHS"] += 1
    opened.append(segment.name)
    counts[segment.name] = 0


def _close(opened: list[str], counts: dict[str, int], segment: Segment) -> None:
    """A count that differs means that something was lost on the way; an empty one says nothing."""
    begun = ENDS[segment.name]
    if not opened or opened[-1] != begun:
        raise segment.wrong(f"is in the wrong order: no {begun} is open")
    said = segment.field(1)
    if said and said != str(counts[begun]):
        raise segment.wrong("counts other than what came before it: something is lost or added")
    opened.pop()
