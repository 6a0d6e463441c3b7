"""Hostile and broken extracts: a refusal that says what, where and what to do; nothing written."""

import gzip

import pytest

from tests.provider_extracts import ED, ED_ROW, MADE, column, ed_csv, left_in, make, opened
from watchward.contract.dataset import HERE, dataset, datasets
from watchward.contract.period import Period
from watchward.errors import InputRefusal, PrivacyRefusal, Refusal, UsageRefusal
from watchward.provider.flow import prepare

EARLIER = ED_ROW.replace("2025-03", "2025-02")
STREET = "Crime ID,Month,Reported by,Longitude,Latitude,Location,LSOA code,Crime type\n"
STREET_ROW = "{},2025-03,{} Police,-2.8,53.3,On or near Example Street,E01012391,Robbery\n"
PLANTED = "9990000018"


def refusal(folder, content, kind=InputRefusal, **said) -> Refusal:
    """The refusal of an extract, after making sure that nothing was left behind."""
    with pytest.raises(kind) as caught:
        make(folder, content, **said)
    assert left_in(folder / "out") == []
    assert caught.value.what
    assert caught.value.where
    assert caught.value.do
    return caught.value


BROKEN = {
    "empty file": ("", "The file is empty."),
    "header only": (ED + "\n", "headers and no rows"),
    "truncated gzip": (gzip.compress(ed_csv().encode() * 9)[:-20], "The gzip file is cut short."),
    "damaged gzip": (b"\x1f\x8b\x08\x00" + b"\xff" * 60, "damaged"),
    "gzip bomb": (gzip.compress(bytes(9_000_000)), "far larger inside"),
    "gzip bomb of lines": (gzip.compress(ED.encode() + b"\n" * 20_000_000), "far larger inside"),
    "gzip in gzip": (gzip.compress(gzip.compress(b"a")), "holds another packed file"),
    "wrong encoding": (ed_csv().replace("pub", "caf\xe9").encode("cp1252"), "not UTF-8"),
    "utf-16 cut short": (ed_csv().encode("utf-16")[:-1], "UTF-16"),
    "missing column": (ed_csv().replace("assault date", "when"), "Missing: “Assault date”"),
    "no header row": (f"{ED_ROW}\n{ED_ROW}\n", "Missing: "),
    "doubled header": (ed_csv(header=ED.replace("age", "Sex")), "Two columns hold the same thing"),
    "two headers of one field": (
        ed_csv(header=ED.replace("age", "gender")),
        "“Sex of the patient”",
    ),
    "months before days": (
        ed_csv(*(ED_ROW.replace("2025-03-01", f"03/{day}/2025") for day in range(1, 31))),
        "18 dates can only be read month first (MM/DD/YYYY), 0 only day first",
    ),
    "no date at all": (ed_csv(ED_ROW.replace("2025-03-01", "soon")), "No row has a date"),
    "hundred thousand columns": (",".join(["h"] * 100_000) + "\n1\n", "more than 1,000 cells"),
    "binary": (b"\x00\x01\x02" * 99, "NUL"),
}


