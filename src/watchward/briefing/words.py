"""Small turns of phrase that many parts of the briefing share, and the minute that a chair has."""

import re
from collections.abc import Iterable

SPOKEN = {"health": "Hospital", "police": "Police", "ambulance": "Ambulance"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LONG = 32  # words, beyond which a sentence is hard to hear
MINUTE = 150  # words that a chair reads aloud in a minute
SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][)”]))\s+(?=[A-Z“\"(])")
DATED = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])\b")
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six")

RELEASE = {
    "analyst": "Not for release: exact counts for the partnership's own analysts",
    "partner": "For partners with an agreement in date",
    "guest": "For guests at the meeting",
    "open": "For anybody",
}


def release_said(audience: str, premises: str = "") -> str:
    """For whom something is; a guest's papers name the premises that they were cut down to."""
    return f"{RELEASE[audience]}: {premises}" if premises else RELEASE[audience]


def month_said(number: int) -> str:
    """A month number as people write it: March 2024."""
    return f"{MONTHS[number % 12]} {number // 12}"


def window_said(window: str) -> str:
    """A window with its months as people write them: 12 months to March 2024, or March 2024."""
    said = DATED.sub(lambda found: f"{MONTHS[int(found[2]) - 1]} {found[1]}", window)
    return said.removeprefix("rolling ").removeprefix("1 months to ")


def expires_after(window: str) -> int:
    """The month after a window's last: an answer that expires is for use until it ends."""
    name, year = window.rpartition(" to ")[2].split()
    return int(year) * 12 + MONTHS.index(name) + 1


def tidied(text: str) -> str:
    """Per cent as the rest of the briefing writes it: 9%."""
    return re.sub(r"(?<=\d) %", "%", text)


def once(sentences_said: Iterable[str], windows: Iterable[str]) -> list[str]:
    """Sentences that share a window say it once, the first time."""
    known = sorted({window for window in windows if window}, key=len, reverse=True)
    told: set[str] = set()
    kept = []
    for sentence in sentences_said:
        for window in known:
            if window in sentence and window in told:
                sentence = sentence.replace(f", in the {window}", "")  # noqa: PLW2901
            elif window in sentence:
                told.add(window)
        kept.append(sentence)
    return kept


def plain(sentence: str) -> str:
    """A long sentence without its brackets: their numbers stand in a table beside it."""
    if len(sentence.split()) <= LONG:
        return sentence
    return re.sub(r"\s*\([^()]*\)", "", sentence)


def spelt(number: int) -> str:
    """A small number as a word."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [part.strip() for part in SENTENCE.split(text.strip()) if part.strip()]


def first(text: str, most: int) -> str:
    """The first sentences of a paragraph."""
    return " ".join(sentences(text)[:most])


def rest(text: str, after: int) -> str:
    """What is left of a paragraph."""
    return " ".join(sentences(text)[after:])


def joined(words: Iterable[str]) -> str:
    """One, two and three."""
    listed = list(words)
    return (
        " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)
    )


def within_a_minute(said: Iterable[str], room: int = MINUTE) -> tuple[str, ...]:
    """As many whole sentences as can be read aloud in so many words, in order."""
    kept: list[str] = []
    for sentence in said:
        long = len(sentence.split())
        if sentence and long <= room:
            kept.append(sentence)
            room -= long
    return tuple(kept)
