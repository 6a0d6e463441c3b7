"""An attack by linkage: who knows of events looks for them in what analysts and the public get.

The attacker knows the age band, sex and day of an event, and in the second case its 100 m square
too. Analysts' tier: the records as the hub holds them; an event is found where one record alone
fits. Open tier: every answer that is released to everybody; the narrowest printed count that the
event is part of is sought, and it is found where that count is one. Run as a module it writes the
page of the figures.
"""

import datetime as dt
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tests.provider_extracts import opened
from watchward.analysis import analyses
from watchward.contract.about import Options
from watchward.contract.dataset import dataset
from watchward.contract.period import month_number
from watchward.contract.safe_result import SafeCell, SafeResult, SafeTable
from watchward.disclosure.flow import ask
from watchward.errors import Refusal
from watchward.hub.flow import receive
from watchward.lake.store import Store, open_store
from watchward.provider.flow import prepare
from watchward.settings import Settings
from watchward.synthetic.flow import make_partnership

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "linkage-attack.md"
NOW = dt.datetime(2026, 2, 3, 9, tzinfo=dt.UTC)
SEED, MONTHS = 20_260_131, 12
PERSON = ("victim_age", "victim_sex", "day")
SMALL = 8
LABELS = {"age_band": "victim_age", "sex": "victim_sex"}  # any other label might fit


@dataclass(frozen=True)
class Found:
    """Of `events` so many were found, and so many narrowed to fewer than eight."""

    events: int
    found: int
    narrowed: int

    @property
    def share(self) -> float:
        """Per cent found."""
        return 100 * self.found / self.events if self.events else 0.0


@dataclass(frozen=True)
class Report:
    """The same events, sought in both tiers."""

    day: Found
    day_and_square: Found
    tables: Found  # of analysts: exact, marked as not for release
    released: Found
    answers: int


def attack(folder: Path, *, events: int, months: int = MONTHS) -> Report:
    """Make a synthetic hospital, send its records through provider and hub, and look for them."""
    made = make_partnership(folder / "made", seed=SEED, last=month_number("2026-01"), months=months)
    settings = Settings("development", folder, "synthetic")
    store = open_store(folder / "store", create=True)
    held = []
    for path in made.extracts["ed_assault"]:
        prepared = prepare(
            path,
            dataset=dataset("ed_assault"),
            provider="synthetic-hospital",
            out=folder / "out",
            keys=settings.keys,
            made_at=NOW - dt.timedelta(days=1),
            synthetic=True,
        )
        receive(prepared.package, store=store, by="attack", now=NOW, settings=settings)
        held.append(opened(prepared))
    records = pl.concat(held).drop_nulls([*PERSON, "cell"])
    chosen = records.sample(min(events, records.height), seed=SEED)
    answers = list(_answers(store, settings, audience="open"))
    exact = _answers(store, settings, audience="analyst")
    return Report(
        day=_among(records, chosen, PERSON),
        day_and_square=_among(records, chosen, (*PERSON, "cell")),
        tables=_printed(exact, chosen),
        released=_printed(answers, chosen),
        answers=len(answers),
    )


def _among(records: pl.DataFrame, chosen: pl.DataFrame, known: Iterable[str]) -> Found:
    """Records that fit what is known of each event."""
    names = list(known)
    fit = Counter(records.select(names).rows())
    sizes = [fit[row] for row in chosen.select(names).rows()]
    return Found(len(sizes), sizes.count(1), sum(size < SMALL for size in sizes))


def _answers(store: Store, settings: Settings, *, audience: str) -> Iterator[SafeResult]:
    """Every answer of the questions that are not for analysts alone, as the gate lets it out."""
    for name, one in analyses().items():
        if one.ABOUT.analysts_only:
            continue
        try:
            yield ask(
                name, store=store, options=Options(), audience=audience, settings=settings, now=NOW
            )
        except Refusal:
            continue


def _printed(answers: Iterable[SafeResult], chosen: pl.DataFrame) -> Found:
    """The narrowest printed count that fits each event; a label of another kind fits all."""
    values = {name: set(chosen[name].to_list()) for name in LABELS.values()}
    rows = [
        (_known(row, values), size)
        for answer in answers
        for table in answer.tables
        for row in table.records()
        for size in _counts(table, row)
    ]
    found = narrowed = 0
    for event in chosen.to_dicts():
        sizes = [
            size
            for labels, size in rows
            if all(event[name] == value for name, value in labels.items())
        ]
        narrowest = min(sizes, default=chosen.height)
        found += narrowest == 1
        narrowed += narrowest < SMALL
    return Found(chosen.height, found, narrowed)


def _known(row: Mapping[str, SafeCell], values: Mapping[str, set[str]]) -> dict[str, object]:
    """What the row says of a person, in words that the records use too."""
    said = {LABELS[name]: cell.value for name, cell in row.items() if name in LABELS}
    return {name: value for name, value in said.items() if value in values[name]}


def _counts(table: SafeTable, row: Mapping[str, SafeCell]) -> list[int]:
    names = [column.name for column in table.columns if column.role == "count"]
    cells = [row[name] for name in names]
    return [int(cell.value) for cell in cells if not cell.mark and cell.value]


def page(report: Report) -> str:
    """The figures as a page; nothing on it is typed by hand."""
    lines = [
        ("analysts: the records themselves", "age band, sex, day", report.day),
        ("analysts: the records themselves", "with the 100 m square too", report.day_and_square),
        ("analysts: the same answers, exact", "everything above", report.tables),
        (f"open: {report.answers} released answers", "everything above", report.released),
    ]
    table = "\n".join(
        f"| {tier} | {known} | {one.events:,} | {one.found:,} ({one.share:.1f} %) "
        f"| {one.narrowed:,} |"
        for tier, known, one in lines
    )
    return f"""# What an attacker who knows of an event finds

Written by `python -m tests.generative.linkage`, on synthetic hospital records of {MONTHS} months;
nothing here is typed by hand. The attacker knows of an event and seeks its record.
*Found*: one record alone fits, or one printed count is 1. *Narrowed*: fewer than {SMALL} fit.

| tier | known | events | found | narrowed to fewer than {SMALL} |
|---|---|---|---|---|
{table}

The first two lines are why records stay at the hub and are treated as personal data. In answers a
label that the attacker cannot match (a weapon, an hour) is taken to fit, so that the last two lines
are upper bounds; the third is the control, that the attack finds small counts where nothing hides
them. The last says that no released count singles out an event. How releases stand against each
other is tested apart ([disclosure](../explanation/disclosure.md)).

Synthetic towns are small and even: a real one may differ. Measure your own extract with
`watchward prepare --dry-run`.
"""


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        written = page(attack(Path(scratch), events=2_000))
    PAGE.write_text(written, encoding="utf-8")
    sys.stdout.write(written)
