"""What was shown stays as it was shown, and made-up records never stand beside real ones."""

import json
from dataclasses import replace

import pytest

from tests.functional import briefing_made as made
from watchward.briefing import flow
from watchward.briefing.answers import Answers, one_kind
from watchward.briefing.archive import keep, kept, reissue
from watchward.briefing.flow import brief
from watchward.briefing.printed import Printed
from watchward.errors import DisclosureRefusal, UsageRefusal
from watchward.lake.store import open_store
from watchward.settings import Settings


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store", create=True)


@pytest.fixture
def asked(monkeypatch):
    """The flow with its answers at hand instead of in a store."""
    calls = []

    def gather(names, **given):
        calls.append(given)
        return replace(made.answers(given["audience"]), premises=given["premises"])

    monkeypatch.setattr(flow, "gather", gather)
    return calls


def _brief(store, out, **more):
    settings = Settings("development", out, "Invented partnership")
    given = {"settings": settings, "made_at": made.MADE_AT, "version": made.VERSION}
    return brief(store, out=out, **(given | more))


def test_a_briefing_is_kept_with_its_answers_rules_and_versions(store, tmp_path, asked):
    out = _brief(store, tmp_path / "out")
    folder = store.releases / f"briefing-{out.id}"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["store_version"] == made.VERSION
    assert manifest["audience"] == "partner"
    assert manifest["synthetic"] is True
    assert set(json.loads((folder / "safe_results.json").read_text("utf-8"))) == set(
        made.answers().results
    )
    assert (folder / "rules.toml").read_bytes().startswith(b"#")
    assert out.html.read_bytes() == (folder / "briefing.html").read_bytes()
    assert out.id in out.html.read_text("utf-8")


def test_the_same_version_is_reissued_as_it_was(store, tmp_path, asked):
    one = _brief(store, tmp_path / "one")
    later = made.MADE_AT.replace(hour=17)
    two = _brief(store, tmp_path / "two", made_at=later)
    assert one.id == two.id
    assert one.html.read_bytes() == two.html.read_bytes()
    assert one.pdf.read_bytes() == two.pdf.read_bytes()
    assert one.word.read_bytes() == two.word.read_bytes()


def test_another_audience_is_another_briefing(store, tmp_path, asked):
    assert _brief(store, tmp_path / "one").id != _brief(store, tmp_path / "two", audience="open").id


def test_a_guest_with_other_premises_has_other_papers_and_they_say_whose(store, tmp_path, asked):
    one = _brief(store, tmp_path / "one", audience="guest", premises="Quay Rank", by="person:7")
    two = _brief(store, tmp_path / "two", audience="guest", premises="Fishmarket Square")
    assert one.id != two.id
    assert {each.id: each.premises for each in kept(store)} == {
        one.id: "Quay Rank",
        two.id: "Fishmarket Square",
    }
    assert asked[0]["by"] == "person:7"
    assert asked[0]["premises"] == "Quay Rank"


def test_every_answer_is_asked_at_one_version(store, tmp_path, asked):
    _brief(store, tmp_path / "out")
    assert [call["version"] for call in asked] == [made.VERSION]


def test_what_is_not_in_the_archive_cannot_be_reissued(store, tmp_path):
    with pytest.raises(UsageRefusal, match="no briefing"):
        reissue(store, "0123456789ab", out=tmp_path)


def test_half_a_briefing_is_never_kept(store, monkeypatch, tmp_path):
    from pathlib import Path

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        keep(store, made.document(), made.answers(), printed=Printed("x", b"y", b"z"))
    assert list(store.releases.iterdir()) == []


def test_made_up_and_real_records_are_refused_together():
    whole = made.answers()
    mixed = Answers(
        {**whole.results, "trends": made.answers("partner", made.police_only()).results["trends"]},
        {},
        "partner",
        made.VERSION,
    )
    assert one_kind(whole) is whole
    with pytest.raises(DisclosureRefusal, match="made-up and real"):
        one_kind(mixed)
