#!/bin/sh
# Sees to it that the tests have a Chromium, and prints which: the one named in WATCHWARD_BROWSER, else
# the one found, else Debian's (as root), else Playwright's own in .tools/browsers.
set -eu
cd "$(dirname "$0")/.."

works() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

if [ -n "${WATCHWARD_BROWSER:-}" ]; then
    works "$WATCHWARD_BROWSER" && { echo "$WATCHWARD_BROWSER"; exit 0; }
    echo "WATCHWARD_BROWSER names a program that does not start." >&2
    echo "unset WATCHWARD_BROWSER" >&2
    exit 1
fi

search() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        found=$(command -v "$name" 2>/dev/null) || continue
        if works "$found"; then echo "$found"; return 0; fi
    done
    find .tools/browsers -type f \( -name chrome -o -name headless_shell \) 2>/dev/null | sed "s|^|$PWD/|" | grep . | head -n 1 | grep .
}

from_debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    echo "Installing Debian's Chromium for the tests that open a page ..." >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >&2 </dev/null
}

from_playwright() {
    echo "Fetching Playwright's own Chromium into .tools/browsers ..." >&2
    PLAYWRIGHT_BROWSERS_PATH="$PWD/.tools/browsers" .venv/bin/playwright install chromium >&2 </dev/null
}

search && exit 0
{ from_debian && search; } && exit 0
{ from_playwright && search; } && exit 0

echo "The tests that open a page need Chromium, and none could be had." >&2
if command -v apt-get >/dev/null 2>&1; then
    echo "sudo apt-get install chromium" >&2
else
    echo "WATCHWARD_BROWSER=/path/to/chromium make test" >&2
fi
exit 1
