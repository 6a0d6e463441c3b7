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
export PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1
echo "Bringing uv into .tools/ ..." >&2

own_venv() {
    rm -rf .tools/uv
    "$python" -m venv .tools/uv >/dev/null 2>&1 || return 1
    .tools/uv/bin/python -m pip install --quiet --require-hashes -r "$lock" >&2 || return 1
    echo "$PWD/.tools/uv/bin/uv"
}

# A Python without ensurepip, or one that the system manages, can still fill a plain folder.
own_folder() {
    [ -x .tools/uv/bin/python ] && return 1
    rm -rf .tools/uv .tools/uv-target
    "$python" -m pip --version >/dev/null 2>&1 || return 1
    "$python" -m pip install --quiet --require-hashes \
        --target .tools/uv-target -r "$lock" >&2 || return 1
    echo "$PWD/.tools/uv-target/bin/uv"
}

# Debian ships Python without either; root may add what is missing.
from_debian() {
    [ -x .tools/uv/bin/python ] && return 1
    "$python" -m pip --version >/dev/null 2>&1 && return 1
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    echo "This Python has neither venv nor pip: installing Debian's python3-venv ..." >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; } >&2 </dev/null || return 1
    own_venv
}

if own_venv || own_folder || from_debian; then exit 0; fi

if [ -x .tools/uv/bin/python ] || "$python" -m pip --version >/dev/null 2>&1; then
    echo "watchward could not fetch uv: the package index was out of reach. Once it is in reach:" >&2
    echo "make setup" >&2
elif command -v apt-get >/dev/null 2>&1; then
    echo "watchward could not bring uv: $python can make no virtual environment and has no pip." >&2
    echo "apt-get install python3-venv" >&2
else
    echo "watchward could not bring uv: $python can make no virtual environment and has no pip." >&2
    echo "$python -m ensurepip --user" >&2
fi
exit 1