@pytest.mark.parametrize("content, said", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_in_words(tmp_path, content, said):
    told = refusal(tmp_path, content)
    assert said in told.what
    assert told.where.startswith("x.csv")
    assert told.exit_code == 3


def test_a_missing_column_names_what_is_accepted(tmp_path):
    told = refusal(tmp_path, ed_csv().replace("assault date", "when"))
    assert "assault date or injury date or incident date or ec_injury_date" in told.do


def test_no_header_row_never_repeats_the_data(tmp_path):
    row = ED_ROW.replace("A1", PLANTED)
    assert PLANTED not in str(refusal(tmp_path, f"{row}\n{row}\n"))


@pytest.mark.parametrize("ends", ["\r", "\r\n", "\n"])
def test_line_ends_of_any_age_are_read(tmp_path, ends):
    made = make(tmp_path, ed_csv(ED_ROW, ED_ROW.replace("A1", "A2")).replace("\n", ends))
    assert (made.manifest.rows_read, made.manifest.rows_packaged) == (2, 2)


def test_gzip_is_read(tmp_path):
    assert column(make(tmp_path, gzip.compress(ed_csv().encode())), "victim_age") == ["18-24"]


@pytest.mark.parametrize(
    "header", ["Robert'); DROP TABLE extract;--", '"SELECT * FROM x"', "=cmd|' /C calc'!A0", ""]
)
def test_a_column_named_like_a_command_is_only_dropped(tmp_path, header):
    made = make(tmp_path, ed_csv(f"{ED_ROW},1", header=f"{ED},{header}"))
    assert made.manifest.rows_packaged == 1
    assert made.dropped == {"column 10": "not declared by the data set"}


def test_a_cell_that_begins_with_an_equals_sign_is_only_text(tmp_path):
    made = make(tmp_path, ed_csv(ED_ROW.replace("fist", "=1+1"), ED_ROW))
    assert column(made, "assault_method") == [None, "body_part"]


def test_dates_that_cannot_be_travel_for_the_hub_to_reject(tmp_path):
    odd = [ED_ROW.replace("2025-03-01", day) for day in ("2091-01-01", "1899-12-31", "1066-10-14")]
    made = make(tmp_path, ed_csv(ED_ROW, *odd))
    assert made.manifest.period == "2025-03"
    assert opened(made)["unreadable"].to_list() == [0, 0, 0, 0]
    assert [month // 12 for month in column(made, "month")] == [2025, 2091, 1899, 1066]


def test_a_place_in_the_sea_travels_for_the_hub_to_reject(tmp_path):
    made = make(tmp_path, ed_csv(ED_ROW.replace("290412,250388", "1,1")))
    assert column(made, "cell") == [0]


def test_a_file_for_another_month_is_refused(tmp_path):
    told = refusal(tmp_path, ed_csv(EARLIER, EARLIER, ED_ROW), period=Period.parse("2025-03"))
    assert "Of 3 rows with a readable date 1 are of 2025-03" in told.what


def test_a_few_rows_of_another_month_are_left_to_the_hub(tmp_path):
    made = make(tmp_path, ed_csv(EARLIER, ED_ROW, ED_ROW), period=Period.parse("2025-03"))
    assert made.manifest.period == "2025-03"
    assert made.manifest.rows_packaged == 3


FORCES = {
    "another force than the provider": (["Cheshire", "Cheshire"], "merseyside", "another force"),
    "one row of another force": (["Merseyside", "Cheshire"], "merseyside", "another force"),
    "two forces": (["Merseyside", "Cheshire"], "some-hub", "more than one force"),
}


@pytest.mark.parametrize("forces, provider, said", FORCES.values(), ids=FORCES)
def test_a_file_for_another_force_is_refused(tmp_path, forces, provider, said):
    text = STREET + "".join(STREET_ROW.format(n, force) for n, force in enumerate(forces))
    assert said in refusal(tmp_path, text, name="police_street", provider=provider).what


def test_a_force_may_be_prepared_by_somebody_else(tmp_path):
    text = STREET + STREET_ROW.format(1, "Merseyside") + STREET_ROW.format(2, "Nowhere")
    made = make(tmp_path, text, name="police_street", provider="some-hub")
    assert column(made, "force") == ["merseyside", None]
    assert opened(made)["unlisted"].to_list() == [0, 4]


LEAVING = {
    "NHS number as the record's number": (ED_ROW.replace("A1", "999 000 0018"), "NHS number"),
    "bare NHS number": (ED_ROW.replace("A1", PLANTED), "NHS number"),
    "e-mail address": (ED_ROW.replace("A1", "a.person@example.org"), "e-mail address"),
    "postcode": (ED_ROW.replace("A1", "CF10 1AA"), "postcode"),
    "name": (ED_ROW.replace("A1", "Mrs Example"), "name"),
}


@pytest.mark.parametrize("row, kind", LEAVING.values(), ids=LEAVING)
def test_an_identifier_that_would_leave_stops_the_run(tmp_path, row, kind):
    told = refusal(tmp_path, ed_csv(ED_ROW, row, header=ED), PrivacyRefusal)
    assert told.what == f"What looks like a person's {kind} is in a column that leaves: rows 3."
    assert told.where == "x.csv, column “Attendance number”"
    assert "record's own number" in told.do
    assert told.exit_code == 4


@pytest.mark.parametrize("old", ["fist", ",24,"])
def test_a_number_where_a_code_or_an_age_belongs_stops_the_run_though_it_would_not_leave(
    tmp_path, old
):
    row = ED_ROW.replace(old, old.replace(old.strip(","), PLANTED))
    told = refusal(tmp_path, ed_csv(ED_ROW, row, header=ED), PrivacyRefusal)
    assert "NHS number" in told.what
    assert PLANTED not in str(told)


def test_a_note_in_a_place_name_stops_the_run(tmp_path):
    text = STREET + STREET_ROW.format(1, "Merseyside").replace(
        "Example Street", "home of Mr Example"
    )
    told = refusal(tmp_path, text, PrivacyRefusal, name="police_street", provider="merseyside")
    assert "Location" in told.where
    assert "Example" not in str(told)


@pytest.mark.parametrize(
    "code", ["", "City Hospital", "city_hospital", "../x", "a/b", "-a", "é", "A"]
)
def test_a_providers_code_is_letters_digits_and_hyphens(tmp_path, code):
    assert refusal(tmp_path, ed_csv(), UsageRefusal, provider=code).where == "--provider"


@pytest.mark.parametrize("receipt", ["a b", "../x", "x" * 200])
def test_a_receipt_to_replace_is_one(tmp_path, receipt):
    assert refusal(tmp_path, ed_csv(), UsageRefusal, replaces=receipt).where == "--replaces"


def test_what_is_not_a_file_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "not there.csv"):
        with pytest.raises(InputRefusal, match="cannot be opened"):
            prepare(
                path,
                dataset=dataset("ed_assault"),
                provider="city-hospital",
                out=tmp_path / "out",
                keys=tmp_path / "keys",
                made_at=MADE,
            )


def test_every_example_is_an_extract_that_can_be_prepared(tmp_path):
    for name, declared in datasets().items():
        text = (HERE / name / "example.csv").read_bytes()
        made = make(tmp_path, text, name=name, provider="example", dataset=declared)
        data = opened(made)
        assert (data["unreadable"].sum(), data["unlisted"].sum()) == (0, 0)
        assert made.manifest.rows_read == made.manifest.rows_packaged == text.count(b"\n") - 1
