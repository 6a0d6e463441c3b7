"""What each analysis asks, does and returns, by its ABOUT and by running it."""

import datetime as dt

import polars as pl

from scripts.reference_pages.markdown import MADE

HEAD = f"""\
# Analyses

{MADE}
An analysis finds exact counts; what anybody may see of them is decided afterwards, by audience.
"""
JANUARY = 2024 * 12


def text() -> str:
    """The page as it should be now."""
    from watchward.analysis import analyses

    return "\n".join([HEAD, *(part(name) for name in analyses())])


def part(name: str) -> str:
    """One analysis: its words, then the tables that it returns where every source is held."""
    from watchward.analysis import analyses
    from watchward.contract.about import Options

    about = analyses()[name].ABOUT
    tables = every_source()
    result = analyses()[name].run(tables, Options(months=1, linkage_approved=True))
    tables.close()
    lines = [
        f"## {name}: {about.title}",
        "",
        about.question,
        "",
        f"**Method.** {about.method}",
        "",
        f"**Source.** {about.source}.",
        "",
        f"**Sides it can use.** {', '.join(about.inputs)}.",
        "",
        "**Limits.**",
        "",
        *(f"- {limit}" for limit in about.limits),
        "",
        "| table | what | columns | figures, from protected counts |",
        "|---|---|---|---|",
    ]
    for table in result.tables:
        told = table.lines.columns if table.lines else ()
        columns = ", ".join(f"`{c.name}` ({c.role})" for c in (*table.columns, *told))
        figures = ", ".join(f"`{d.name}` ({d.kind})" for d in table.derived) or "none"
        lines.append(f"| `{table.name}` | {table.title} | {columns} | {figures} |")
    return "\n".join([*lines, ""])


def every_source():
    """One made-up record of each data set but the street files, so that every table is there."""
    import numpy as np
    import shapely

    from watchward.engine.api import tables_from_frames
    from watchward.geography.areas import Boundaries
    from watchward.geography.places import Places
    from watchward.reference import Citation

    here = {"month": [JANUARY], "day": [19_723], "hour": [22], "night_of": [19_723]}
    here |= {"easting": [50], "northing": [50], "place_precision": ["snapped"]}
    cited = Citation("x", "x", "x", "x", dt.date(2024, 1, 1), "local default")
    ground = np.array([shapely.box(0, 0, 100, 100)])
    one = {"place_id": "1", "name": "A", "kind": "street", "easting": 50, "northing": 50}
    return tables_from_frames(
        {
            "police_incident": pl.DataFrame(
                here | {"offence_group": ["violence_with_injury"], "domestic": ["yes"]}
            ),
            "ed_assault": pl.DataFrame(here | {"relationship": ["family"]}),
        },
        boundaries=Boundaries("a", "the areas held", ("A",), ("A",), ground, cited),
        places=Places(pl.DataFrame([one | {"radius_m": 100}])),
    )
