"""Generated and mutated files: each is refused in words, or every record of it is accounted for."""

import os
import random
import time

import pytest

from tests.reader_cases import FORMATS, mutated
from watchward.contract.dataset import dataset
from watchward.errors import InputRefusal
from watchward.provider.headers import match_headers
from watchward.provider.read import open_extract

FILES = 2_000
NIGHTLY = int(os.environ.get("WATCHWARD_FUZZ_FILES", "10000"))
SLOWEST = 2.0  # seconds for a file of a few kilobytes
CHECKED = {"gzip", "police"}  # a check sum stands in the file


def outcome(path, declared):
    """Rows, records read, unreadable and left out; or the refusal, in three parts."""
    try:
        with open_extract(path, declared) as extract:
            match_headers(extract.records.header, declared, file=path.name)
            rows = sum(batch.height for batch in extract.records.batches())
            said = extract.records
            return rows, said.read, said.unreadable.total(), said.left_out.total()
    except InputRefusal as refusal:
        return refusal.what, refusal.where, refusal.do


def fuzz(name, folder, *, files, seed):
    """Half generated, half mutated; returns how many were refused."""
    generate, count, declared = FORMATS[name]
    declared, chance, path = dataset(declared), random.Random(seed), folder / "x.dat"
    refused = 0
    for number in range(files):
        case, begun = generate(chance), time.process_time()
        content = case.content
        if number % 2:
            content = mutated(content, chance, keep=kept(name, content))
        path.write_bytes(content)
        found = outcome(path, declared)
        assert all(found) or len(found) == 4
        assert time.process_time() - begun < SLOWEST
        refused += len(found) == 3
        if number % 2 == 0:
            check_generated(case, found)
        elif len(found) == 4:
            check_mutated(name, case, content, found, count)
    return refused


def check_generated(case, found):
    """Exactly what the generator planted; a file without one record to send is refused."""
    left = case.read - case.unreadable - case.left_out
    assert found == (left, case.read, case.unreadable, case.left_out) if left else len(found) == 3


def check_mutated(name, case, content, found, count):
    """No row twice, none lost: against another parser, or against the check sum."""
    rows, read, unreadable, left_out = found
    assert read == rows + unreadable + left_out
    expected = case.read if name in CHECKED else count(content)
    assert expected in (None, read)


def kept(name, content):
    """Headers stay whole where their loss would make data of them: it is refused in other tests."""
    mark = {"csv": b"\n", "wide": b"\n"}.get(name, b"")
    lines = content.split(mark) if mark else [b""]
    header = next((at for at, line in enumerate(lines) if line.count(b"a") > 5), 0)
    return sum(len(line) + 1 for line in lines[: header + 1]) + 2 if mark else 0


@pytest.mark.parametrize("name", FORMATS)
def test_every_record_of_every_file_is_accounted_for(name, tmp_path):
    refused = fuzz(name, tmp_path, files=FILES, seed=4)
    assert FILES * 0.05 < refused < FILES * 0.75  # neither all nor none: the mutations bite


@pytest.mark.nightly
@pytest.mark.parametrize("name", FORMATS)
def test_nightly_every_record_of_every_file_is_accounted_for(name, tmp_path):
    seed = random.SystemRandom().randrange(1 << 30)
    assert fuzz(name, tmp_path, files=NIGHTLY, seed=seed), f"seed {seed}"
