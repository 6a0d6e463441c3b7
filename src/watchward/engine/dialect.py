"""The shared SQL as another engine says it: its names for types, its quotes, where nulls sort."""

from functools import lru_cache


@lru_cache(maxsize=512)
def said(sql: str, dialect: str) -> str:
    """One statement, as sqlglot translates it from DuckDB's; named values in the dialect's form."""
    import sqlglot

    (statement,) = sqlglot.transpile(sql, read="duckdb", write=dialect)
    return statement
