#!/bin/sh
# Makes .venv hold exactly what a lock file names, then the project itself. Asks nothing.
#   sh scripts/setup.sh demo    the tool and its analyses
#   sh scripts/setup.sh serve   the same, and the website
#   sh scripts/setup.sh dev     the same, and what the tests need
#   sh scripts/setup.sh spark   the same, and Spark
# A second run does nothing: the stamp in .venv holds the hash of what was installed.
# Each lock holds every line of the one before it (a health test sees to it), so a larger one serves for a smaller.
set -eu
cd "$(dirname "$0")/.."
want="${1:-demo}"
lock="requirements/$want.lock"
venv=.venv

say() { printf '%s\n' "$*"; }
stop() { say "watchward cannot be set up: $1" >&2; say "$2" >&2; exit 1; }

[ -f "$lock" ] || stop "there is no $lock." "git checkout -- requirements"

fingerprint() { cat "requirements/$1.lock" pyproject.toml | cksum | tr ' ' '-'; }

ready() {
    [ -x "$venv/bin/python" ] && [ -x "$venv/bin/watchward" ] || return 1
    for name in "$@"; do
        stamp="$venv/watchward-$name.stamp"
        if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint "$name")" ]; then return 0; fi
    done
    return 1
}

case "$want" in
    demo) ready demo serve dev spark && exit 0 ;;
    serve) ready serve dev spark && exit 0 ;;
    dev) ready dev spark && exit 0 ;;
    *) ready "$want" && exit 0 ;;
esac

python=$(sh scripts/find-python.sh)
uv=$(sh scripts/find-uv.sh "$python")

# A virtual environment whose Python has gone, or has become too old, is made anew.
if ! "$venv/bin/python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
    rm -rf "$venv"
    "$uv" venv --quiet --no-project --python "$python" "$venv"
fi
rm -f "$venv"/watchward-*.stamp

# uv does not read pip's settings; where only pip is told of a mirror or a certificate, pass it on.
if [ -n "${PIP_INDEX_URL:-}" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    export UV_DEFAULT_INDEX="$PIP_INDEX_URL"
fi
if [ -n "${PIP_CERT:-}" ] && [ -z "${SSL_CERT_FILE:-}" ]; then export SSL_CERT_FILE="$PIP_CERT"; fi

say "Installing what $lock names into $venv (the first time takes a minute or two) ..."
"$uv" pip install --python "$venv/bin/python" --require-hashes --compile-bytecode -r "$lock" ||
    stop "not everything in $lock could be had. Once the package index is in reach:" "make setup"
# Without isolation: the build backend comes from the lock, so nothing is fetched without its hash.
"$uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation --editable .
fingerprint "$want" > "$venv/watchward-$want.stamp"
say "Ready: $venv/bin/watchward"
