#!/bin/sh
# Brings what benchmarks run beside ours, and nothing else needs, into .tools/peers. Asks nothing.
set -eu
cd "$(dirname "$0")/.."
uv=$(sh scripts/find-uv.sh "$(sh scripts/find-python.sh)")
if [ -n "${PIP_INDEX_URL:-}" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    export UV_DEFAULT_INDEX="$PIP_INDEX_URL"
fi
"$uv" pip install --quiet --python .venv/bin/python --target .tools/peers --require-hashes -r requirements/peers.lock
