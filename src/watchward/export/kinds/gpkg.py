"""A GeoPackage in EPSG:27700: one layer a table that is about areas, coloured when QGIS opens it.

A hidden number is null beside its status, never 0. Totals have no outline, so they stand in a
table of their own; areas without an outline stay in the layer with none. QGIS looks for colours
only where their table is listed among the contents.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from watchward.contract.safe_result import SafeResult, SafeTable, Say
from watchward.export.facts import about, notes
from watchward.export.inert import inert
from watchward.export.outline import METRES, outlines_of
from watchward.export.style import qml
from watchward.export.tidy import Field, Tidy, Value, plain_names, tidy

TYPE = "application/geopackage+sqlite3"
MANY = True
WHEN = "1980-01-01T00:00:00.000Z"  # equal answers give equal files, so no clock is read
TYPES: dict[str, Any] = {
    "whole": np.int64,
    "number": np.float64,
    "text": object,
    "month": "datetime64[D]",
    "flag": bool,
}
TABLES = """
create table gpkg_data_columns (
    table_name text not null,
    column_name text not null,
    name text,
    title text,
    description text,
    mime_type text,
    constraint_name text,
    constraint pk_gdc primary key (table_name, column_name),
    constraint gdc_tn unique (table_name, name)
);
create table layer_styles (
    id integer primary key autoincrement not null,
    f_table_catalog text(256),
    f_table_schema text(256),
    f_table_name text(256),
    f_geometry_column text(256),
    styleName text(30),
    styleQML text,
    styleSLD text,
    useAsDefault boolean,
    description text,
    owner text(30),
    ui text(30),
    update_time datetime default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
insert into gpkg_contents (table_name, data_type, identifier, last_change)
values ('layer_styles', 'attributes', 'layer_styles', '1980-01-01T00:00:00.000Z');
create table if not exists gpkg_extensions (
    table_name text,
    column_name text,
    extension_name text not null,
    definition text not null,
    scope text not null,
    constraint ge_tce unique (table_name, column_name, extension_name)
);
insert into gpkg_extensions values
    ('gpkg_data_columns', null, 'gpkg_schema',
     'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
"""


def takes(table: SafeTable, result: SafeResult) -> bool:
    """A table about areas or cells whose outlines came with the answer."""
    return bool(outlines_of(table, result))


def write(path: Path, tables: Sequence[SafeTable], result: SafeResult, say: Say) -> None:
    """Layers, totals, what the file is; then the styles and the titles of the fields."""
    import pyogrio

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": WHEN})
    laid = list(zip(_layers(tables), tables, strict=True))
    found = {layer: tidy(table, result, say=say) for layer, table in laid}
    for layer, table in laid:
        rows = len(table.rows)
        _write(path, layer, found[layer], slice(0, rows), outlines=outlines_of(table, result))
        if table.total_rows:
            _write(path, f"{layer}_totals", found[layer], slice(rows, None), outlines=None)
    _write_about(path, tables, result, say=say)
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(TABLES)
        for layer, table in laid:
            _describe(base, layer, found[layer], title=inert(table.title))
            if table.total_rows:
                _describe(base, f"{layer}_totals", found[layer], title=inert(table.title))
            style = (
                layer,
                "geom",
                layer[:30],
                qml(found[layer], say=say),
                inert(table.title),
                WHEN,
            )
            base.execute(
                "insert into layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, "
                "owner, ui, update_time) values ('', '', ?, ?, ?, ?, '', 1, ?, '', null, ?)",
                style,
            )


def _layers(tables: Sequence[SafeTable]) -> list[str]:
    return plain_names(table.name for table in tables)


def _write(
    path: Path,
    layer: str,
    found: Tidy,
    rows: slice,
    *,
    outlines: Sequence[Any] | None,
) -> None:
    from pyogrio.raw import write as write_layer

    columns = [[row[at] for row in found.rows[rows]] for at in range(len(found.fields))]
    arrays = [_array(field, values) for field, values in zip(found.fields, columns, strict=True)]
    write_layer(
        str(path),
        None if outlines is None else _bytes(outlines),
        field_data=[values for values, _ in arrays],
        fields=np.array([field.name for field in found.fields], dtype=object),
        field_mask=[missing for _, missing in arrays],
        layer=layer,
        driver="GPKG",
        geometry_type=None if outlines is None else "MultiPolygon",
        promote_to_multi=True if outlines is not None else None,
        crs=None if outlines is None else f"EPSG:{METRES}",
        append=False,
        layer_options={"SPATIAL_INDEX": "YES"} if outlines is not None else None,
    )


def _bytes(outlines: Sequence[Any]) -> Any:
    import shapely
    from shapely.geometry import shape

    whole = [None if one is None else shapely.to_wkb(shape(one)) for one in outlines]
    return np.array([*whole, None], dtype=object)[:-1]


def _array(field: Field, values: Sequence[Value]) -> tuple[Any, Any]:
    """Values of one type, and which of them are null."""
    missing = np.array([value is None for value in values], dtype=bool)
    instead: Any = {"text": None, "month": np.datetime64("1970-01-01")}.get(field.type, 0)
    filled = [instead if value is None else value for value in values]
    if field.type == "text":
        return np.array([*filled, None], dtype=object)[:-1], missing
    return np.array(filled, dtype=TYPES[field.type]), missing


def _write_about(path: Path, tables: Sequence[SafeTable], result: SafeResult, *, say: Say) -> None:
    told = (*about(result, tables, say=say), *notes(result, say=say))
    fields = (Field("name", "Name", "text", "note"), Field("words", "Words", "text", "note"))
    rows = tuple((inert(label), inert(words)) for label, words in told)
    _write(path, "about_this_file", Tidy(fields, rows), slice(None), outlines=None)


def _describe(base: sqlite3.Connection, layer: str, found: Tidy, *, title: str) -> None:
    """Titles of the fields, which QGIS and GDAL show as their aliases."""
    base.executemany(
        "insert into gpkg_data_columns values (?, ?, null, ?, ?, null, null)",
        [(layer, f.name, f.title, f.unit or f.role) for f in found.fields],
    )
    base.execute("update gpkg_contents set identifier = ? where table_name = ?", (layer, layer))
    base.execute("update gpkg_contents set description = ? where table_name = ?", (title, layer))


def count(path: Path, tables: Sequence[SafeTable]) -> int:
    """Features and totals, as GDAL finds them in the finished file."""
    import pyogrio

    layers = _layers(tables)
    totals = [
        f"{layer}_totals" for layer, table in zip(layers, tables, strict=True) if table.total_rows
    ]
    infos = [
        pyogrio.read_info(path, layer=name, force_feature_count=True) for name in (*layers, *totals)
    ]
    return sum(int(info["features"]) for info in infos)
