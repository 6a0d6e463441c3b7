"""The name of a file or sheet may hold a person, and messages would repeat it: refused first."""

import re

import polars as pl

from watchward.errors import PrivacyRefusal
from watchward.provider.identifiers import kinds_in, looks_like_names

STAMP = re.compile(r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{0,6}(?!\d)")
MONTHS = re.compile(r"(?i)\b(?:april|may|june|august|january)\b")
BIRTH = re.compile(r"(?i)\b(?:d\.?o\.?b|born|birth)\b")
DATED = "date of birth"  # without such a word it is the day of the export


def refuse_named(name: str, *, what: str) -> None:
    """Nothing of the name is repeated; `what` says whose name it is."""
    stem = re.sub(r"(?i)(?:\.(?:csv|txt|xlsx?|xml|json|hl7|zip|gz|ndjson))+$", "", name)
    plain = STAMP.sub(" ", stem)
    spaced = re.sub(r"[_\s]+", " ", plain).strip()
    kinds = {kind for form in (plain, spaced) for kind in kinds_in(form)}
    if not BIRTH.search(spaced):
        kinds.discard(DATED)
    if looks_like_names(pl.Series([MONTHS.sub("", re.sub(r"[-.]", " ", spaced)).strip()])):
        kinds.add("name")
    if kinds:
        raise PrivacyRefusal(
            f"The name of the {what} looks as if it held a person's {sorted(kinds)[0]}.",
            where=f"the name of the {what}",
            do="Nothing was read. Give it a name that says only what it is, and of which month.",
        )
