"""Hands on assaults as the ISTV minimum data set, and as nothing more than that.

Seven data elements, of which the two descriptions in free text are never written: they hold names.
The standard approves no XML schema; this is the local layout that `readers/istv.py` reads too.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

import polars as pl

from watchward.contract.container import written_whole
from watchward.contract.dataset import Dataset
from watchward.contract.period import Period, first_day, last_day
from watchward.errors import InputRefusal, UsageRefusal
from watchward.provider.fields import read_fields
from watchward.provider.layout import lay_out
from watchward.provider.mapping.saved import ExtractMapping
from watchward.provider.names import check_names
from watchward.provider.passage import Feed, passage
from watchward.provider.plan import Plan
from watchward.provider.read import Extract, open_extract
from watchward.provider.sieve import Sieve

SITE = re.compile(r"[A-Z0-9]{3,12}")
DATE, TIME, METHOD, PLACE = "assault_date", "assault_time", "assault_method", "location_type"
NEEDED = (DATE, METHOD, PLACE)
LAYOUT = "watchward-local-1"
OUTSIDE = "outside the reporting period"


@dataclass(frozen=True)
class Submission:
    """What was written, and what was not: reason → records."""

    path: Path
    assaults: int
    not_written: Counter[str]


def write_minimum(  # noqa: PLR0913 what a person may say of a submission
    file: Path,
    *,
    dataset: Dataset,
    provider: str,
    site: str,
    period: Period,
    out: Path,
    keys: Path,
    now: dt.datetime,
    synthetic: bool = False,
    sheet: str = "",
    mapping: ExtractMapping | None = None,
) -> Submission:
    """Write `out`, whole or not at all; a record without what the standard requires is counted."""
    _refuse_words(dataset, provider, site)
    feed = Feed(dataset, provider, now)
    may = passage(feed, keys=keys, synthetic=synthetic, look=False)
    with open_extract(file, dataset, sheet=sheet or (mapping.sheet if mapping else "")) as extract:
        layout = lay_out(extract.records.header, dataset, mapping, file=file.name)
        treated = layout.of(may.plan(layout.matched, b""))
        batches = (layout.translate(batch) for batch in extract.records.batches())
        out.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(out) as opened:
            opened.write(_header(site, period, synthetic=synthetic))
            assaults, not_written = _assaults(batches, treated, opened, period)
            opened.write(b"</ISTV>\n")
            layout.conclude()
            _refuse_nothing(assaults, file.name)
        return Submission(out, assaults, not_written + _unread(extract))


def _refuse_words(dataset: Dataset, provider: str, site: str) -> None:
    check_names(provider, "")
    if {*NEEDED, TIME} - {field.name for field in dataset.fields}:
        raise UsageRefusal(
            "That data set is not of assaults at an emergency department.",
            where="--dataset",
            do="Give ed_assault, ecds_assault or wales_ed_assault.",
        )
    if not SITE.fullmatch(site):
        raise UsageRefusal(
            "The site code is not one.",
            where="--site",
            do="Give the code of the site of treatment: 3 to 12 capital letters and digits.",
        )


def _header(site: str, period: Period, *, synthetic: bool) -> bytes:
    made_up = ' synthetic="true"' if synthetic else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ISTV layout="{LAYOUT}"{made_up}>\n'
        "<SUBMISSION_HEADER>"
        + _element("REPORTING_PERIOD_START_DATE", first_day(period.first).isoformat())
        + _element("REPORTING_PERIOD_END_DATE", last_day(period.last).isoformat())
        + _element("SITE_CODE_OF_TREATMENT", site)
        + "</SUBMISSION_HEADER>\n"
    ).encode()


def _assaults(
    batches: Iterator[pl.DataFrame], treated: Plan, out: BinaryIO, period: Period
) -> tuple[int, Counter[str]]:
    """One element a record that has all that the standard requires."""
    sieve, assaults, not_written = Sieve(treated.dataset), 0, Counter[str]()
    for batch in batches:
        for row in sieve.take(read_fields(batch, treated)).iter_rows(named=True):
            if reason := _lacking(row, treated.dataset, period):
                not_written[reason] += 1
                continue
            out.write(_assault(row).encode())
            assaults += 1
    return assaults, not_written + sieve.left_out


def _lacking(row: dict[str, Any], dataset: Dataset, period: Period) -> str:
    for name in NEEDED:
        if row[name] is None:
            return f"without a readable “{dataset.field(name).title}”"
    month = row[DATE].year * 12 + row[DATE].month - 1
    return "" if month in period.months else OUTSIDE


def _assault(row: dict[str, Any]) -> str:
    """The date alone where the time is not known: none is made up."""
    time = row[TIME].strftime("T%H:%M") if row[TIME] else ""
    return (
        "<ASSAULT>"
        + _element("ASSAULT_DATE_AND_TIME", f"{row[DATE].isoformat()}{time}")
        + _element("ASSAULT_METHOD", row[METHOD])
        + _element("ASSAULT_LOCATION_TYPE", row[PLACE])
        + "</ASSAULT>\n"
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _unread(extract: Extract) -> Counter[str]:
    """Records that gave no row at all."""
    unreadable = {f"with {why}": n for why, n in extract.records.unreadable.items()}
    return Counter(unreadable) + extract.records.left_out


def _refuse_nothing(assaults: int, name: str) -> None:
    if not assaults:
        raise InputRefusal(
            "Not one record has what the standard requires, inside the reporting period.",
            where=name,
            do="Check --period, and look at the extract with `watchward prepare --dry-run`.",
        )
