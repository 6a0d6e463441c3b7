"""The hub in one sentence: receive, admit, judge, set the faulty aside, store the rest, say so."""

import datetime as dt
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from watchward.contract.receipt import Receipt
from watchward.hub.admit import OneSource, admit
from watchward.hub.case import Case
from watchward.hub.completeness import Tally
from watchward.hub.full_disk import full_disk_refused
from watchward.hub.gateways import lawful
from watchward.hub.ledger import record_receipt, refusals_noted
from watchward.hub.opened import opened
from watchward.hub.outcome import Outcome
from watchward.hub.quarantine import Pen, quarantine
from watchward.hub.receive import arrive, unpack
from watchward.hub.recover import recovered
from watchward.hub.store import Shelf, store_outcome
from watchward.hub.validate import judge
from watchward.lake.lock import writer_lock
from watchward.lake.store import Store
from watchward.lake.version import current_version
from watchward.settings import Settings

Progress = Callable[[str, int, int], None]


def receive(
    path: Path,
    *,
    store: Store,
    by: str,
    now: dt.datetime,
    settings: Settings,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> Receipt:
    """Take one package into the store, or refuse it whole; a dry run stores nothing."""
    production = store.production or settings.production
    noted = None if dry_run else store
    with ExitStack() as open_until_the_end:
        for guard in (writer_lock(store), full_disk_refused(store), recovered(store)):
            open_until_the_end.enter_context(guard)
        with refusals_noted(noted, file=path.name, by=by, now=now):
            plain = open_until_the_end.enter_context(opened(path, store=store, now=now))
            arrived = arrive(plain, now=now, sealed=plain is not path)
        with refusals_noted(noted, file=path.name, by=by, now=now, package=arrived.names):
            key = admit(arrived, store=store, production=production, on=now.date())
            data = unpack(arrived, store=store)
            lawful(arrived, data)
            case = Case.of(arrived.manifest, dataset=arrived.dataset, now=now)
            source, pen = OneSource(arrived, store=store), Pen(data.parent)
            tally = Tally(arrived.dataset)
            with Shelf(store, arrived, write=not dry_run) as shelf:
                for batch in judge(
                    data, case=case, rows=arrived.rows, where=arrived.file, progress=progress
                ):
                    source.meet(batch.records)
                    pen.add(batch.findings)
                    shelf.add(batch.records, batch.kept)
                    tally.add(batch.records, batch.kept)
                parts = shelf.parts()
            if not dry_run:
                quarantine(pen, store=store, package=arrived.package.sha256)
            reasons, notes = pen.said(rejecting=True), pen.said(rejecting=False)
            filled = tally.so_far
            outcome = Outcome(arrived, shelf.rows, reasons, notes, key, source.value, filled)
            outcome.something_left()
            if dry_run:
                return outcome.receipt(now=now, store_version=current_version(store))
            stored = store_outcome(outcome, parts, store=store, by=by, now=now)
        with full_disk_refused(store, stored=True):
            record_receipt(store, stored)
        return stored.receipt
