"""Ids that come twice: found by hash, confirmed by comparing, in any number of batches."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchward.hub import duplicates, reading
from watchward.hub.duplicates import Seen, candidates


def by_batches(ids, kept, size):
    """What the two passes find, batch after batch."""
    seen, found = Seen(), []
    for start in range(0, len(ids), size):
        part = pl.Series("record_id", ids[start : start + size], dtype=pl.String)
        found += seen.again(part, kept=pl.Series(kept[start : start + size])).to_list()
    return found


def by_hand(ids, kept):
    """The rule, said plainly: an earlier kept record has the same id."""
    held, found = set(), []
    for one, stays in zip(ids, kept, strict=True):
        found.append(one in held)
        if stays and one not in held:
            held.add(one)
    return found


records = st.lists(st.tuples(st.sampled_from("ABCD"), st.booleans()), min_size=1, max_size=30)


@given(records=records, size=st.integers(1, 10))
@settings(max_examples=60, deadline=None)
def test_batches_find_what_the_plain_rule_finds(records, size):
    ids, kept = [one for one, _ in records], [stays for _, stays in records]
    assert by_batches(ids, kept, size) == by_hand(ids, kept)


def written(tmp_path, ids):
    path = tmp_path / "ids.parquet"
    pl.DataFrame({"record_id": ids}, schema={"record_id": pl.String}).write_parquet(path)
    return path


@pytest.mark.parametrize("batch", [2, 3, 100])
def test_candidates_are_the_ids_that_come_twice_and_never_the_missing(tmp_path, monkeypatch, batch):
    monkeypatch.setattr(reading, "BATCH", batch)
    ids = ["a", None, "b", "a", None, "c", "b", "a"]
    found = candidates(written(tmp_path, ids), len(ids))
    assert found.tolist() == [True, False, True, True, False, False, True, True]


def test_no_id_twice_means_no_candidate(tmp_path):
    assert not candidates(written(tmp_path, ["a", "b", None, None]), 4).any()


def test_two_ids_with_one_hash_are_told_apart(tmp_path, monkeypatch):
    """Were every hash the same, all ids would be candidates; still only repeats are found."""
    monkeypatch.setattr(duplicates, "_hashes", lambda ids: np.ones(len(ids), dtype=np.uint64))
    ids = ["a", "b", "a", "c"]
    assert candidates(written(tmp_path, ids), 4).all()
    assert by_batches(ids, [True] * 4, 2) == [False, False, True, False]
