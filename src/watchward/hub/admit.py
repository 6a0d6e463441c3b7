"""May this package come into this store? Asked of the ledger, before any record is looked at."""

import datetime as dt
import sqlite3

import polars as pl

from watchward.contract.period import Period
from watchward.errors import PackageRefusal, StoreRefusal
from watchward.hub.arrived import Arrived
from watchward.hub.bodies import asked_of, nation_of, of_its_nation
from watchward.hub.covered import covered
from watchward.hub.enrol import key_known_as
from watchward.hub.gateways import approved
from watchward.hub.locks import not_locked
from watchward.hub.opened import meant_for_us
from watchward.hub.removal import not_removed
from watchward.lake.ledger_file import ledger
from watchward.lake.store import Store


def admit(arrived: Arrived, *, store: Store, production: bool, on: dt.date) -> str:
    """How the key is known; a refusal says why the package may not come in."""
    meant_for_us(arrived, store=store)
    with ledger(store) as connection:
        nation = nation_of(connection, arrived.manifest.provider)
        if production:
            _fit_for_production(arrived, nation)
        of_its_nation(arrived, nation)
        known = key_known_as(
            connection,
            provider=arrived.manifest.provider,
            public_key=arrived.manifest.public_key,
            production=production,
            where=arrived.file,
        )
        _one_kind(connection, arrived)
        _not_held(connection, arrived)
        covered(connection, arrived, on=on, production=production)
        of = {"provider": arrived.manifest.provider, "dataset": arrived.manifest.dataset}
        not_removed(connection, **of, period=arrived.period, where=arrived.file)
        not_locked(connection, **of, period=arrived.period, where=arrived.file)
        _no_clash(connection, arrived)
    return known


def _fit_for_production(arrived: Arrived, nation: str) -> None:
    if arrived.manifest.synthetic:
        raise StoreRefusal(
            "It is synthetic, and a production store takes no made-up records.",
            where=arrived.file,
            do="Receive it into a store of its own.",
        )
    if not arrived.dataset.public and not arrived.sealed:
        raise PackageRefusal(
            "It came open, and holds records that are not already public.",
            where=arrived.file,
            do="Have the provider prepare it again with --receiver and this hub's code; treat "
            "the way by which it came as having seen it.",
        )
    approved(arrived, asked=asked_of(arrived.dataset, nation))
    if not arrived.dataset.public:
        raise StoreRefusal(
            "It holds real records that are not already open, and nobody but their makers has "
            "reviewed sharing and disclosure control yet.",
            where=arrived.file,
            do="Receive only data sets that are published record by record, until a version of "
            "Watchward says that they were reviewed.",
        )


def _one_kind(connection: sqlite3.Connection, arrived: Arrived) -> None:
    """Made-up and real records never share a store, so that they can never share an answer."""
    made_up = arrived.manifest.synthetic
    other = connection.execute(
        "select count(*) as n from receipt where json_extract(body, '$.synthetic') <> ?",
        (int(made_up),),
    ).fetchone()
    if other["n"]:
        kinds = ("synthetic", "real") if made_up else ("real", "synthetic")
        raise PackageRefusal(
            f"It holds {kinds[0]} records, and this store holds {kinds[1]} ones.",
            where=arrived.file,
            do="Receive it into a store of its own.",
        )


def _not_held(connection: sqlite3.Connection, arrived: Arrived) -> None:
    row = connection.execute(
        "select id, replaced_by from receipt where package = ?", (arrived.package.sha256,)
    ).fetchone()
    if row is None:
        return
    if row["replaced_by"]:
        raise PackageRefusal(
            f"This package was received under receipt {row['id']} and has since been replaced "
            f"by {row['replaced_by']}.",
            where=arrived.file,
            do="To go back to it, prepare it again as a correction.",
        )
    raise PackageRefusal(
        f"This package is already held, under receipt {row['id']}.",
        where=arrived.file,
        do="Nothing needs doing.",
    )


def _no_clash(connection: sqlite3.Connection, arrived: Arrived) -> None:
    """A period is held once; a correction names the receipt it replaces, and covers it exactly."""
    manifest = arrived.manifest
    rows = connection.execute(
        "select id, first, last from receipt"
        " where dataset = ? and provider = ? and replaced_by = '' order by first",
        (manifest.dataset, manifest.provider),
    ).fetchall()
    held = {row["id"]: Period(row["first"], row["last"]) for row in rows}
    if manifest.replaces and manifest.replaces not in held:
        raise PackageRefusal(
            "It replaces a receipt that this provider does not hold for this data set, "
            "or that has already been replaced.",
            where=arrived.file,
            do="See `watchward ledger` for the receipt that stands.",
        )
    others = [
        receipt
        for receipt, period in held.items()
        if receipt != manifest.replaces and period.overlaps(arrived.period)
    ]
    if others:
        raise PackageRefusal(
            f"Months of {arrived.period} are already held, under {', '.join(others[:3])}.",
            where=arrived.file,
            do=f"If it is a correction, prepare it again with --replaces {others[0]}.",
        )
    if manifest.replaces and held[manifest.replaces] != arrived.period:
        raise PackageRefusal(
            f"It is of {arrived.period}, and the receipt it replaces is of "
            f"{held[manifest.replaces]}: some months would be lost or doubled.",
            where=arrived.file,
            do="Prepare the correction for exactly the same period.",
        )


class OneSource:
    """The value that marks everything a provider sends, where its data set has such a field."""

    def __init__(self, arrived: Arrived, *, store: Store) -> None:
        self._arrived = arrived
        self._field = arrived.dataset.one_source
        self._met = _known_source(store, arrived) if self._field else set()

    def meet(self, records: pl.DataFrame) -> None:
        """Refuse the package where it has another than before, or several."""
        if not self._field:
            return
        self._met |= set(records[self._field].drop_nulls().unique())
        if len(self._met) > 1:
            title = self._arrived.dataset.field(self._field).title
            raise PackageRefusal(
                f"`{title}` is not one and the same throughout what this provider has sent.",
                where=self._arrived.file,
                do="Check that the file is of the right place; send another place's file under "
                "a provider code of its own.",
            )

    @property
    def value(self) -> str:
        """The one value; empty where the data set has no such field."""
        return next(iter(self._met), "")


def _known_source(store: Store, arrived: Arrived) -> set[str]:
    with ledger(store) as connection:
        rows = connection.execute(
            "select distinct source from receipt"
            " where dataset = ? and provider = ? and source <> '' and replaced_by = ''",
            (arrived.manifest.dataset, arrived.manifest.provider),
        ).fetchall()
    return {row["source"] for row in rows}
