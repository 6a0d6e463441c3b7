"""The mapping as a small file that a person can read, correct and keep with the exports.

It holds headers, ways of writing dates and reviewed words; never a cell of any other column. What
could be somebody's (a name, a number, a header that promises one) is refused on the way in and out.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from watchward.contract.dataset import Dataset, Field, datasets
from watchward.errors import PrivacyRefusal, UsageRefusal
from watchward.provider.identifiers import hits, looks_like_names
from watchward.provider.mapping.codes import codes_of
from watchward.provider.mapping.formats import DATES, TIMES
from watchward.provider.mapping.profile import LONGEST_WORD
from watchward.provider.mapping.propose import promises

FORMAT = "watchward-mapping/1"
AGAIN = "Run `watchward map` on the extract again, or mend the file."
LARGEST = 256 * 1024
ABOUT = {"format", "dataset", "dataset_version", "reviewed_by", "reviewed_at", "sheet", "empty"}
KEYS = ABOUT | {"columns", "written", "codes", "shape"}


@dataclass(frozen=True)
class ExtractMapping:
    """How one provider's extracts of one data set are read."""

    dataset: str
    dataset_version: str
    reviewed_by: str  # empty: a draft, which nothing is prepared with
    reviewed_at: str
    columns: Mapping[str, str]  # field → header
    written: Mapping[str, str]  # field → way of writing its dates or times
    codes: Mapping[str, Mapping[str, str]]  # field → word → listed code; "" leaves it unlisted
    stay: tuple[str, ...]  # headers that stay behind, as they may be repeated
    headers: int
    fingerprint: str
    sheet: str = ""
    empty: tuple[str, ...] = field(default=())  # words that mean that a cell is empty

    @property
    def leaving(self) -> tuple[str, ...]:
        """Headers of columns that leave: not of the words that are only looked up here."""
        return tuple(h for name, h in self.columns.items() if name != self.declared.place.text)

    @property
    def declared(self) -> Dataset:
        """The data set."""
        return datasets()[self.dataset]


def read_mapping(path: Path, dataset: Dataset | None = None) -> ExtractMapping:
    """Read and check; `dataset` is the one that it should be for."""
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError
        written = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise wrong("There is no mapping that can be read.", path, "Check the path.") from None
    except (ValueError, RecursionError):
        raise wrong("The mapping is not TOML.", path, AGAIN) from None
    mapping = _read(written, path)
    check(mapping, where=path.name)
    if dataset is not None and mapping.dataset != dataset.name:
        raise wrong("The mapping is for another data set.", path, "Give the one for this set.")
    return mapping


def _read(written: dict[str, Any], path: Path) -> ExtractMapping:
    try:
        if written.get("format") != FORMAT or set(written) - KEYS:
            raise ValueError
        shape = written["shape"]
        return ExtractMapping(
            dataset=_text(written["dataset"]),
            dataset_version=_text(written["dataset_version"]),
            reviewed_by=_text(written["reviewed_by"]),
            reviewed_at=_text(written["reviewed_at"]),
            columns=_texts(written["columns"]),
            written=_texts(written.get("written", {})),
            codes={name: _texts(words) for name, words in written.get("codes", {}).items()},
            stay=tuple(map(_text, shape["stay"])),
            headers=int(shape["headers"]),
            fingerprint=_text(shape["fingerprint"]),
            sheet=_text(written.get("sheet", "")),
            empty=tuple(map(_text, written.get("empty", ()))),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        raise wrong("The mapping lacks something, or says too much.", path, AGAIN) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(table: Mapping[str, object]) -> dict[str, str]:
    return {key: _text(value) for key, value in table.items()}


def check(mapping: ExtractMapping, *, where: str) -> None:
    """Refuse what could not be meant, and whatever could be somebody's."""
    if mapping.dataset not in datasets():
        raise wrong("The mapping is for a data set that is not known.", where, AGAIN)
    dataset = mapping.declared
    if mapping.dataset_version not in dataset.versions:
        raise wrong("The data set has changed since the mapping was reviewed.", where, AGAIN)
    fields = {one.name: one for one in dataset.mapped}
    named = {*mapping.columns, *mapping.written, *mapping.codes}
    if named - set(fields) or {*mapping.written, *mapping.codes} - set(mapping.columns):
        raise wrong("The mapping names fields that do not leave, or have no column.", where, AGAIN)
    missing = [one.title for one in fields.values() if one.required and one.name not in named]
    if missing:
        said = ", ".join(f"“{title}”" for title in missing)
        raise wrong(f"The mapping has no column for: {said}.", where, AGAIN)
    for name, way in mapping.written.items():
        if way not in (TIMES if fields[name].type == "time" else DATES):
            ways = ", ".join((*DATES, *TIMES))
            raise wrong("A way of writing dates or times is not known.", where, f"Use: {ways}.")
    for name, words in mapping.codes.items():
        _check_codes(fields[name], words, where)
    _refuse_persons(mapping, where)


def _check_codes(of: Field, words: Mapping[str, str], where: str) -> None:
    if of.type not in ("code", "yes_no"):
        raise wrong(f"“{of.title}” has no code list.", where, AGAIN)
    listed = set(codes_of(of).labels) | {""}
    if set(words.values()) - listed:
        codes = ", ".join(codes_of(of).labels)
        raise wrong(f"A code of “{of.title}” is not listed.", where, f"Use one of: {codes}.")


def _refuse_persons(mapping: ExtractMapping, where: str) -> None:
    words = [word for table in mapping.codes.values() for word in table]
    headers = pl.Series([*mapping.columns.values(), mapping.sheet], dtype=pl.String)
    fields = {one.name: one for one in mapping.declared.fields}
    promised = [one for one, said in mapping.columns.items() if promises(said, fields[one])]
    promised += list(hits(headers, ids=False))
    if promised or not all(map(harmless, words)) or not all(map(harmless, mapping.empty)):
        raise PrivacyRefusal(
            "The mapping holds what looks like a person's name or number, or lets one leave.",
            where=where,
            do="Take that line out: such words are never mapped, and such columns stay behind.",
        )


def harmless(word: str) -> bool:
    """Whether a word may stand in the file: short, and nobody's name, number or address."""
    values = pl.Series([word.title()], dtype=pl.String)
    raw = pl.Series([word], dtype=pl.String)
    found = hits(raw, ids=False) or hits(raw.str.to_uppercase(), ids=False)
    return 0 < len(word) <= LONGEST_WORD and not found and not looks_like_names(values)


def wrong(what: str, where: Path | str, do: str) -> UsageRefusal:
    """What is said of the file itself; of a path only its name."""
    return UsageRefusal(what, where=where.name if isinstance(where, Path) else where, do=do)
