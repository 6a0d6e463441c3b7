"""Every declared data set against bad extracts, bad rows and bad packages: the right reason each.

A bad row is set aside and counted; a bad extract is refused by the provider's own tool, and a bad
package by the hub, which keeps nothing of it.
"""

import re
from collections import Counter

import numpy as np
import polars as pl
import pytest

from tests.faults.packages import NOW, SETTINGS, columns, package
from tests.provider_extracts import left_in, make, opened
from watchward.contract.dataset import OUTWARD, datasets
from watchward.contract.period import Period
from watchward.errors import InputRefusal, PackageRefusal, PrivacyRefusal
from watchward.hub.flow import receive
from watchward.hub.ledger import holdings
from watchward.lake.store import open_store
from watchward.synthetic.extract import Seen, extract
from watchward.synthetic.flow import first_of
from watchward.synthetic.town import make_town
from watchward.synthetic.world import Truth, make_world

FIRST = 2024 * 12  # January 2024
QUARTER = "2024-01..2024-03"
NAMES = sorted(datasets())
ROWS = 80
FORMULA, ADDRESS = "=1+1", "somebody@example.org"


@pytest.fixture(scope="module")
def raw():
    """Data set → a clean synthetic extract, every cell as text."""
    start, end = first_of(FIRST), first_of(FIRST + 3)
    truth = Truth(seed=3, months=3, patients_a_month=30)
    world = make_world(make_town(), truth, first_day=start, days=end - start)
    seen = Seen(world, np.argsort(world.minute)[:ROWS], np.random.default_rng(1))
    made = {}
    for name, of in datasets().items():
        frame = extract(of, seen).select(pl.all().cast(pl.String))
        if of.one_source:
            frame = frame.with_columns(pl.col(header(of, of.one_source)).first())
        made[name] = frame
    return made


def header(of, field):
    return of.field(field).headers[0]


def when(of):
    return of.time.moment or of.time.date or of.time.month


def leaving(of):
    """A column that leaves as itself, whatever the data set."""
    fields = [f for f in of.fields if f.treatment != "drop" and f.type in ("id", "code", "integer")]
    return fields[0].headers[0]


def put(frame, column, value, *rows):
    at = pl.int_range(pl.len()).is_in(rows) if rows else pl.lit(value=True)
    return frame.with_columns(pl.when(at).then(pl.lit(value)).otherwise(column).alias(column))


EXTRACTS = {
    "no column for the time": (
        lambda of, frame: frame.drop(header(of, when(of))).write_csv(),
        (InputRefusal, "Missing"),
    ),
    "the same column twice": (
        lambda of, frame: frame.with_columns(
            pl.col(header(of, when(of))).alias(of.field(when(of)).name + "_")
        ).write_csv(),
        (InputRefusal, "Two columns hold the same thing"),
    ),
    "no row of headers": (
        lambda _, frame: frame.write_csv(include_header=False),
        (InputRefusal, "Missing"),
    ),
    "nothing": (lambda *_: b"", (InputRefusal, "The file is empty")),
    "headers alone": (
        lambda _, frame: frame.clear().write_csv(),
        (InputRefusal, "headers and no rows"),
    ),
    "another month": (
        lambda of, frame: put(
            frame, header(of, when(of)), "2023-05" if of.time.month else "2023-05-05"
        ).write_csv(),
        (InputRefusal, "a file for another month"),
    ),
    "no readable day": (
        lambda of, frame: put(frame, header(of, when(of)), "yesterday").write_csv(),
        (InputRefusal, "No row has a date"),
    ),
    "somebody's address in what leaves": (
        lambda of, frame: put(frame, leaving(of), ADDRESS, 3).write_csv(),
        (PrivacyRefusal, "looks like a person's"),
    ),
}


