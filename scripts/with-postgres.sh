#!/bin/sh
# Runs a command beside a throw-away PostgreSQL, whose address is in DATABASE_URL; takes it down afterwards.
#   sh scripts/with-postgres.sh COMMAND...
# Where PostgreSQL is not installed, says so and runs nothing: SQLite has had its turn already.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo none)")
if [ ! -x "$bin/initdb" ]; then
    echo "PostgreSQL is not installed, so nothing was run on it. On Debian: apt-get install postgresql" >&2
    exit 0
fi

folder=$(mktemp -d)
# PostgreSQL refuses to run as root; Debian has a user for it.
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as() { runuser -u postgres -- "$@"; }
else
    as() { "$@"; }
fi
port=$("${PYTHON:-.venv/bin/python}" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

down() {
    (cd / && as "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1) || true
    rm -rf "$folder"
}
trap down EXIT
trap 'exit 130' INT TERM

(
    cd /
    as "$bin/initdb" -D "$folder/data" -U watchward -A trust -E UTF8 --no-sync >/dev/null
    as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
        -o "-c listen_addresses=127.0.0.1 -p $port -k $folder -c fsync=off" start >/dev/null
)
DATABASE_URL="postgresql://watchward@127.0.0.1:$port/postgres"
export DATABASE_URL
"$@"
