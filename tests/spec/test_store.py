"""A real store opened at a version: what it holds, what is missing, and what a later one adds."""

import pytest

from tests.faults.packages import NOW, SETTINGS, package, street
from tests.spec.engines import ENGINES, NAMES
from watchward.analysis import trends
from watchward.contract.about import Options
from watchward.engine.api import open_tables
from watchward.errors import PackageRefusal
from watchward.hub.flow import receive
from watchward.hub.ledger import holdings
from watchward.lake.store import open_store

MARCH = 2024 * 12 + 2


@pytest.fixture(params=ENGINES, ids=NAMES)
def received(request, tmp_path):
    """A store, and a way to send it months of so many street crimes."""
    store = open_store(tmp_path / "store", create=True)
    opened = []

    def send(period, rows, **own):
        month = period[:7]
        records = [street(row, month) for row in range(2, 2 + rows)]
        name = f"p{len(list(tmp_path.iterdir()))}"
        path = package(tmp_path, name, records, period=period, **own)
        return receive(path, store=store, by="ana", now=NOW, settings=SETTINGS)

    def tables(version=""):
        opened.append(open_tables(store, version=version, engine=request.param))
        return opened[-1]

    yield send, tables, store
    for one in opened:
        one.close()


def counts(tables):
    return tables.rows("select period, count(*) as n from incident group by period order by period")


def test_it_reads_what_its_version_lists(received):
    send, tables, _ = received
    first = send("2024-03", 2)
    send("2024-05", 3)
    now, then = tables(), tables(first.store_version)
    assert counts(now) == [("2024-03", 2), ("2024-05", 3)]
    assert counts(then) == [("2024-03", 2)]
    assert then.version == first.store_version
    (source,) = now.sources()
    assert (source.missing_months, source.synthetic, source.public) == ((MARCH + 1,), True, True)
    assert now.months("police_street") == (MARCH, MARCH + 2)


def test_an_empty_month_of_a_longer_package_is_missing_and_not_zero(received):
    send, tables, store = received
    send("2024-03..2024-05", 2)  # both records are of March
    assert tables().months("police_street") == (MARCH,)
    (entry,) = holdings(store)
    assert entry["missing_within"] == ["2024-04", "2024-05"]


def test_made_up_and_real_records_never_share_a_store(received):
    send, _, _ = received
    send("2024-03", 2)
    with pytest.raises(PackageRefusal, match="this store holds synthetic"):
        send("2024-04", 2, synthetic=False)


def test_a_correction_counts_once(received):
    send, tables, _ = received
    first = send("2024-03", 4)
    send("2024-03", 2, replaces=first.id)
    assert counts(tables()) == [("2024-03", 2)]
    months = trends.run(tables(), Options()).tables[0]
    assert months.rows == ((MARCH, 2),)


def test_the_same_version_gives_the_same_answer(received):
    send, tables, _ = received
    version = send("2024-03", 2).store_version
    before = trends.run(tables(version), Options())
    send("2024-04", 5)
    assert trends.run(tables(version), Options()) == before


def test_a_store_without_geography_has_none(received):
    send, tables, store = received
    send("2024-03", 1)
    assert tables().boundaries() is None
    assert tables().places() is None
    (store.geography / "places.csv").write_text(
        "place_id,name,kind,easting,northing,radius_m\n1,Square,street,1,2,3\n", encoding="utf-8"
    )
    assert len(tables().places()) == 1
