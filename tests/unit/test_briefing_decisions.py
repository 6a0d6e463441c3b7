"""Decisions: what is owed stays in sight, what is late is called late, a bad file is refused."""

import datetime as dt
from pathlib import Path

import pytest

from watchward.briefing.decisions import MOST, Entry, owed_on, read_decisions
from watchward.errors import InputRefusal

ON = dt.date(2024, 11, 12)
HEAD = "decided_on,what,owner,due,status,outcome\n"


def _file(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "decisions.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_none_given_is_none():
    assert owed_on((), on=ON) == ()


def test_what_is_late_comes_first_and_old_news_is_left_out(tmp_path):
    path = _file(
        tmp_path,
        "2024-10-10,Night bus,Council,2024-12-01,not started,",
        "2024-09-10,Plastic glasses,Licensing,2024-10-20,under way,Three of five agreed.",
        "2024-09-10,Marshals,Council,2024-10-01,done,On duty.",
        "2023-01-10,Old lamps,Council,2023-02-01,done,Lit.",
        "2023-01-10,Old promise,Police,,under way,",
        "2024-12-01,Not yet decided,Police,2025-01-01,not started,",
    )
    found = owed_on(read_decisions(path), on=ON)
    assert [one.what for one in found] == [
        "Plastic glasses",
        "Night bus",
        "Marshals",
        "Old promise",
    ]
    assert [one.status for one in found] == [
        "Overdue, under way",
        "Not started",
        "Done",
        "Under way",
    ]
    assert found[0].due == "20 October 2024"
    assert found[3].due == "no date"
    assert found[1].outcome == "Nothing recorded yet."


def test_what_is_done_late_is_not_overdue(tmp_path):
    path = _file(tmp_path, "2024-10-10,Lamps,Council,2024-10-11,Done,")
    assert owed_on(read_decisions(path), on=ON)[0].overdue is False


def test_a_page_holds_so_many_and_no_more(tmp_path):
    rows = (f"2024-10-10,Thing {i},Council,2024-12-01,under way," for i in range(MOST + 5))
    assert len(owed_on(read_decisions(_file(tmp_path, *rows)), on=ON)) == MOST


@pytest.mark.parametrize(
    ("rows", "head", "says"),
    [
        (("12/10/2024,Lamps,Council,2024-11-01,done,",), HEAD, "row 2, `decided_on`"),
        (("2024-10-10,Lamps,Council,soon,done,",), HEAD, "row 2, `due`"),
        (("2024-10-10,Lamps",), "decided_on,what\n", "owner"),
    ],
)
def test_a_bad_file_is_refused_with_the_place_and_never_the_value(tmp_path, rows, head, says):
    with pytest.raises(InputRefusal) as refused:
        read_decisions(_file(tmp_path, *rows, head=head))
    assert says in str(refused.value)
    assert "12/10" not in str(refused.value)
    assert "soon" not in str(refused.value)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_bytes(HEAD.encode() + b"2024-10-10,Caf\xe9,Council,2024-11-01,done,\n")
    with pytest.raises(InputRefusal, match="UTF-8"):
        read_decisions(path)


def test_a_log_is_shown_as_a_file_is(tmp_path):
    path = _file(tmp_path, "2024-09-10,Plastic glasses,Licensing,2024-10-20,under way,Three.")
    written = Entry(
        decided_on=dt.date(2024, 9, 10),
        what="Plastic glasses",
        owner="Licensing",
        due=dt.date(2024, 10, 20),
        status="under way",
        outcome="Three.",
    )
    assert owed_on((written,), on=ON) == owed_on(read_decisions(path), on=ON)
