"""Ages in bands of several widths, told in the widest that any record came in.

A provider may join the bands of a package (contract.coarser), so that 16-17 and 18-24 of one stand
beside 16-24 of another. Counting them apart would make each too small; so all are told as 16-24.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from watchward.analysis import labels_of
from watchward.contract.result import Cell

BAND = re.compile(r"(\d+)(?:-(\d+)|\+)?")
NO_END = 1_000


@dataclass(frozen=True)
class Ages:
    """Code of a band as it came → the band it is told in; `labels` of those, youngest first."""

    told: Mapping[str, str]
    labels: Mapping[str, str]

    @property
    def joined(self) -> bool:
        """True where some records came in wider bands than are declared."""
        return any(code != band for code, band in self.told.items())

    def rows(self, found: Iterable[tuple[Cell, ...]], *, keys: int) -> list[tuple[Cell, ...]]:
        """Rows whose first column is the age, with what follows `keys` columns added up."""
        sums: dict[tuple[Cell, ...], list[int]] = {}
        for row in found:
            age = self.told.get(str(row[0]), row[0])
            counts = [int(one or 0) for one in row[keys:]]
            before = sums.get((age, *row[1:keys]), [0] * len(counts))
            sums[age, *row[1:keys]] = [a + b for a, b in zip(before, counts, strict=True)]
        return [(*key, *counts) for key, counts in sums.items()]

    def residents(
        self, people: Mapping[tuple[str, ...], int], *, at: int = 0
    ) -> dict[tuple[str, ...], int]:
        """Residents by the bands that are told; a band of which a part is not known is left out."""
        sums: dict[tuple[str, ...], int] = {}
        parts: dict[tuple[str, ...], int] = {}
        for key, number in people.items():
            band = (*key[:at], self.told.get(key[at], key[at]), *key[at + 1 :])
            sums[band] = sums.get(band, 0) + number
            parts[band] = parts.get(band, 0) + 1
        declared = [band for code, band in self.told.items() if code in labels_of("age_band")]
        return {key: n for key, n in sums.items() if parts[key] == declared.count(key[at])}


def ages_of(codes: Iterable[Cell]) -> Ages:
    """Which bands there are, and in which each is told."""
    declared = labels_of("age_band")
    every = [*declared, *(str(one) for one in codes if one is not None and one not in declared)]
    spans = {code: span for code in every if (span := _span(code))}
    told = {code: _widest(code, spans) for code in spans}
    used = sorted(set(told.values()), key=lambda code: spans[code])
    return Ages(told, {code: declared.get(code, _called(code)) for code in used})


def _called(code: str) -> str:
    """As the code list calls its last band."""
    return f"{code[:-1]} and over" if code.endswith("+") else code


def _widest(code: str, spans: Mapping[str, Sequence[int]]) -> str:
    low, high = spans[code]
    round_it = [one for one, (a, b) in spans.items() if a <= low and high <= b]
    return max(round_it, key=lambda one: spans[one][1] - spans[one][0])


def _span(code: str) -> tuple[int, int] | None:
    match = BAND.fullmatch(code)
    if match is None:
        return None
    low = int(match[1])
    open_end = code.endswith("+")
    return low, NO_END if open_end else int(match[2] or low)
