"""Awkward extracts, mapped once: their packages equal the plain extract's, and nothing leaks."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.awkward_extracts import FIELDS, PLAINLY, SECRETS, WAYS, records
from tests.provider_extracts import MADE, make, opened
from watchward.cli import app
from watchward.contract.dataset import dataset
from watchward.errors import InputRefusal, Refusal, UsageRefusal
from watchward.hub.flow import receive
from watchward.lake.store import open_store
from watchward.provider.mapping.saved import read_mapping
from watchward.provider.mapping.written import write_mapping
from watchward.settings import Settings

BY = ("--accept", "--by", "Dee Officer")


def run(*said):
    return CliRunner().invoke(app, [str(one) for one in said])


def mapped(tmp_path, way, rows=None, *, more=()):
    """The extract and its mapping, with the words that a person added by editing the file."""
    extract = tmp_path / ("x.xlsx" if way.sheet else "x.csv")
    extract.write_bytes(way.written(rows or records()))
    out = tmp_path / "mapping.toml"
    sheet = ("--sheet", way.sheet) if way.sheet else ()
    said = run("map", extract, "--dataset", "ed_assault", "--out", out, *BY, *sheet, *more)
    assert said.exit_code == 0, said.output
    made = read_mapping(out)
    added = {
        FIELDS[name]: {**made.codes.get(FIELDS[name], {}), **w} for name, w in way.left.items()
    }
    write_mapping(replace(made, codes={**made.codes, **added}), out)
    return extract, out, said.output


def prepared(tmp_path, extract, mapping, **said):
    return make(
        tmp_path,
        extract.read_bytes(),
        file=extract.name,
        mapping=read_mapping(mapping, dataset("ed_assault")),
        **said,
    )


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_mapped_extract_leaves_as_the_plain_one_does(tmp_path, way):
    plainly = make(tmp_path, PLAINLY.written(records()))
    extract, mapping, _ = mapped(tmp_path, way)
    made = prepared(tmp_path, extract, mapping)
    assert made.faults == ()
    assert made.manifest.rows_read == made.manifest.rows_packaged == 60
    assert opened(made).equals(opened(plainly))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_hub_accepts_every_row_of_it(tmp_path, way):
    extract, mapping, _ = mapped(tmp_path, way)
    package = prepared(tmp_path, extract, mapping).package
    store = open_store(tmp_path / "store", create=True)
    settings = Settings("development", tmp_path / "home", "Made up")
    receipt = receive(package, store=store, by="test", now=MADE, settings=settings)
    told = (receipt.rows_read, receipt.unreadable, receipt.accepted, receipt.rejected)
    assert told == (60, 0, 60, 0)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_value_of_anybody_is_in_any_file_or_line(tmp_path, way):
    extract, mapping, output = mapped(tmp_path, way)
    prepared(tmp_path, extract, mapping)
    extract.unlink()
    kept = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    for secret in (*SECRETS, "E10000", "E10059"):
        assert secret not in output
        assert secret.encode() not in kept


def test_the_same_mapping_serves_the_next_month_in_another_order(tmp_path):
    way = WAYS["a hospital system, month first"]
    _, mapping, _ = mapped(tmp_path, way)
    turned = replace(way, headers=dict(reversed(way.headers.items())))
    rows = [{**row, "date": row["date"] + dt.timedelta(days=31)} for row in records(seed=2)]
    extract = tmp_path / "april.csv"
    extract.write_bytes(turned.written(rows))
    made = prepared(tmp_path, extract, mapping, made_at=dt.datetime(2025, 6, 1, tzinfo=dt.UTC))
    assert made.manifest.period == "2025-04..2025-05"
    assert made.faults == ()


def other_headers(way, changes):
    return replace(way, headers={k: changes.get(v, v) for k, v in way.headers.items()})


def one_word(way, word):
    words = {**way.words, "method": {**way.words["method"], "glass": word}}
    return replace(way, words=words)


HOSPITAL = WAYS["a hospital system, month first"]
DAY_FIRST = replace(HOSPITAL, date=lambda day: day.strftime("%d/%m/%Y"))
CLOCK_24 = replace(HOSPITAL, time=lambda time: time.strftime("%H:%M") if time else "NULL")
RENAMED = other_headers(HOSPITAL, {"INJ_DT": "INJURY_DATE"})
FEWER = replace(HOSPITAL, extra=HOSPITAL.extra[:3])
MORE = replace(HOSPITAL, extra=(*HOSPITAL.extra[:3], "Ward", HOSPITAL.extra[3]))
CHANGED = {
    "renamed": (RENAMED, "gone: the column of “Assault date”; new: INJURY_DATE"),
    "gone": (FEWER, "gone: Free text; 14 columns then, 13 now"),
    "new": (MORE, "new: Ward"),
    "dates": (DAY_FIRST, r"not written as reviewed \(MM/DD/YYYY\).*look like DD/MM/YYYY"),
    "times": (CLOCK_24, r"“Assault time” is not written as reviewed.*look like HH:MM"),
    "words": (one_word(HOSPITAL, "Broken vase"), r"“Assault method”: 1 in \d+ cells"),
}


@pytest.mark.parametrize("way, said", CHANGED.values(), ids=CHANGED)
def test_another_shape_is_refused_saying_how_and_what_to_do(tmp_path, way, said):
    _, mapping, _ = mapped(tmp_path, HOSPITAL)
    extract = tmp_path / "next.csv"
    extract.write_bytes(way.written(records()))
    with pytest.raises(InputRefusal, match=said) as refused:
        prepared(tmp_path, extract, mapping)
    assert "review the mapping again" in str(refused.value)
    assert not any(word in str(refused.value) for word in ("vase", *SECRETS))
    assert not (tmp_path / "out").exists() or not [*(tmp_path / "out").iterdir()]


def test_new_words_can_be_left_to_the_hub_and_are_counted(tmp_path):
    _, mapping, _ = mapped(tmp_path, HOSPITAL)
    extract = tmp_path / "next.csv"
    extract.write_bytes(one_word(HOSPITAL, "Broken vase").written(records()))
    made = prepared(tmp_path, extract, mapping, keep_unlisted=True)
    glass = sum(row["method"] == "glass" for row in records())
    assert [(one.field, one.unlisted) for one in made.faults] == [("assault_method", glass)]
    assert made.rows_at_fault == glass


def test_reviewed_again_it_keeps_what_was_said(tmp_path):
    way = WAYS["date and time together, in a workbook"]
    _, mapping, _ = mapped(tmp_path, way)
    before = read_mapping(mapping)
    again = tmp_path / "again.toml"
    extract = tmp_path / "x.xlsx"
    said = run("map", extract, "--dataset", "ed_assault", "--mapping", mapping, "--out", again, *BY)
    assert said.exit_code == 0, said.output
    assert replace(read_mapping(again), reviewed_at="") == replace(before, reviewed_at="")


def test_a_draft_is_used_only_once_somebody_has_put_a_name_to_it(tmp_path):
    extract, mapping, _ = mapped(tmp_path, HOSPITAL)
    said = run("map", extract, "--dataset", "ed_assault", "--out", mapping, "--draft")
    assert "A draft" in said.output
    with pytest.raises(UsageRefusal, match="draft"):
        prepared(tmp_path, extract, mapping)
    text = mapping.read_text().replace('reviewed_by = ""', 'reviewed_by = "Dee Officer"')
    mapping.write_text(text)
    assert prepared(tmp_path, extract, mapping).manifest.rows_packaged == 60


def test_days_that_could_be_months_are_asked_about(tmp_path):
    rows = [{**row, "date": dt.date(2025, 3, 1 + n % 12)} for n, row in enumerate(records())]
    extract = tmp_path / "x.csv"
    extract.write_bytes(HOSPITAL.written(rows))
    said = ["map", extract, "--dataset", "ed_assault", "--out", tmp_path / "m.toml", *BY]
    refused = run(*said)
    assert isinstance(refused.exception, UsageRefusal)
    assert "Not sure how it is written: assault_date" in str(refused.exception)
    assert run(*said, "--written", "assault_date=MM/DD/YYYY").exit_code == 0
    assert read_mapping(tmp_path / "m.toml").written["assault_date"] == "MM/DD/YYYY"


def test_a_few_dates_that_do_not_fit_are_unreadable_and_never_guessed(tmp_path):
    extract, mapping, _ = mapped(tmp_path, HOSPITAL)
    text = extract.read_text().replace("03/31/2025", "31/03/2025")
    extract.write_text(text)
    made = prepared(tmp_path, extract, mapping)
    assert [(one.field, one.unreadable) for one in made.faults] == [("assault_date", 1)]
    assert opened(made)["day"].null_count() == 1


BARE = b"\n".join(HOSPITAL.written(records()).split(b"\n")[1:])
WRONG = {
    "no headers": (BARE, "does not hold headers"),
    "nothing alike": (b"one,two,three\na,b,c\n", "Not sure which column holds"),
    "empty": (b"", "empty"),
}


@pytest.mark.parametrize("content, why", WRONG.values(), ids=WRONG)
def test_what_is_no_such_extract_is_refused_without_a_value(tmp_path, content, why):
    extract = tmp_path / "x.csv"
    extract.write_bytes(content)
    out = tmp_path / "m.toml"
    refused = run("map", extract, "--dataset", "ed_assault", "--out", out, *BY)
    assert isinstance(refused.exception, Refusal)
    assert why in str(refused.exception)
    assert not any(secret in refused.output + str(refused.exception) for secret in SECRETS)
    assert not out.exists()


def test_nobody_to_ask(tmp_path):
    extract, mapping, _ = mapped(tmp_path, HOSPITAL)
    refused = run("map", extract, "--dataset", "ed_assault", "--out", mapping)
    assert "nobody to ask" in str(refused.exception)
    assert Path(mapping).exists()
