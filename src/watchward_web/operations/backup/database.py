"""The site's database, dumped at one moment, with each table's rows and hash at that moment."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from watchward.errors import UsageRefusal

SQLITE = "database.sqlite3"
DUMP = "database.dump"
Tables = dict[str, list[Any]]  # table -> [rows, hash]


def dump_database(target: Path) -> Tables:
    """Write the dump into the folder `target`; gives each table's number of rows and hash."""
    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        return _dump_sqlite(Path(settings["NAME"]), target / SQLITE)
    return _dump_postgres(settings, target / DUMP)


def load_database(source: Path, settings: Mapping[str, Any]) -> Tables:
    """Load the dump into an empty database; gives what is in it afterwards."""
    if settings["ENGINE"].endswith("sqlite3"):
        return _load_sqlite(_file(source / SQLITE), Path(settings["NAME"]))
    return _load_postgres(_file(source / DUMP), settings)


def _file(path: Path) -> Path:
    if not path.exists():
        raise UsageRefusal(
            "The backup was made from the other kind of database.",
            where="DATABASE_URL",
            do="Restore a backup of SQLite without DATABASE_URL, one of PostgreSQL with it.",
        )
    return path


def _dump_sqlite(here: Path, there: Path) -> Tables:
    with (
        closing(sqlite3.connect(here, timeout=20)) as site,
        closing(sqlite3.connect(there)) as copy,
    ):
        site.backup(copy)
        copy.execute("pragma journal_mode = delete")
        return _sqlite_tables(copy)


def _load_sqlite(here: Path, there: Path) -> Tables:
    if there.exists():
        raise _not_empty()
    there.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(here, there)
    with closing(sqlite3.connect(there)) as restored:
        return _sqlite_tables(restored)


def _sqlite_tables(connection: sqlite3.Connection) -> Tables:
    found: Tables = {}
    names = connection.execute(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    )
    for (name,) in sorted(names.fetchall()):
        digest, rows = hashlib.sha256(), 0
        for row in connection.execute(f'select * from "{name}" order by rowid'):  # noqa: S608
            digest.update(repr(row).encode("utf-8"))
            rows += 1
        found[name] = [rows, digest.hexdigest()]
    return found


def _not_empty() -> UsageRefusal:
    return UsageRefusal(
        "The database is not empty, so nothing is restored into it.",
        where="database",
        do="Name an empty database and an empty data folder.",
    )


SNAPSHOT = "begin transaction isolation level repeatable read read only"
NAMES = "select tablename from pg_tables where schemaname = 'public' order by tablename"
# Rows as text, in an order that does not depend on where they lie on the disk.
HASH = """
select count(*), coalesce(md5(string_agg(line, chr(10) order by line collate "C")), '')
from (select "{0}"::text as line from "{0}") as lines
"""
PARTS = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}


@contextmanager
def postgres(settings: Mapping[str, Any]) -> Iterator[Any]:
    """A connection of its own, beside the site's, in which each statement stands alone."""
    import psycopg

    told = {ours: settings[name] for name, ours in PARTS.items() if settings.get(name)}
    with closing(psycopg.connect(**told, autocommit=True)) as connection:
        yield connection


def _dump_postgres(settings: Mapping[str, Any], there: Path) -> Tables:
    with postgres(settings) as connection:
        connection.execute(SNAPSHOT)
        (snapshot,) = connection.execute("select pg_export_snapshot()").fetchone()
        words = ["pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={there}"]
        _postgres(words, settings)
        return _postgres_tables(connection)


def _load_postgres(here: Path, settings: Mapping[str, Any]) -> Tables:
    with postgres(settings) as connection:
        if connection.execute(NAMES).fetchall():
            raise _not_empty()
        name = f"--dbname={settings['NAME']}"
        words = ["pg_restore", "--no-owner", "--exit-on-error", "--single-transaction"]
        _postgres([*words, name, str(here)], settings)
        return _postgres_tables(connection)


def _postgres_tables(connection: Any) -> Tables:
    names = connection.execute(NAMES).fetchall()
    return {name: list(connection.execute(HASH.format(name)).fetchone()) for (name,) in names}


def _postgres(words: list[str], settings: Mapping[str, Any]) -> None:
    program = _program(words[0])
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {key: str(settings[name]) for key, name in named.items() if settings[name]}
    told["PGDATABASE"] = str(settings["NAME"])
    done = subprocess.run(  # noqa: S603  (a program of PostgreSQL's own, with fixed words)
        [program, *words[1:]], env={**os.environ, **told}, capture_output=True, check=False
    )
    if done.returncode:
        raise UsageRefusal(
            f"PostgreSQL's own program {words[0]} did not finish.",
            where="DATABASE_URL",
            do="Check the address and the rights of its user, and that the program is not older "
            "than the server.",
        )


def _program(name: str) -> str:
    """The newest one installed: a program older than the server refuses."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_release, reverse=True)
    for folder in folders:
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    if found is None:
        raise UsageRefusal(
            f"PostgreSQL's program {name} is not on this machine.",
            where="PATH",
            do="Install PostgreSQL's client. On Debian: apt-get install postgresql-client.",
        )
    return found


def _release(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0
