#!/bin/sh
# Writes requirements/*.lock. dev.lock is chosen first, demo.lock and serve.lock within it, spark.lock around it, so that one .venv serves all.
# --no-header and no index lines: a lock names packages and hashes, never a host.
#   sh scripts/lock.sh [--upgrade]
set -eu
cd "$(dirname "$0")/.."
uv=$(sh scripts/find-uv.sh "$(sh scripts/find-python.sh)")
compile() { "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "$@" > /dev/null; }
compile requirements/uv.in "$@" -o requirements/uv.lock
compile pyproject.toml --extra analysis --extra web --extra mesh --extra sftp --group dev "$@" -o requirements/dev.lock
# what a hospital installs, and nothing more
compile pyproject.toml --group build --constraint requirements/dev.lock -o requirements/provider.lock
compile pyproject.toml --extra analysis --group build --constraint requirements/dev.lock -o requirements/demo.lock
compile pyproject.toml --extra analysis --extra web --group build --constraint requirements/dev.lock -o requirements/serve.lock
compile pyproject.toml --extra analysis --extra web --extra mesh --extra sftp --extra spark --group dev --constraint requirements/dev.lock -o requirements/spark.lock
# beside the rest, in a folder of its own: only benchmarks need it
compile requirements/peers.in "$@" --constraint requirements/dev.lock -o requirements/peers.lock
