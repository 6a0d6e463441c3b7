"""Reads lists/NAME.csv + NAME.toml and figures/NAME.toml; refuses one that is not cited."""

import csv
import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from watchward.errors import UsageRefusal

HERE = Path(__file__).parent
CITED = ("title", "publisher", "url", "licence", "retrieved", "status")
STATUSES = ("published", "unverified", "local default")


@dataclass(frozen=True)
class Citation:
    """Where a list or figure comes from; `status` says whether we checked it with the publisher."""

    title: str
    publisher: str
    url: str
    licence: str
    retrieved: dt.date
    status: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class CodeList:
    """Codes with their labels, in the publisher's order; `aliases`: case-folded spelling → code."""

    name: str
    labels: Mapping[str, str]
    aliases: Mapping[str, str]
    citation: Citation


@dataclass(frozen=True)
class Figure:
    """Numbers as a publisher prints them, under one citation."""

    name: str
    data: Mapping[str, Any]
    citation: Citation


def _citation(written: Mapping[str, Any], where: str) -> Citation:
    missing = [key for key in CITED if key not in written]
    if missing or written["status"] not in STATUSES:
        raise UsageRefusal(
            f"It lacks {', '.join(missing) or 'a known status'}.",
            where=f"reference file {where}",
            do=f"Cite it: {', '.join(CITED)}; status is one of: {', '.join(STATUSES)}.",
        )
    optional = {key: written[key] for key in ("valid_from", "valid_to", "note") if key in written}
    return Citation(**{key: written[key] for key in CITED}, **optional)


def _aliases(rows: list[dict[str, str]], *, strict: bool, where: str) -> dict[str, str]:
    """Every accepted spelling, case-folded; one that stood for two codes would be a coin toss."""
    aliases: dict[str, str] = {}
    for row in rows:
        others = () if strict else (row["label"], *(row.get("aliases") or "").split("|"))
        for spelling in (row["code"], *others):
            folded = spelling.strip().casefold()
            if folded and aliases.setdefault(folded, row["code"]) != row["code"]:
                raise UsageRefusal(
                    f"The spelling {folded!r} stands for two codes.",
                    where=f"reference file {where}",
                    do="Keep it under one of them.",
                )
    return aliases


@cache
def code_list(name: str) -> CodeList:
    """The code list NAME: a CSV with columns code, label and optionally aliases (split on |).

    `aliases = false` in its TOML makes it strict: only the code itself is accepted, not its label.
    """
    path = HERE / "lists" / f"{name}.csv"
    if not path.exists():
        raise UsageRefusal(
            f"There is no code list called {name}.", do=f"There are: {', '.join(names('lists'))}."
        )
    written = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    cite = _citation(written, f"lists/{name}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = {row["code"]: row["label"] for row in rows}
    strict = not written.get("aliases", True)
    aliases = _aliases(rows, strict=strict, where=f"lists/{name}")
    return CodeList(name, MappingProxyType(labels), MappingProxyType(aliases), cite)


@cache
def figure(name: str) -> Figure:
    """The figure NAME: a TOML file whose [data] table holds the numbers as printed."""
    path = HERE / "figures" / f"{name}.toml"
    if not path.exists():
        raise UsageRefusal(
            f"There is no figure called {name}.", do=f"There are: {', '.join(names('figures'))}."
        )
    written = tomllib.loads(path.read_text("utf-8"))
    return Figure(name, MappingProxyType(written["data"]), _citation(written, f"figures/{name}"))


def names(kind: str) -> tuple[str, ...]:
    """Names of everything of one kind: "lists" or "figures"."""
    return tuple(sorted(path.stem for path in (HERE / kind).glob("*.toml")))
