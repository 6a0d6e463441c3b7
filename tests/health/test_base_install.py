"""The base install is the provider's tool: it prepares a file without one package of the extras."""

import subprocess
import sys
import textwrap

from tests.health.tree import ROOT

# What a base install lacks. numpy too: polars reads and writes without it.
LACKING = (
    "numpy scipy duckdb sqlglot deltalake shapely altair vl_convert jinja2 typst django pyspark"
)

PROGRAM = f"""
import sys

class Lacking:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {LACKING.split()!r}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Lacking())
from watchward.cli import app
app(sys.argv[1:], standalone_mode=False)
"""

EXTRACT = textwrap.dedent("""\
    attendance id,assault date,assault method,assault location type
    1,2026-09-01,other,other
    2,2026-09-02,other,other
    3,2026-09-03,other,other
    """)


def _run(*words):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_providers_tool_works_without_the_extras(tmp_path):
    file = tmp_path / "extract.csv"
    file.write_text(EXTRACT, "utf-8")
    told = _run(
        "prepare",
        *(str(file), "--dataset", "ed_assault", "--provider", "test-hospital"),
        *("--synthetic", "--out", str(tmp_path / "out")),
    )
    assert told.returncode == 0, told.stderr
    assert "package:" in told.stdout
    assert len(list((tmp_path / "out").glob("*.wwp"))) == 1


def test_the_block_that_this_test_rests_on_holds():
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("from watchward.cli import app", "import duckdb")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert told.returncode == 1
    assert "ModuleNotFoundError: duckdb" in told.stderr
