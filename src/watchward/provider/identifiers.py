"""Finds people by content: NHS and National Insurance numbers, postcodes, telephones, names.

One quick pattern sorts out the few values worth a closer look; only those are judged in full.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import polars as pl

LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
AREAS = "|".join(LISTS["postcode_areas"].split())
GAP = r"[\s.–-]?"
NHS = rf"(?:\b|_|(?i:nhs(?:no|number)?))\d{{3}}{GAP}\d{{3}}{GAP}\d{{4}}(?:\b|_)"
NINO = r"(?i)\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
POSTCODE = rf"(?i)(?:\b|_)(?:{AREAS})\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{{2}}(?:\b|_)"
EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
PHONE = r"(?:\+44|\b0044|(?:\b|_|(?i:tel|mob))0)[ ()-]*(?:7\d|[1238]\d)(?:[ ()-]*\d){7,8}(?:\b|_)"
BORN = (
    r"(?i)\b(?:d\.?o\.?b\.?|born)\b[\s:=]*(?:on )?\d|\bdate of birth\b"
    r"|\b(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19\d\d|200\d)\b"
    r"|\b(?:19\d\d|200\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"
)
TITLED = r"\b(?:Mr|Mrs|Ms|Miss|Mx|MR|MRS|MISS)\.? +[A-Z][A-Za-z'’-]+"
WITHIN = r"^\D{1,6}(\d{10})\D{0,2}$"  # a record number made of letters and an NHS number
MANY = 20
PATTERNS = {
    "NHS number": NHS,
    "National Insurance number": NINO,
    "postcode": POSTCODE,
    "e-mail address": EMAIL,
    "telephone number": PHONE,
    "date of birth": BORN,
    "name": TITLED,
}
QUICK = "|".join(f"(?:{pattern})" for pattern in PATTERNS.values())
COMPILED = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}
WEIGHTS = tuple(range(10, 1, -1))
CHANCE = 4
HEADED: Mapping[str, list[str]] = LISTS["headers"]
GIVEN: list[str] = LISTS["given_names"].split()
WORD = r"[A-Z][A-Za-z'’-]+"
SHAPED_AS_NAME = rf"^(?:{WORD},? (?:[A-Z]\.? |{WORD} )?{WORD})$"


def kinds_in(value: str) -> frozenset[str]:
    """The kinds of identifier that one value holds."""
    found = {kind for kind, pattern in COMPILED.items() if pattern.search(value)}
    if "NHS number" in found and not any(map(nhs_number, re.findall(NHS, value))):
        found.discard("NHS number")
    return frozenset(found)


def nhs_number(written: str) -> bool:
    """Ten digits of which the last checks the others (modulus 11)."""
    digits = [int(mark) for mark in written if mark.isdigit()]
    check = 11 - sum(w * d for w, d in zip(WEIGHTS, digits, strict=False)) % 11
    return len(digits) == 10 and len(set(digits)) > 1 and check % 11 == digits[9] and check != 10


def hits(values: pl.Series, *, ids: bool) -> dict[str, pl.Series]:
    """Kind → the distinct values that hold one. In a column of ids, chance is allowed for."""
    found: dict[str, list[str]] = {}
    for value in values.filter(values.str.contains(QUICK)).unique(maintain_order=True):
        for kind in kinds_in(value):
            found.setdefault(kind, []).append(value)
    if ids:
        found = {kind: _meant(kind, guilty, values) for kind, guilty in found.items()}
        found["NHS number"] = [*found.get("NHS number", []), *_dressed(values)]
    return {kind: pl.Series(guilty, dtype=pl.String) for kind, guilty in found.items() if guilty}


def _meant(kind: str, guilty: list[str], values: pl.Series) -> list[str]:
    """Record numbers may look like a telephone number or begin with a date, and mean neither."""
    if kind == "NHS number" and _by_chance(values, guilty):
        return []
    if kind == "telephone number":
        return [value for value in guilty if not value.isdigit()]
    if kind == "date of birth":
        return [value for value in guilty if re.fullmatch(BORN, value)]
    return guilty


def _by_chance(values: pl.Series, guilty: list[str]) -> bool:
    """Of ten-digit record numbers one in eleven passes the check; of NHS numbers all do."""
    bare = values.filter(values.str.contains(r"^\d{10}$"))
    plain = pl.Series(guilty).str.contains(r"^\d{10}$").all()
    return bool(plain) and int(bare.is_in(guilty).sum()) * CHANCE < len(bare)


def _dressed(values: pl.Series) -> list[str]:
    """Record numbers that are NHS numbers with letters round them: too many for chance."""
    distinct = values.filter(values.str.contains(WITHIN)).unique(maintain_order=True)
    if len(distinct) < MANY:
        return []
    digits = distinct.str.extract(WITHIN).to_list()
    guilty = [one for one, ten in zip(distinct, digits, strict=True) if nhs_number(ten)]
    return guilty if len(guilty) * CHANCE >= len(distinct) else []


def headed_kind(header: str) -> str:
    """The kind of identifier that a header promises, or nothing."""
    words = re.sub(r"[^a-z]+", " ", header.casefold()).strip()
    return next((kind for kind, promised in HEADED.items() if words in promised), "")


def looks_like_names(values: pl.Series) -> bool:
    """True where most cells are two or three capitalised words, and enough hold a given name."""
    shaped = values.filter(values.str.contains(SHAPED_AS_NAME))
    if not len(shaped) or len(shaped) * 2 < len(values) - values.null_count():
        return False
    words = shaped.str.to_lowercase().str.extract_all(r"[a-z'’]+")
    given = words.list.eval(pl.element().is_in(GIVEN)).list.any()
    return int(given.sum()) * 5 >= len(shaped)
