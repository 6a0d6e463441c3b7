"""Local names that an officer has confirmed, in a small file on that officer's machine."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from watchward.errors import InputRefusal, UsageRefusal
from watchward.geography.gazetteer.words import plain, says_home


def read_aliases(path: Path) -> dict[str, str]:
    """Words → place_id of those that somebody has confirmed; none where there is no file."""
    if not path.exists():
        return {}
    try:
        written = tomllib.loads(path.read_text("utf-8"))
        return {
            plain(one["words"]): str(one["place_id"])
            for one in written.get("alias", ())
            if str(one.get("confirmed_by", "")).strip()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise InputRefusal(
            "The local names cannot be read.",
            where=path.name,
            do="Mend the file, or move it away and learn them again.",
        ) from cause


def learn(path: Path, words: str, place_id: str, *, by: str, known: Mapping[str, object]) -> None:
    """Write down what a local name means, and who says so."""
    if not by.strip():
        raise UsageRefusal("Nobody has confirmed it.", where="--by", do="Say who does.")
    if place_id not in known:
        raise UsageRefusal(
            "The gazetteer has no place of that id.",
            where="--place",
            do="Look it up with `watchward gazetteer show`.",
        )
    phrase = plain(words)
    if not phrase or says_home(phrase):
        raise UsageRefusal(
            "Words for a home are never a place.", where="words", do="Give a place's local name."
        )
    if phrase in read_aliases(path):
        raise UsageRefusal(
            "These words have a place already.", where=path.name, do="Change it in the file."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (f"words = {json.dumps(phrase)}", f"place_id = {json.dumps(place_id)}")
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join(["[[alias]]", *lines, f"confirmed_by = {json.dumps(by)}", "", ""]))
