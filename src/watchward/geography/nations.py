"""England and Wales: where their rules differ, a body's or an area's own nation decides."""

import re

from watchward.errors import UsageRefusal

NATIONS = {
    "E": "England",
    "W": "Wales",
}  # by the letter that an official nine-digit code begins with
CODE = re.compile(r"([EW])\d{8}")


def nation_of_code(code: str) -> str:
    """The nation of a body or area by its nine-character code of the statistics office.

    The first letter of such a code is the nation's; codes of other makers say nothing of it.
    """
    found = CODE.fullmatch(code.strip().upper())
    if not found:
        raise UsageRefusal(
            "That is not a nine-character official code of England or Wales.",
            where="code",
            do="Give one like E06000001 or W06000001, or state the nation.",
        )
    return NATIONS[found[1]]


def known_nation(name: str) -> str:
    """One of the two, however it is written."""
    for one in NATIONS.values():
        if one.lower() == name.strip().lower():
            return one
    raise UsageRefusal(
        "A body is in England or in Wales.",
        where="nation",
        do=f"Give {' or '.join(NATIONS.values())}.",
    )
