#!/bin/sh
# Prints a Python that the project runs on (3.11 to 3.14); WATCHWARD_PYTHON names one by hand.
set -eu
for name in ${WATCHWARD_PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
    found=$(command -v "$name" 2>/dev/null) || continue
    # Some version managers leave a name behind that only explains itself, so each is tried.
    "$found" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue
    "$found" -c 'import sys; print(sys.executable)'
    exit 0
done
echo "watchward needs Python 3.11, 3.12, 3.13 or 3.14, and found none on PATH." >&2
if command -v apt-get >/dev/null 2>&1; then
    echo "apt-get install python3" >&2
else
    echo "install one (python.org has them), or name one: make setup WATCHWARD_PYTHON=/path/to/python3" >&2
fi
exit 1
