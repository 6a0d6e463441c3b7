"""Every declared data set, whole: a synthetic extract is prepared, received and accepted."""

import datetime as dt
from contextlib import closing

import numpy as np
import polars as pl
import pytest

from tests.faults.packages import NOW, SETTINGS
from tests.provider_extracts import make, opened
from watchward.contract.about import Options
from watchward.contract.dataset import OUTWARD, datasets
from watchward.contract.holders import holders_on
from watchward.engine.api import tables_from_frames
from watchward.engine.asked import ask_of
from watchward.errors import UsageRefusal
from watchward.hub.flow import receive
from watchward.lake.store import open_store
from watchward.synthetic.extract import Seen, extract
from watchward.synthetic.flow import first_of
from watchward.synthetic.town import make_town
from watchward.synthetic.world import Truth, make_world

FIRST = 2024 * 12  # January 2024
OUTWARDS = sorted(name for name, one in datasets().items() if one.place.area_kind == OUTWARD)
NAMES = sorted(datasets())


@pytest.fixture(scope="module")
def world():
    start, end = first_of(FIRST), first_of(FIRST + 3)
    truth = Truth(seed=3, months=3, patients_a_month=20)
    return make_world(make_town(), truth, first_day=start, days=end - start)


@pytest.mark.parametrize("name", NAMES)
def test_a_synthetic_extract_is_packaged_and_accepted(name, world, tmp_path):
    seen = Seen(world, np.argsort(world.minute)[:40], np.random.default_rng(1))
    frame = _one_source(name, extract(datasets()[name], seen))
    prepared = make(tmp_path, frame.write_csv(), name=name, provider="testford")
    store = open_store(tmp_path / "store", create=True)
    receipt = receive(prepared.package, store=store, by="ana", now=NOW, settings=SETTINGS)
    assert (receipt.rows_read, receipt.accepted, receipt.rejected) == (40, 40, 0), receipt.reasons


@pytest.mark.parametrize("name", OUTWARDS)
@pytest.mark.parametrize(
    ("written", "leaves"),
    [
        ("ZZ99 3VZ", "ZZ99"),
        ("zz993vz", "ZZ99"),
        ("ZZ9", "ZZ9"),
        ("W1A 1AA", "W1A"),
        ("M11AE", "M1"),
        ("1 Invented Street", None),
        ("ZZ99 3", None),
        ("3VZ", None),
    ],
)
def test_a_whole_postcode_is_cut_before_it_leaves(name, written, leaves, tmp_path):
    field = datasets()[name].place.area
    header = datasets()[name].field(field).headers[0]
    frame = _examples(name).head(1).with_columns(pl.lit(written).alias(header))
    data = opened(make(tmp_path, frame.write_csv(), name=name))
    assert data["area"].to_list() == [leaves]
    assert (data["unreadable"][0] > 0) == (leaves is None)


def _one_source(name, frame):
    """What a provider sends is of one force, where the data set says so."""
    if not datasets()[name].one_source:
        return frame
    header = datasets()[name].field(datasets()[name].one_source).headers[0]
    return frame.with_columns(pl.col(header).first())


def _examples(name):
    """One row of what the declaration asks for, by the fields' first headers."""
    truth = Truth(seed=3, months=1, patients_a_month=5)
    one = make_world(make_town(), truth, first_day=first_of(FIRST), days=31)
    return extract(datasets()[name], Seen(one, np.arange(3), np.random.default_rng(1)))


@pytest.mark.parametrize(
    ("day", "nation", "body"),
    [
        ("2013-03-31", "England", "Primary care trust"),
        ("2013-04-01", "England", "Clinical commissioning group"),
        ("2022-06-30", "England", "Clinical commissioning group"),
        ("2022-07-01", "England", "Integrated care board"),
        ("2008-01-01", "Wales", "Local Health Board"),
        ("2024-01-01", "Wales", "Local Health Board"),
    ],
)
def test_who_holds_admissions_depends_on_the_day_and_the_nation(day, nation, body):
    of = datasets()["hospital_admission"].holders
    (found,) = holders_on(of, day=dt.date.fromisoformat(day), nation=nation)
    assert found.name == body


def test_every_paragraph_of_the_schedule_has_a_data_set():
    answered = {paragraph for one in datasets().values() for paragraph in one.schedule}
    assert answered == {str(number) for number in range(1, 11)}


def test_admissions_carry_the_day_the_outward_postcode_and_the_sub_category_only():
    of = datasets()["hospital_admission"]
    assert [field.name for field in of.kept] == ["sub_category"]
    assert of.time.keep == "day"
    assert set(of.spine_fields) == {"admission_date", "outward"}


def test_no_question_is_asked_of_what_is_not_violence():
    frame = pl.DataFrame({"month": [FIRST]}, schema={"month": pl.Int32})
    alone = closing(tables_from_frames({"council_asb": frame}))
    with alone as tables, pytest.raises(UsageRefusal, match="No question is asked"):
        ask_of(tables, Options())
    both = {"council_asb": frame, "police_incident": frame}
    with closing(tables_from_frames(both)) as tables:
        asked = ask_of(tables, Options(month=FIRST))
        assert (list(asked.sides), asked.left_out, asked.silent) == (["police"], (), ())