@pytest.mark.parametrize("variant", EXTRACTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_bad_extract_is_refused_before_anything_is_written(name, variant, raw, tmp_path):
    spoiled, (kind, words) = EXTRACTS[variant]
    of = datasets()[name]
    with pytest.raises(kind, match=words) as refused:
        make(tmp_path, spoiled(of, raw[name]), name=name, period=Period.parse(QUARTER))
    assert ADDRESS not in str(refused.value)
    assert left_in(tmp_path / "out") == []


def bad_rows(of):
    """Header → value, and the reason that the row is to be set aside for."""
    name, month, timed = when(of), bool(of.time.month), bool(of.time.moment)
    days = ["2091-01", "1900-02", "2023-11", "2024-13", ""]
    if not month:
        clock = "T10:00:00" if timed else ""
        days = [f"2091-01-15{clock}", f"1900-02-01{clock}", f"2023-11-05{clock}", "2024-02-31", ""]
    rules = ("future_date", "before_earliest", "outside_period", "unreadable_value")
    for day, rule in zip(days, (*rules, "missing_value"), strict=True):
        yield {name: day}, f"{rule}: {name}"
    if of.time.time:
        yield {of.time.time: "25:61"}, f"unreadable_value: {of.time.time}"
    place = of.place
    point = [n for n in (place.easting or place.longitude, place.northing or place.latitude) if n]
    for one in point:
        yield {one: "nowhere"}, f"unreadable_value: {one}"
    if point and place.on_land:
        sea = ("10", "10") if place.easting else ("-8.9", "49.1")
        yield dict(zip(point, sea, strict=True)), f"place_off_land: {point[0]}"
    if place.area_kind == OUTWARD:
        yield {place.area: "1 Invented Street"}, f"unreadable_value: {place.area}"
    for field in (one for one in of.kept if not one.made):
        if field.type == "code":
            yield {field.name: FORMULA}, f"unlisted_code: {field.name}"
        if field.type == "integer":
            yield {field.name: "-4"}, f"unreadable_value: {field.name}"
            yield {field.name: "10000000"}, f"unreadable_value: {field.name}"
    if of.id_field and of.id_field.filled:
        yield {of.id_field.name: ""}, f"missing_value: {of.id_field.name}"


@pytest.mark.parametrize("name", NAMES)
def test_each_bad_row_is_set_aside_for_its_own_reason_and_no_other_is(name, raw, tmp_path):
    of, frame = datasets()[name], raw[name]
    expected = Counter()
    for row, (cells, reason) in enumerate(bad_rows(of), start=1):
        for field, value in cells.items():
            frame = put(frame, header(of, field), value, row * 2)
        expected[reason] += 1
    if of.id_field:
        first = header(of, of.id_field.name)
        frame = put(frame, first, frame[first][1], 3)
        expected[f"duplicate_record: {of.id_field.name}"] += 1
    prepared = make(
        tmp_path, frame.write_csv(), name=name, provider="testford", period=Period.parse(QUARTER)
    )
    store = open_store(tmp_path / "store", create=True)
    receipt = receive(prepared.package, store=store, by="ana", now=NOW, settings=SETTINGS)
    assert receipt.reasons == dict(expected)
    assert receipt.accepted == ROWS - expected.total()


@pytest.fixture(scope="module")
def clean(raw, tmp_path_factory):
    """Data set → what a right package of it holds."""
    folder = tmp_path_factory.mktemp("clean")
    made = {}
    for name in NAMES:
        (folder / name).mkdir()
        made[name] = opened(make(folder / name, raw[name].write_csv(), name=name))
    return made


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return open_store(tmp_path_factory.mktemp("hub") / "store", create=True)


def sealed(folder, of, frame, **own):
    return package(folder, "p", frame, period=QUARTER, data_set=of.name, **own)


def flipped(folder, of, frame):
    path = sealed(folder, of, frame)
    body = bytearray(path.read_bytes())
    body[-200] ^= 1
    path.write_bytes(body)
    return path


def cut_short(folder, of, frame):
    path = sealed(folder, of, frame)
    path.write_bytes(path.read_bytes()[:-100])
    return path


def half_a_point(frame):
    nothing = pl.lit(None, pl.Int32)
    return frame.with_columns(easting=pl.lit(5, pl.Int32), northing=nothing)


PACKAGES = {
    "changed after it was signed": (flipped, "not whole"),
    "cut short": (cut_short, "not whole"),
    "another version of the data set": (
        lambda folder, of, frame: sealed(folder, of, frame, dataset_version="99"),
        "does not know",
    ),
    "an undeclared column": (
        lambda folder, of, frame: sealed(
            folder, of, frame, columns=(*columns(of), "patient_address")
        ),
        "does not declare",
    ),
    "rows that do not add up": (
        lambda folder, of, frame: sealed(folder, of, frame, rows_read=ROWS + 1),
        "do not add up",
    ),
    "a fault of no field": (
        lambda folder, of, frame: sealed(
            folder, of, frame.with_columns(pl.lit(1 << 60).alias("unreadable"))
        ),
        "a fault is of no field",
    ),
    "rows out of order": (
        lambda folder, of, frame: sealed(folder, of, frame.reverse()),
        "not in order",
    ),
    "half a point": (
        lambda folder, of, frame: sealed(folder, of, half_a_point(frame)),
        "half a point",
    ),
    "a precision that nobody knows": (
        lambda folder, of, frame: sealed(
            folder, of, frame.with_columns(pl.lit("second").alias("time_precision"))
        ),
        "not one of those known",
    ),
}


@pytest.mark.parametrize("variant", PACKAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_bad_package_is_refused_whole(name, variant, clean, store, tmp_path):
    forged, words = PACKAGES[variant]
    path = forged(tmp_path, datasets()[name], clean[name])
    with pytest.raises(PackageRefusal) as refused:
        receive(path, store=store, by="ana", now=NOW, settings=SETTINGS)
    assert re.search(words, str(refused.value)), str(refused.value)
    assert holdings(store) == []


@pytest.mark.parametrize(
    "name", [name for name in NAMES if datasets()[name].place.area_kind == OUTWARD]
)
def test_a_package_that_carries_a_whole_postcode_is_refused(name, clean, store, tmp_path):
    whole = clean[name].with_columns(pl.lit("ZZ99 3VZ").alias("area"))
    with pytest.raises(PackageRefusal, match="not the first half of a postcode"):
        receive(
            sealed(tmp_path, datasets()[name], whole),
            store=store,
            by="ana",
            now=NOW,
            settings=SETTINGS,
        )


@pytest.mark.parametrize("name", NAMES)
def test_at_least_ten_hostile_variants_are_tried_on_each(name):
    assert len(list(bad_rows(datasets()[name]))) + len(EXTRACTS) + len(PACKAGES) >= 10
