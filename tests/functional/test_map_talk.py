"""The officer's questions and answers, and what stands on a screen and nowhere else."""

import os
import pty
import select
import subprocess
import sys

import pytest

from tests.awkward_extracts import PLAINLY, SECRETS, WAYS, records
from watchward.cli import map_talk
from watchward.contract.dataset import HERE, dataset, read_dataset
from watchward.errors import PrivacyRefusal, UsageRefusal
from watchward.provider.headers import match_headers
from watchward.provider.mapping.draft import finished, first_draft
from watchward.provider.mapping.profile import profile
from watchward.provider.mapping.propose import propose
from watchward.provider.mapping.saved import harmless, read_mapping
from watchward.provider.mapping.words import tokens
from watchward.provider.mapping.written import write_mapping

ED = dataset("ed_assault")
PUZZLE = (
    "Ref,When,How,Where,Sex\n"
    "A1,03/04/2025,fist,pub,M\nA2,05/06/2025,oddly,street,F\nA3,07/08/2025,oddly,park,F\n"
)


def draft_of(tmp_path, text):
    path = tmp_path / "x.csv"
    path.write_text(text)
    return first_draft(propose(profile(path, ED), ED))


class Officer:
    """Answers in turn, and remembers what was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, question):
        self.asked.append(question)
        return self.answers.pop(0) if self.answers else ""


def test_only_what_is_not_sure_is_asked(tmp_path):
    draft = draft_of(tmp_path, PLAINLY.written(records()).decode())
    officer = Officer()
    map_talk.settle(draft, officer)
    assert [one.partition("?")[0] for one in officer.asked] == ["Change one"]


def test_a_puzzle_is_solved_by_answers(tmp_path):
    draft = draft_of(tmp_path, PUZZLE)
    assert {one.name for one in draft.missing} >= {"attendance_id", "assault_date"}
    for name, column in (("attendance_id", 0), ("assault_date", 1)):
        draft.settle(name, draft.proposed.profile.columns[column])
    draft.settle("assault_method", draft.proposed.profile.columns[2])
    draft.settle("location_type", draft.proposed.profile.columns[3])
    officer = Officer("2", "", "9")  # month first; nothing to change; the ninth code of methods
    map_talk.settle(draft, officer)
    made = finished(draft, reviewed_by="Dee Officer", reviewed_at="now")
    assert made.written == {"assault_date": "MM/DD/YYYY"}
    assert made.codes == {"assault_method": {"oddly": "other"}}
    assert officer.asked[0].startswith("How is “Assault date” written?")


def test_a_wrong_number_is_asked_again_and_enter_leaves_it(tmp_path):
    draft = draft_of(tmp_path, PUZZLE)
    for answers, settled in ((("0", "9", "x", "1"), True), (("",), False)):
        draft.leave("attendance_id")
        officer = Officer(*answers)
        map_talk._which_column(draft, draft.field("attendance_id"), officer)
        assert ("attendance_id" in draft.columns) is settled
        assert len(officer.asked) == len(answers)


def test_anything_can_be_changed_and_left_out(tmp_path):
    draft = draft_of(tmp_path, PLAINLY.written(records()).decode())
    map_talk.settle(draft, Officer("victim_sex=", "nonsense=1", "victim_age=99", "victim_age=1"))
    assert "victim_sex" not in draft.columns
    assert draft.columns["victim_age"].place == 0


def test_a_draft_with_a_required_field_missing_is_not_finished(tmp_path):
    with pytest.raises(UsageRefusal, match="Not sure which column"):
        finished(draft_of(tmp_path, PUZZLE), reviewed_by="Dee", reviewed_at="now")


@pytest.mark.parametrize(
    "word",
    [
        "943 476 5919",
        "ann example",
        "M1 1AA",
        "x@example.org",
        "07700 900123",
        "mr planted",
        "w" * 61,
    ],
)
def test_a_word_that_could_be_somebodys_never_stands_in_the_file(tmp_path, word):
    draft = draft_of(tmp_path, PLAINLY.written(records()).decode())
    draft.codes["assault_method"] = {word: "other"}
    assert not harmless(word)
    with pytest.raises(PrivacyRefusal):
        write_mapping(finished(draft, reviewed_by="Dee", reviewed_at="now"), tmp_path / "m.toml")
    assert not (tmp_path / "m.toml").exists()


def test_a_column_that_promises_a_person_is_never_one_that_leaves(tmp_path):
    draft = draft_of(tmp_path, PUZZLE.replace("Ref,", "NHS Number,"))
    assert all(one.field is None or one.field.treatment == "drop" for one in draft.proposed.columns
               if one.column.header == "NHS Number")  # fmt: skip
    for place, name in enumerate(
        ("attendance_id", "assault_date", "assault_method", "location_type")
    ):
        draft.settle(name, draft.proposed.profile.columns[place])
    with pytest.raises(PrivacyRefusal):
        write_mapping(finished(draft, reviewed_by="Dee", reviewed_at="now"), tmp_path / "m.toml")


def test_nothing_shows_a_value_by_accident(tmp_path):
    draft = draft_of(tmp_path, WAYS["a hospital system, month first"].written(records()).decode())
    shown = repr(draft.proposed) + repr(draft)
    assert not any(secret in shown for secret in (*SECRETS, "PUNCH", "E10000"))


@pytest.mark.parametrize(
    "header, said",
    [
        ("Inj_DT", {"assault", "date"}),
        ("Dyddiad y digwyddiad", {"date", "assault"}),
        ("PtDOB", {"patient", "birth", "date"}),
        ("Y Coord", {"northing"}),
        ("rhif y mynychiad", {"number", "attendance"}),
    ],
)
def test_headers_as_words(header, said):
    assert tokens(header) == said


FILES = {
    "no file": (None, "no mapping that can be read"),
    "no TOML": ("[", "not TOML"),
    "too much": ("format = 'watchward-mapping/1'\nextra = 1", "says too much"),
    "wrong type": ("format = 'watchward-mapping/1'\ncolumns = 3", "says too much"),
}


@pytest.mark.parametrize("text, why", FILES.values(), ids=FILES)
def test_a_file_that_is_no_mapping(tmp_path, text, why):
    path = tmp_path / "m.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(UsageRefusal, match=why):
        read_mapping(path)


def on_a_terminal(*said, answers):
    """What an officer sees; each answer is given once something has been asked."""
    master, slave = pty.openpty()
    environ = {**os.environ, "COLUMNS": "150", "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "watchward.cli", *said],
        stdin=slave, stdout=slave, stderr=slave, env=environ,
    )  # fmt: skip
    os.close(slave)
    seen = b""
    while process.poll() is None or select.select([master], [], [], 0)[0]:
        if not select.select([master], [], [], 0.1)[0]:
            continue
        try:
            seen += os.read(master, 65_536)
        except OSError:
            break
        if answers and seen.endswith(b": "):
            os.write(master, f"{answers.pop(0)}\n".encode())
    os.close(master)
    return process.wait(), seen.decode()


def test_values_are_on_the_officers_screen_and_not_in_a_pipe(tmp_path):
    extract, out = tmp_path / "x.csv", tmp_path / "m.toml"
    extract.write_bytes(WAYS["a hospital system, month first"].written(records()))
    said = ("map", str(extract), "--dataset", "ed_assault", "--out", str(out))
    code, seen = on_a_terminal(*said, answers=["", "Dee Officer"])
    assert code == 0, seen
    assert "E10000" in seen
    assert "punch/fist" in seen
    assert not any(secret in seen for secret in SECRETS[:3])  # nobody needs to see these
    assert read_mapping(out).reviewed_by == "Dee Officer"
    piped = subprocess.run(
        [sys.executable, "-m", "watchward.cli", *said, "--draft"],
        env={**os.environ, "FORCE_COLOR": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    assert piped.returncode == 0
    assert "E10000" not in piped.stdout + piped.stderr
    assert "punch/fist" not in piped.stdout + piped.stderr


EXAMPLES = sorted(path.parent for path in HERE.glob("*/example.csv"))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_data_sets_own_example_is_mapped_as_its_headers_say(folder):
    declared = read_dataset(folder)
    found = profile(folder / "example.csv", declared)
    meant = {
        at: field.name for at, field in match_headers(found.header, declared, file="x").items()
    }
    draft = first_draft(propose(found, declared))
    taken = {name: column.place for name, column in draft.columns.items()}
    assert all(meant.get(place) == name for name, place in taken.items())
    assert not draft.missing
