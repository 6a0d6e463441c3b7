#!/bin/sh
# Prints a uv to install with: the one on PATH, else one brought into .tools/ with its hash checked.
#   sh scripts/find-uv.sh PYTHON
set -eu
cd "$(dirname "$0")/.."
python="$1"
lock=requirements/uv.lock

for found in "$(command -v uv 2>/dev/null || true)" "$PWD/.tools/uv/bin/uv" "$PWD/.tools/uv-target/bin/uv"; do
    if [ -n "$found" ] && "$found" --version >/dev/null 2>&1; then echo "$found"; exit 0; fi
done

mkdir -p .tools
echo "Bringing uv into .tools/ ..." >&2

own_venv() {
    rm -rf .tools/uv
    "$python" -m venv .tools/uv >/dev/null 2>&1 || return 1
    .tools/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" >&2 || return 1
    echo "$PWD/.tools/uv/bin/uv"
}

# A Python without ensurepip, or one that the system manages, can still fill a plain folder.
own_folder() {
    rm -rf .tools/uv .tools/uv-target
    "$python" -m pip --version >/dev/null 2>&1 || return 1
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --target .tools/uv-target -r "$lock" >&2 || return 1
    echo "$PWD/.tools/uv-target/bin/uv"
}

# Debian ships Python without either; root may add what is missing.
from_debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    echo "This Python has neither venv nor pip: installing Debian's python3-venv ..." >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; } >&2 </dev/null || return 1
    own_venv
}

if own_venv || own_folder || from_debian; then exit 0; fi

echo "watchward could not bring uv: $python can make no virtual environment, or the package index was out of reach." >&2
if command -v apt-get >/dev/null 2>&1 && ! "$python" -c 'import ensurepip' 2>/dev/null; then
    echo "apt-get install python3-venv" >&2
else
    echo "$python -m pip install uv" >&2
fi
exit 1
