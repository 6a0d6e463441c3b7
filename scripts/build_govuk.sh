#!/bin/sh
# Compiles the website's look from the npm package govuk-frontend into src/watchward_web/govuk/static/govuk.
# What it writes is committed, so only a person who changes the look needs Node.
#   sh scripts/build_govuk.sh
set -eu
cd "$(dirname "$0")/../src/watchward_web/govuk/sass"
out=../static/govuk
from=node_modules/govuk-frontend

if [ -f package-lock.json ]; then npm ci --ignore-scripts --no-audit --no-fund; else npm install --ignore-scripts --no-audit --no-fund; fi
mkdir -p "$out"
node_modules/.bin/sass --style=compressed --no-source-map --quiet-deps --load-path=. watchward.scss "$out/watchward.css"
# Without the pointer to a source map that is not shipped.
sed '/^\/\/# sourceMappingURL/d' "$from/dist/govuk/govuk-frontend.min.js" > "$out/govuk-frontend.min.js"
if grep -Eq 'GDS ?Transport|crown|crest' "$out/watchward.css"; then
    echo "The compiled style names the font or the crown that only gov.uk may use." >&2
    exit 1
fi

echo "Written: $out. Check versions and hashes in govuk/static/govuk/provenance.toml:"
sha256sum "$out/watchward.css" "$out/govuk-frontend.min.js"
