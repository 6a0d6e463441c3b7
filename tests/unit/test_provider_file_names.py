"""A name that holds a person is refused before anything is read, and is not repeated."""

import pytest

from tests.provider_extracts import ed_csv, make
from watchward.errors import PrivacyRefusal
from watchward.provider.file_names import refuse_named

HELD = (
    "patient_9990000018_march.csv",
    "Margaret_Plantagenet.xlsx",
    "Mrs_Plantagenet.csv",
    "CF10 1AA.csv",
    "AB123456C.csv",
    "07700900123.csv",
    "DOB_12-03-85.csv",
    "zelda.plant@example.org.csv",
)
FREE = (
    *("x.csv", "ed_assault_2025-03.csv", "2008-03-01-export.xlsx", "20250301093000.csv"),
    *("April Extract.csv", "synthetic-hospital-2025-01-2025-03.csv", "Sheet1", "", "2"),
    *("2025-03-dyfed-powys-street.csv", "Dyfed-Powys Police", "May Report.xlsx"),
)


@pytest.mark.parametrize("at", range(len(HELD)))
def test_held(at, tmp_path):
    with pytest.raises(PrivacyRefusal) as refused:
        make(tmp_path, ed_csv(), file=HELD[at])
    assert HELD[at].rpartition(".")[0] not in str(refused.value)
    with pytest.raises(PrivacyRefusal, match="sheet"):
        make(tmp_path, ed_csv(), sheet=HELD[at].rpartition(".")[0])


@pytest.mark.parametrize("name", FREE)
def test_free(name):
    assert refuse_named(name, what="file") is None
